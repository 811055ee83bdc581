package run

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"readout/data/table"
)

// MergeConfig says what is put together.
type MergeConfig struct {
	Out     string           // folder of the run that is made
	RunID   string           // optional, as Config.RunID
	Now     func() time.Time // the clock
	Folders []string         // of the shards: run folders, or output folders with one run
}

// Piece is what one input gave: the rows of an article, or what is to be set aside.
type Piece struct {
	No    int64 // place among all inputs, from 1
	Batch *table.Batch
	Fault *table.Quarantine
}

// BeginMerge stages a run of everything that the shards of one input hold, in the order of that
// input: the rows that one run would have made, near-duplicates of articles of other shards
// included. In what order the shards are named makes no difference, nor whether one is named
// twice. It is an error if a shard is missing, if two folders hold different runs of one, if
// shards were made by different engines, lexicons or settings, or if a file is not as its
// manifest has it. What is in cfg.Out already is passed over, as a run does. The figures are
// made and the run is published as any other.
func BeginMerge(cfg MergeConfig) (*Run, error) {
	shards, err := readShards(cfg.Folders)
	if err != nil {
		return nil, err
	}
	first := shards[0].manifest
	c := Config{
		Out: cfg.Out, RunID: cfg.RunID, Now: cfg.Now, Version: first.Version, LexiconSHA256: first.LexiconSHA256,
		Models: first.Models, Settings: first.Config, Sides: first.Shard.Sides,
	}
	corpus := Corpus{}
	var merged []Part
	for _, s := range shards {
		corpus.Runs = append(corpus.Runs, s.info)
		merged = append(merged, Part{RunID: s.manifest.RunID, ManifestSHA256: s.sum})
		for _, in := range s.manifest.Inputs {
			if !slices.Contains(c.Inputs, in) {
				c.Inputs = append(c.Inputs, in)
			}
		}
	}
	if c.Issues, err = corpus.Issues(); err != nil {
		return nil, err
	}
	if c.Propositions, err = propositionsOf(&corpus); err != nil {
		return nil, err
	}
	return beginOf(c, merged, func(r *Run) error {
		for _, s := range shards {
			r.counts.Repeated += s.manifest.Counts.Repeated
		}
		return interleaved(shards, r.put)
	})
}

// beginOf begins a run and fills it.
func beginOf(c Config, merged []Part, fill func(*Run) error) (*Run, error) {
	r, err := Begin(c)
	if err != nil {
		return nil, err
	}
	r.merged = merged
	if err := fill(r); err != nil {
		return nil, errors.Join(err, r.Abort())
	}
	return r, nil
}

// put adds a piece as the run of one machine adds what it analysed.
func (r *Run) put(p *Piece) error {
	r.Input(p.No)
	if p.Fault != nil {
		r.Quarantine(*p.Fault)
		return r.faulty
	}
	a := &p.Batch.Article
	if s := r.State(a.ArticleID, a.VersionID); s == Unchanged || s == Stale {
		r.Unchanged(a.ArticleID, a.VersionID)
		return nil
	}
	_, err := r.Add(p.Batch)
	return err
}

// propositionsOf is the codebook's propositions in its order, which is that of every run's table.
func propositionsOf(c *Corpus) ([]table.Proposition, error) {
	var rows []table.Proposition
	err := eachPart(c.Runs[0].Dir, "propositions", func(p *table.Proposition) error {
		rows = append(rows, *p)
		return nil
	})
	return rows, err
}

// interleaved calls fn with the pieces of all shards in the order of the input.
func interleaved(shards []*shardRun, fn func(*Piece) error) error {
	lists := make([]iter.Seq2[*Piece, error], len(shards))
	for i, s := range shards {
		lists[i] = s.pieces()
	}
	return mergeLists(lists, func(a, b *Piece) int { return cmp.Compare(a.No, b.No) }, fn)
}

