package run

import (
	"errors"
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
	most int
	held map[string]*table.Actor
	down sortedFiles[table.Actor]
}

func newActorBook(dir string) *actorBook {
	byID := func(a, b *table.Actor) int { return strings.Compare(a.ActorID, b.ActorID) }
	return &actorBook{
		most: maxHeld, held: map[string]*table.Actor{}, down: sortedFiles[table.Actor]{dir: dir, name: ".actors", compare: byID},
	}
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
	err := b.down.put(b.sorted())
	b.held = map[string]*table.Actor{}
	return err
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
	if have.Known {
		have.Name = min(have.Name, strings.Clone(more.Name)) // an organization that was renamed in between
	} else {
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
	slices.SortFunc(all, b.down.compare)
	return all
}

// each hands on every actor once, in the order of their ids, and empties the book.
func (b *actorBook) each(fn func(*table.Actor) error) (err error) {
	defer func() {
		err = errors.Join(err, b.down.remove())
		b.held = nil
	}()
	var at *table.Actor
	if err := b.down.each(b.sorted(), func(a *table.Actor) error {
		if at != nil && at.ActorID == a.ActorID {
			together(at, a)
			return nil
		}
		done := at
		at = a
		if done == nil {
			return nil
		}
		return fn(done)
	}); err != nil || at == nil {
		return err
	}
	return fn(at)
}
