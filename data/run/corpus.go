package run

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"readout/data/table"
)

// Info is one run of a Corpus.
type Info struct {
	Before        string // hash of the manifests of the runs that stood before it, "" for none
	manifest      [sha256.Size]byte
	RunID         string
	Sequence      int // 1 for the first run of the folder; later runs have greater ones
	Dir           string
	Version       string
	LexiconSHA256 string
	SchemaVersion string // of its tables; "" for the one that this readout writes
	Statements    int64
	Shard         *Shard // which part of the input a sharded run has, else nil
	Codings       string // SHA-256 of the codings that its figures include, "" for none
}

// parts is the files of a table in their order. A run of schema 1 lacks the tables
// that came with schema 2: there it is as if they had no rows.
func (r *Info) parts(name string) []string {
	files := parts(r.Dir, name)
	if _, err := os.Stat(files[0]); strings.HasPrefix(r.SchemaVersion, "1.") && errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return files
}

// Corpus is all runs of a folder read as one, in the order they were published.
// It shows of every article the rows of the last run that has it, and of what people
// coded their labels.
type Corpus struct {
	Runs  []Info
	owner map[uint64]int32 // article -> index of the run whose rows count
	out   string           // output folder that holds the codings; "" for none
	coded overlaid
}

// Open finds the published runs of a folder. A folder without any, or none at
// all, is a Corpus without runs.
func Open(out string) (*Corpus, error) {
	dirs, err := published(out)
	if err != nil {
		return nil, err
	}
	c := &Corpus{out: out}
	for _, dir := range dirs {
		b, err := os.ReadFile(filepath.Join(dir, ManifestName))
		if err != nil {
			return nil, fmt.Errorf("a published run has no manifest: %w", err)
		}
		var m Manifest
		if err := json.Unmarshal(b, &m); err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Join(dir, ManifestName), err)
		}
		if err := readable(m.SchemaVersion); err != nil {
			return nil, fmt.Errorf("%s: %w", dir, err)
		}
		c.Runs = append(c.Runs, Info{RunID: m.RunID, Sequence: m.Sequence, Dir: dir, Version: m.Version, LexiconSHA256: m.LexiconSHA256, SchemaVersion: m.SchemaVersion, Statements: m.Counts.Statements, Before: m.Before, Shard: m.Shard, Codings: m.Codings, manifest: sha256.Sum256(b)})
	}
	sort.Slice(c.Runs, func(i, j int) bool {
		a, b := c.Runs[i], c.Runs[j]
		return a.Sequence < b.Sequence || a.Sequence == b.Sequence && a.RunID < b.RunID
	})
	return c, c.readOwners()
}

