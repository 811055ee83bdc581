package run

import (
	"crypto/sha256"
	"encoding/binary"

	"readout/data/table"
)

// State is what the earlier runs of the folder know of an article.
type State int

// The states of an article.
const (
	New       State = iota // no run has it
	Changed                // a run has another version of it
	Unchanged              // a run has this version, made by this engine with this lexicon
	Stale                  // a run has this version, made by another engine or lexicon
)

// prior is the version of every article, and by what it was made.
type prior struct {
	versions map[uint64]uint64
	madeBy   map[uint64]int32 // article -> run, for runs of another engine or lexicon only
}

// State compares an article with the earlier runs. An incremental run passes
// over what is Unchanged, and over what is Stale unless it is to be scored again.
func (r *Run) State(articleID, versionID string) State {
	id := hash64(articleID)
	v, ok := r.prior.versions[id]
	switch {
	case !ok:
		return New
	case v != hash64(versionID):
		return Changed
	}
	if _, other := r.prior.madeBy[id]; other {
		return Stale
	}
	return Unchanged
}

func readPrior(c *Corpus, version, lexicon string) (*prior, *duplicates, error) {
	p := &prior{versions: map[uint64]uint64{}, madeBy: map[uint64]int32{}}
	d := newDuplicates()
	type row struct {
		ArticleID  string  `parquet:"article_id"`
		VersionID  string  `parquet:"version_id"`
		Path       string  `parquet:"path,dict"`
		RecordNo   *int32  `parquet:"record_no,optional"`
		URL        *string `parquet:"url,optional"`
		Title      *string `parquet:"title,optional,dict"`
		Outlet     *string `parquet:"outlet,optional,dict"`
		TextSketch []byte  `parquet:"text_sketch"`
		TextHash   string  `parquet:"text_hash"`
	}
	for i, r := range c.Runs {
		other := r.Version != version || r.LexiconSHA256 != lexicon
		if err := eachPart(r.Dir, "articles", func(a *row) error {
			id := hash64(a.ArticleID)
			p.versions[id] = hash64(a.VersionID)
			if other {
				p.madeBy[id] = int32(i)
			} else {
				delete(p.madeBy, id)
			}
			d.add(a.ArticleID, traceOf(&table.Article{
				Path: a.Path, RecordNo: a.RecordNo, URL: a.URL, Title: a.Title, Outlet: a.Outlet, TextSketch: a.TextSketch, TextHash: a.TextHash,
			}))
			return nil
		}); err != nil {
			return nil, nil, err
		}
	}
	return p, d, nil
}

// hash64 stands for an id in the sets that a run keeps in memory, 8 bytes each
// instead of a string. At ten million articles two share one with a chance of 1
// in 400,000.
func hash64(s string) uint64 {
	h := sha256.Sum256([]byte(s))
	return binary.LittleEndian.Uint64(h[:])
}