// pieces gives what a shard holds. Its tables have the articles in one order, so they are read
// side by side.
func (s *shardRun) pieces() iter.Seq2[*Piece, error] {
	return func(yield func(*Piece, error) bool) {
		r := &s.info
		articles := rowsOf(r, "articles", func(a *table.Article) string { return a.ArticleID })
		statements := rowsOf(r, "statements", func(x *table.Statement) string { return x.ArticleID })
		candidates := rowsOf(r, "candidates", func(x *table.Statement) string { return x.ArticleID })
		stances := rowsOf(r, "stances", func(x *table.Stance) string { return x.ArticleID })
		positions := rowsOf(r, "positions", func(x *table.Position) string { return x.ArticleID })
		evaluations := rowsOf(r, "evaluations", func(x *table.Evaluation) string { return x.ArticleID })
		evidence := rowsOf(r, "evidence", func(x *table.Evidence) string { return x.ArticleID })
		faults := rowsOf(r, "quarantine", func(*table.Quarantine) string { return "" })
		for _, stop := range []func(){
			articles.stop, statements.stop, candidates.stop, stances.stop, positions.stop, evaluations.stop, evidence.stop, faults.stop,
		} {
			defer stop()
		}
		for in, err := range eachRow[table.ShardInput](r, "inputs") {
			if err != nil {
				yield(nil, err)
				return
			}
			p := &Piece{No: in.InputNo}
			if in.ArticleID == nil {
				p.Fault, err = faults.one("")
			} else {
				id := *in.ArticleID
				b := &table.Batch{}
				var a *table.Article
				if a, err = articles.one(id); err == nil {
					b.Article = *a
				}
				err = errors.Join(err,
					statements.into(&b.Statements, id), candidates.into(&b.Candidates, id), stances.into(&b.Stances, id),
					positions.into(&b.Positions, id), evaluations.into(&b.Evaluations, id), evidence.into(&b.Evidence, id),
					actorsFrom(in.Actors, &b.Actors))
				for i := range b.Statements {
					if issue := b.Statements[i].IssueID; issue != nil {
						b.Issues = append(b.Issues, *issue)
					}
				}
				p.Batch = b
			}
			if err != nil {
				err = fmt.Errorf("%s: input %d: %w", r.Dir, in.InputNo, err)
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}

// actorsFrom reads the list of a ShardInput.
func actorsFrom(list string, actors *[]table.Actor) error {
	var rows []json.RawMessage
	if err := json.Unmarshal([]byte(list), &rows); err != nil {
		return fmt.Errorf("actors: %w", err)
	}
	*actors = make([]table.Actor, len(rows))
	for i := range rows {
		if err := table.UnmarshalRow(rows[i], &(*actors)[i]); err != nil {
			return fmt.Errorf("actors: %w", err)
		}
	}
	return nil
}

// tableRows reads a table of a run article by article.
type tableRows[T any] struct {
	name string
	key  func(*T) string
	next func() (*T, error, bool)
	stop func()
	at   *T // the next row, nil at the end
	err  error
	read bool
}

func rowsOf[T any](r *Info, name string, key func(*T) string) *tableRows[T] {
	t := &tableRows[T]{name: name, key: key}
	t.next, t.stop = iter.Pull2(eachRow[T](r, name))
	return t
}

func (t *tableRows[T]) advance() {
	var ok bool
	t.at, t.err, ok = t.next()
	if t.read = true; !ok || t.err != nil {
		t.at = nil
	}
}

// into adds the rows of an article that come next, if any do.
func (t *tableRows[T]) into(rows *[]T, id string) error {
	if !t.read {
		t.advance()
	}
	for t.at != nil && t.key(t.at) == id {
		*rows = append(*rows, *t.at)
		t.advance()
	}
	return t.err
}

// one takes the next row, which must be of the article.
func (t *tableRows[T]) one(id string) (*T, error) {
	if !t.read {
		t.advance()
	}
	if t.err != nil {
		return nil, t.err
	}
	if t.at == nil || t.key(t.at) != id {
		return nil, fmt.Errorf("table %s has no row for it where one should be", t.name)
	}
	row := *t.at
	t.advance()
	return &row, nil
}
