package run

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"readout/data/table"
)

// Names of the append-only tables in an output folder, beside its runs.
const (
	codingsName = "codings.parquet"
	drawsName   = "draws.parquet"
)

// Codings gives all codings of the folder in the order in which they were added; none where
// there are none yet.
func (c *Corpus) Codings() ([]table.Coding, error) {
	return besideRuns[table.Coding](c.out, codingsName)
}

// Draws gives the drawn items of the folder, draw after draw.
func (c *Corpus) Draws() ([]table.Draw, error) { return besideRuns[table.Draw](c.out, drawsName) }

// besideRuns reads an append-only table of an output folder; no rows where the file is
// missing.
func besideRuns[T any](out, name string) ([]T, error) {
	path, err := ownBeside(out, name)
	if path == "" {
		return nil, err
	}
	return table.Read[T](path)
}

// ownBeside is the path of a file of the folder that stands beside its runs, "" where it is
// not there. It is an error where it leads out of the folder.
func ownBeside(out, name string) (string, error) {
	if out == "" {
		return "", nil
	}
	f, err := openFolder(out)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	defer f.close()
	if err := f.ownFile(name); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	} else if err != nil {
		return "", err
	}
	return f.at(name), nil
}

// grow appends rows to such a table by writing it anew and renaming it into place. The caller
// holds the folder's lock.
func grow[T any](f *folder, name string, m table.Meta, more []T) error {
	rows, err := besideRuns[T](f.path, name)
	if err != nil {
		return err
	}
	tmp := fmt.Sprintf("%s/%s-%d", stagingName, name, os.Getpid())
	if err := f.root.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := table.Write(f.at(tmp), m, append(rows, more...)); err != nil {
		return err
	}
	if err := f.root.Rename(tmp, name); err != nil {
		return err
	}
	return syncDir(f.path)
}

// AddCodings appends codings to those of the folder, and adds actors that coders named to the
// run. The codings count at once, for this run and for all readers of the folder, whether or
// not the run is published.
func (r *Run) AddCodings(rows []table.Coding, named []table.Actor) error {
	if len(rows) == 0 {
		return nil
	}
	if err := r.actors.add(named); err != nil {
		return err
	}
	return grow(r.out, codingsName, r.Meta(), rows)
}

// AddDraw appends the items of a draw to those of the folder, under the folder's lock. A draw
// that the folder has already (by DrawID) is left unchanged.
func AddDraw(out string, m table.Meta, now time.Time, rows []table.Draw) (err error) {
	f, err := makeFolder(out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.close()) }()
	l, err := takeLock(f, now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.release()) }()
	have, err := besideRuns[table.Draw](out, drawsName)
	if err != nil || len(rows) == 0 || slices.ContainsFunc(have, func(d table.Draw) bool { return d.DrawID == rows[0].DrawID }) {
		return err
	}
	return grow(f, drawsName, m, rows)
}

// codingsHash is the SHA-256 of the codings of a folder, "" where there are none.
func codingsHash(out string) (string, error) {
	path, err := ownBeside(out, codingsName)
	if path == "" {
		return "", err
	}
	_, sum, err := hashFile(path)
	return sum, err
}

// Label is the label of an item in one field that all figures use: the one that most coders
// gave, each by the latest coding; on a tie the one that was given first.
type Label struct {
	Value  string
	Coders []string // coders who gave it, sorted
}

// CodedItem is the labels of one coded item.
type CodedItem struct {
	ID, ArticleID, VersionID string
	Labels                   map[string]Label // by field
}

// Settle decides the label of every field of every coded item. Items are in the order of their
// first coding.
func Settle(codings []table.Coding) []*CodedItem {
	type answer struct{ coder, value string }
	type field struct {
		name    string
		answers []answer // one a coder
	}
	type item struct {
		*CodedItem
		fields []*field
	}
	var items []*item
	at := map[[2]string]*item{} // by id and article version
	for i := range codings {
		k := &codings[i]
		key := [2]string{k.StatementID, k.VersionID}
		it := at[key]
		if it == nil {
			it = &item{CodedItem: &CodedItem{ID: k.StatementID, ArticleID: k.ArticleID, VersionID: k.VersionID, Labels: map[string]Label{}}}
			at[key] = it
			items = append(items, it)
		}
		n := slices.IndexFunc(it.fields, func(f *field) bool { return f.name == k.Field })
		if n < 0 {
			n = len(it.fields)
			it.fields = append(it.fields, &field{name: k.Field})
		}
		f := it.fields[n]
		if j := slices.IndexFunc(f.answers, func(a answer) bool { return a.coder == k.Coder }); j >= 0 {
			f.answers[j].value = k.Value
		} else {
			f.answers = append(f.answers, answer{k.Coder, k.Value})
		}
	}
	out := make([]*CodedItem, len(items))
	for i, it := range items {
		for _, f := range it.fields {
			var best Label
			for _, a := range f.answers {
				var who []string
				for _, b := range f.answers {
					if b.value == a.value {
						who = append(who, b.coder)
					}
				}
				if len(who) > len(best.Coders) {
					best = Label{a.value, who}
				}
			}
			slices.Sort(best.Coders)
			it.Labels[f.name] = best
		}
		out[i] = it.CodedItem
	}
	return out
}

// SignedNames parses the value of the fields positions and evaluations into pairs of name and
// sign: "sanctions=agree,force=disagree" or, for no pairs, "none".
func SignedNames(value string) [][2]string {
	var all [][2]string
	if value == NoLabel {
		return nil
	}
	for part := range strings.SplitSeq(value, ",") {
		if k := strings.LastIndexByte(part, '='); k > 0 {
			all = append(all, [2]string{strings.TrimSpace(part[:k]), strings.TrimSpace(part[k+1:])})
		}
	}
	slices.SortStableFunc(all, func(a, b [2]string) int { return cmp.Compare(a[0], b[0]) })
	return all
}

// NoLabel is the value of a field that was coded as having nothing.
const NoLabel = "none"
