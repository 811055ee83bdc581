package run

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"readout/data/table"
)

// maxHeld is the number of actors that are held in memory before they are put
// down in a file: about 500 bytes each. A corpus brings new names without end,
// ten or so an article.
const maxHeld = 20_000

// actorBook counts the actors of a run. What it gives does not depend on when
// they were put down.
type actorBook struct {
	dir  string // for files that are gone before the run is published
	most int
	held map[string]*table.Actor
	down []string // sorted files, the earliest first
}

func newActorBook(dir string) *actorBook {
	return &actorBook{dir: dir, most: maxHeld, held: map[string]*table.Actor{}}
}

func (b *actorBook) add(actors []table.Actor) error {
	for i := range actors {
		a := actors[i]
		if have, ok := b.held[a.ActorID]; ok {
			together(have, &a)
			continue
		}
		keep(&a)
		b.held[a.ActorID] = &a
	}
	if len(b.held) < b.most {
		return nil
	}
	return b.putDown()
}

// keep makes the strings of an actor its own: they are slices of a whole article.
func keep(a *table.Actor) {
	a.ActorID, a.Name, a.Kind = strings.Clone(a.ActorID), strings.Clone(a.Name), strings.Clone(a.Kind)
	for _, s := range [...]**string{&a.SideID, &a.Role, &a.Country} {
		if *s != nil {
			own := strings.Clone(**s)
			*s = &own
		}
	}
	if !a.Known {
		a.Aliases = mergeAliases([]string{}, a.Aliases)
		return
	}
	a.Aliases = append([]string{}, a.Aliases...)
	for i := range a.Aliases {
		a.Aliases[i] = strings.Clone(a.Aliases[i])
	}
}

// together adds what is known of the same actor from later in the input.
func together(have, more *table.Actor) {
	have.NStatements += more.NStatements
	if !have.Known {
		have.Aliases = mergeAliases(have.Aliases, more.Aliases)
	}
}

// maxAliases bounds what is kept of an actor that the lexicon does not know: the first of the
// alphabet, which are the same in whatever order articles and shards come.
const maxAliases = 16

func mergeAliases(have, more []string) []string {
	for _, m := range more {
		k := sort.SearchStrings(have, m)
		if k == maxAliases || k < len(have) && have[k] == m {
			continue
		}
		have = slices.Insert(have, k, strings.Clone(m))
		have = have[:min(len(have), maxAliases)]
	}
	return have
}

func (b *actorBook) sorted() []*table.Actor {
	all := make([]*table.Actor, 0, len(b.held))
	for _, a := range b.held {
		all = append(all, a)
	}
	slices.SortFunc(all, func(x, y *table.Actor) int { return strings.Compare(x.ActorID, y.ActorID) })
	return all
}

// putDown writes what is held to a file, a line of JSON an actor, and forgets it.
func (b *actorBook) putDown() (err error) {
	path := filepath.Join(b.dir, fmt.Sprintf(".actors-%05d", len(b.down)))
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	b.down = append(b.down, path)
	w := bufio.NewWriter(f)
	to := json.NewEncoder(w)
	for _, a := range b.sorted() {
		if err := to.Encode(a); err != nil {
			return err
		}
	}
	b.held = map[string]*table.Actor{}
	return w.Flush()
}

// each hands on every actor once, in the order of their ids, and empties the book.
func (b *actorBook) each(fn func(*table.Actor) error) (err error) {
	heads := make([]*actorLines, 0, len(b.down)+1)
	defer func() {
		for _, h := range heads {
			err = errors.Join(err, h.close())
		}
		b.held = nil
	}()
	for _, path := range b.down {
		h, err := openActorLines(path)
		if err != nil {
			return err
		}
		heads = append(heads, h)
	}
	heads = append(heads, &actorLines{rest: b.sorted()})
	for _, h := range heads {
		if err := h.next(); err != nil {
			return err
		}
	}
	for {
		var first *table.Actor
		for _, h := range heads {
			if h.at != nil && (first == nil || h.at.ActorID < first.ActorID) {
				first = h.at
			}
		}
		if first == nil {
			return nil
		}
		for _, h := range heads { // in the order in which they were met
			if h.at == nil || h.at.ActorID != first.ActorID {
				continue
			}
			if h.at != first {
				together(first, h.at)
			}
			if err := h.next(); err != nil {
				return err
			}
		}
		if err := fn(first); err != nil {
			return err
		}
	}
}

// actorLines is a sorted list of actors that is read one by one, from a file or
// from memory; at is nil at its end.
type actorLines struct {
	at   *table.Actor
	rest []*table.Actor
	file *os.File
	from *json.Decoder
}

func openActorLines(path string) (*actorLines, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &actorLines{file: f, from: json.NewDecoder(bufio.NewReader(f))}, nil
}

func (l *actorLines) next() error {
	l.at = nil
	if l.file == nil {
		if len(l.rest) > 0 {
			l.at, l.rest = l.rest[0], l.rest[1:]
		}
		return nil
	}
	var a table.Actor
	switch err := l.from.Decode(&a); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return fmt.Errorf("%s: %w", l.file.Name(), err)
	}
	l.at = &a
	return nil
}

func (l *actorLines) close() error {
	if l.file == nil {
		return nil
	}
	return errors.Join(l.file.Close(), os.Remove(l.file.Name()))
}