// before stands for runs, in their order: the hash of their manifests.
func before(runs []Info) string {
	if len(runs) == 0 {
		return ""
	}
	h := sha256.New()
	for _, r := range runs {
		h.Write(r.manifest[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// StrayError says that the figures of a folder's last run are of other runs than
// stand in the folder: runs of several folders were copied together, or one was removed.
type StrayError struct {
	Out, RunID string // the folder, and its last run
}

// Error says what to do about it.
func (e *StrayError) Error() string {
	return fmt.Sprintf("%s: run %s was made in a folder with other runs than stand here now, so that its figures are not of all of them (runs were copied together, or one was removed); `readout run --out %[1]s INPUT...` publishes a run with figures of all, be its articles new or not", e.Out, e.RunID)
}

// Stray tells whether the last run's figures are of all runs that stand in the folder;
// where they are not it gives a *StrayError.
func (c *Corpus) Stray() error {
	n := len(c.Runs)
	if n < 1 {
		return nil
	}
	last := c.Runs[n-1]
	strays := last.Before != before(c.Runs[:n-1])
	if strings.HasPrefix(last.SchemaVersion, "1.") { // it does not say what stood before it
		strays = n > 1 && c.Runs[n-2].Sequence == last.Sequence
	}
	if strays {
		return &StrayError{Out: outOf(last.Dir), RunID: last.RunID}
	}
	return nil
}

// outOf is the output folder that holds a run's folder.
func outOf(dir string) string { return filepath.Dir(filepath.Dir(dir)) }

// Uncoded returns an error if the codings in the folder are not those that the last run's
// figures include.
func (c *Corpus) Uncoded() error {
	now, err := codingsHash(c.out)
	if n := len(c.Runs); err == nil && n > 0 && c.Runs[n-1].Codings != now {
		err = fmt.Errorf("%s: the figures of run %s are made with other codings than stand in %s; `readout code add` with any sheet that was added, or the next run, makes them anew", c.out, c.Runs[n-1].RunID, codingsName)
	}
	return err
}

// published gives the folders of the published runs.
func published(out string) (dirs []string, err error) {
	f, err := openFolder(out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.close()
	if err := f.ownFolder(runsName); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(f.root.FS(), runsName)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), "run=") {
			continue
		}
		if err := f.ownFolder(runsName + "/" + e.Name()); err != nil {
			return nil, err
		}
		dirs = append(dirs, f.at(runsName+"/"+e.Name()))
	}
	return dirs, nil
}

// Last is the corpus' last run alone.
func (c *Corpus) Last() *Corpus { return &Corpus{Runs: c.Runs[max(0, len(c.Runs)-1):]} }

// Before is the corpus as it was before its last run, with the codings of now: nothing
// before the first.
func (c *Corpus) Before() (*Corpus, error) {
	b := &Corpus{Runs: c.Runs[:max(0, len(c.Runs)-1)], out: c.out}
	return b, b.readOwners()
}

// readable refuses tables of a major version whose columns may mean other things.
// Those of schema 1 mean the same; schema 2 added to them.
func readable(version string) error {
	major, _, _ := strings.Cut(version, ".")
	ours, _, _ := strings.Cut(table.SchemaVersion, ".")
	if major != ours && major != "1" {
		return fmt.Errorf("schema version %s cannot be read by this readout, which writes %s", version, table.SchemaVersion)
	}
	return nil
}

// readOwners finds the last run of every article. One run owns all of its own.
func (c *Corpus) readOwners() error {
	c.owner = nil
	if len(c.Runs) < 2 {
		return nil
	}
	c.owner = map[uint64]int32{}
	for i, r := range c.Runs {
		if err := eachPart(r.Dir, "articles", func(a *articleKey) error {
			c.owner[hash64(a.ArticleID)] = int32(i)
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

type articleKey struct {
	ArticleID string `parquet:"article_id"`
}

// Each calls fn with every row of one of the tables articles, statements,
// candidates, stances, positions, evaluations and evidence, of every article its latest version only, run after run
// and within a run in input order. T is a struct of package table or one with
// some of its columns: only those, and article_id, are read.
func Each[T any](c *Corpus, name string, fn func(*T) error) error {
	return EachOf(c, name, nil, fn)
}

// EachOf is Each for the articles that want says yes to; nil is yes to all. Where
// something was coded, T needs statement_id and article_id for all tables but articles
// and candidates.
func EachOf[T any](c *Corpus, name string, want func(articleID string) bool, fn func(*T) error) error {
	o, err := c.laid()
	if err != nil {
		return err
	}
	if o == nil || name == "articles" || name == "candidates" {
		return eachMeasured(c, name, want, fn)
	}
	return eachLaid(c, o, name, want, fn)
}

// eachMeasured is EachOf without codings.
func eachMeasured[T any](c *Corpus, name string, want func(articleID string) bool, fn func(*T) error) error {
	for i, r := range c.Runs {
		if c.owner == nil && want == nil {
			for _, path := range r.parts(name) {
				if err := table.Each(path, fn); err != nil {
					return err
				}
			}
			continue
		}
		counts := func(article string) bool {
			return (c.owner == nil || c.owner[hash64(article)] == int32(i)) && (want == nil || want(article))
		}
		for _, path := range r.parts(name) {
			if err := table.EachOf(path, counts, fn); err != nil {
				return err
			}
		}
	}
	return nil
}

// eachPart reads a table of one run, which may stand in several files.
func eachPart[T any](dir, name string, fn func(*T) error) error {
	for _, path := range parts(dir, name) {
		if err := table.Each(path, fn); err != nil {
			return err
		}
	}
	return nil
}

// parts is the files of a table in their order.
func parts(dir, name string) []string {
	one := filepath.Join(dir, name+".parquet")
	if _, err := os.Stat(one); !errors.Is(err, fs.ErrNotExist) {
		return []string{one}
	}
	many, _ := filepath.Glob(filepath.Join(globSafe(dir), name+"-[0-9]*.parquet"))
	sort.Strings(many)
	if len(many) == 0 {
		return []string{one} // its absence is the error that opening gives
	}
	return many
}

// globSafe keeps the marks of a folder's own name from being read as a pattern.
func globSafe(path string) string {
	return strings.NewReplacer(`*`, `[*]`, `?`, `[?]`, `[`, `[[]`).Replace(path)
}

// Actors gives every actor of all runs, the later run's word counting where they
// differ, in the order of their ids. NStatements is of that run alone.
func (c *Corpus) Actors() ([]table.Actor, error) {
	return latest(c, "actors", func(a *table.Actor) string { return a.ActorID })
}

// SideNames gives what sides are called, by their ids: those that an organization or a person
// makes, which are named in the tables. The later run's word counts; a side without a name is
// not in it.
func (c *Corpus) SideNames() (map[string]string, error) {
	type row struct {
		SideID   *string `parquet:"side_id,optional,dict"`
		SideName *string `parquet:"side_name,optional,dict"`
	}
	names := map[string]string{}
	for _, r := range c.Runs {
		if err := eachPart(r.Dir, "actors", func(a *row) error {
			if a.SideID != nil && a.SideName != nil && names[*a.SideID] != *a.SideName {
				names[strings.Clone(*a.SideID)] = strings.Clone(*a.SideName)
			}
			return nil
		}); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// FindActors fills in those of the actors whose ids are keys of the map, as
// Actors gives them; one that no run has stays nil.
func (c *Corpus) FindActors(actors map[string]*table.Actor) error {
	for _, r := range c.Runs {
		if err := eachPart(r.Dir, "actors", func(a *table.Actor) error {
			if _, ok := actors[a.ActorID]; ok {
				found := *a
				actors[a.ActorID] = &found
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// Issues gives every issue of all runs as Actors does.
func (c *Corpus) Issues() ([]table.Issue, error) {
	return latest(c, "issues", func(i *table.Issue) string { return i.IssueID })
}

// Propositions gives every proposition of all runs as Actors does.
func (c *Corpus) Propositions() ([]table.Proposition, error) {
	return latest(c, "propositions", func(p *table.Proposition) string { return p.PropositionID })
}

func latest[T any](c *Corpus, name string, key func(*T) string) ([]T, error) {
	rows := map[string]T{}
	for _, r := range c.Runs {
		for _, path := range r.parts(name) {
			if err := table.Each(path, func(row *T) error {
				rows[key(row)] = *row
				return nil
			}); err != nil {
				return nil, err
			}
		}
	}
	keys := make([]string, 0, len(rows))
	for k := range rows {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	out := make([]T, len(keys))
	for i, k := range keys {
		out[i] = rows[k]
	}
	return out, nil
}
