package run

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"readout/data/table"
)

// Shard says that a run has only the articles whose ids hash to one number of several, and that
// no figures were made of them: Merge puts all shards of an input together.
type Shard struct {
	Index int   `json:"index"` // from 1
	Of    int   `json:"of"`
	Seen  int64 `json:"seen"` // inputs that the run met, those of other shards too
	// What merging writes into the tables and is not in them.
	Sides map[string]string `json:"sides"` // names by id
}

// maxShards bounds the shards of one merge: all are read side by side.
const maxShards = 4096

// ParseShard reads I/N, with I from 1 to N, or I+1/N, with an I from 0.
func ParseShard(s string) (*Shard, error) {
	index, of, ok := strings.Cut(s, "/")
	index, fromZero := strings.CutSuffix(index, "+1")
	i, err := strconv.Atoi(index)
	if fromZero {
		i++
	}
	n, nerr := strconv.Atoi(of)
	if !ok || err != nil || nerr != nil || n < 1 || n > maxShards || i < 1 || i > n {
		return nil, fmt.Errorf("%q is no shard: I/N such as 3/8, with I from 1 to N and N up to %d", s, maxShards)
	}
	return &Shard{Index: i, Of: n}, nil
}

// Has says whether what has this id belongs to the shard.
func (s *Shard) Has(id string) bool { return int(hash64(id)%uint64(s.Of)) == s.Index-1 }

// String is INDEX/OF.
func (s *Shard) String() string { return fmt.Sprintf("%d/%d", s.Index, s.Of) }

// Input tells the run the place, from 1, of what Add, Quarantine or Unchanged is called with
// next among all inputs. Only a shard has to know it.
func (r *Run) Input(no int64) { r.inputNo = no }

// Seen tells a shard how many inputs there were in all.
func (r *Run) Seen(n int64) {
	if r.cfg.Shard != nil {
		r.cfg.Shard.Seen = n
	}
}

// noteInput keeps of an article, or of what was set aside, where it stood.
func (r *Run) noteInput(b *table.Batch) error {
	if r.cfg.Shard == nil {
		return nil
	}
	row := table.ShardInput{InputNo: r.inputNo, Actors: "[]"}
	if b != nil {
		row.ArticleID = &b.Article.ArticleID
		actors := make([]json.RawMessage, len(b.Actors))
		for i := range b.Actors {
			var err error
			if actors[i], err = table.MarshalRow(&b.Actors[i]); err != nil {
				return err
			}
		}
		list, err := json.Marshal(actors)
		if err != nil {
			return err
		}
		row.Actors = string(list)
	}
	return r.inputs.write(row)
}

// PartError says that a folder holds a shard, of which there are no figures.
type PartError struct {
	Out   string
	Shard Shard
}

// Error says what the two were.
func (e *PartError) Error() string {
	return fmt.Sprintf("%s holds shard %s, of which there are no figures: `readout merge --out DIR %s ...` makes one run of all %d shards", e.Out, &e.Shard, e.Out, e.Shard.Of)
}

// part is an error where a folder's runs are those of a shard.
func (c *Corpus) part() *PartError {
	k := slices.IndexFunc(c.Runs, func(r Info) bool { return r.Shard != nil })
	if k < 0 {
		return nil
	}
	return &PartError{Out: outOf(c.Runs[k].Dir), Shard: *c.Runs[k].Shard}
}

// Whole is an error where there are no figures of all that stands in the folder: a *PartError
// of a shard, or a *StrayError.
func (c *Corpus) Whole() error {
	if err := c.part(); err != nil {
		return err
	}
	return c.Stray()
}

// sameShard is an error where a folder's runs are of another shard than what is to be added.
func sameShard(c *Corpus, out string, want *Shard) error {
	for _, r := range c.Runs {
		have, wanted := "the whole of its input", "the whole of its input"
		if r.Shard != nil {
			have = "shard " + r.Shard.String()
		}
		if want != nil {
			wanted = "shard " + want.String()
		}
		if have != wanted {
			return fmt.Errorf("%s has a run of %s, and this is one of %s: take another --out for each shard, or --shard as before", out, have, wanted)
		}
	}
	return nil
}

func compareShards(a, b *Shard) int { return cmp.Compare(a.Index, b.Index) }
