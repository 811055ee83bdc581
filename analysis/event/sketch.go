// Package event finds which articles report one occurrence: talks, a ruling, a match.
//
// Sketch keeps of an article the few terms that tell its occurrence from others,
// in a few hundred bytes. Group clusters such sketches by average-link
// agglomeration of tf-idf vectors (as in topic detection and tracking, Allan et
// al. 1998; online clusters with a window of time, Miranda et al. 2018). Articles
// go in by day and id, so that what comes out is a function of the set of
// articles alone, whatever the order of the files.
package event

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"math"
	"slices"
	"strings"

	"readout/analysis"
)

const (
	// MaxTerms is the number of terms in a sketch, four bytes each.
	MaxTerms = 64
	termSize = 4

	leadWords  = 60  // words after the headline that count as the lead
	inTitle    = 3   // how often a word of the headline counts,
	inLead     = 2   // and one of the lead
	nameFactor = 2   // what a name weighs against another word of the same frequency
	common     = 100 // words of a lower rank say nothing of the occurrence: the, said, president
)

// Ranks gives how common a word is: 0 for the most common one, -1 for one that is
// too rare to be listed.
type Ranks interface{ Rank(word string) int }

// Sketch is the MaxTerms weightiest terms of an article: a hash of 24 bits and a
// weight of 8 each, ascending. A term's weight grows with the logarithm of how
// often it stands in the article, headline and lead counted more, and with how
// rare the word is in the language; names weigh twice. An article without words has an empty one.
func Sketch(d *analysis.Document, ranks Ranks) []byte {
	terms := map[string]*term{}
	read := 0
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if t.Kind != analysis.Word && t.Kind != analysis.Number {
			continue
		}
		times := 1.0
		switch {
		case t.Start < d.Article.HeadlineEnd:
			times = inTitle
		case read < leadWords:
			read++
			times = inLead
		}
		word := strings.TrimSuffix(t.Lower, "'s")
		rank := ranks.Rank(word)
		if len(word) < 2 || rank >= 0 && rank < common {
			continue
		}
		key := stem(word)
		have := terms[key]
		if have == nil {
			have = &term{}
			terms[key] = have
		}
		have.times += times
		have.share = max(have.share, expectedShare(rank))
		have.name = have.name || named(d, i)
	}
	return pack(terms)
}

// term is one stem in an article.
type term struct {
	times float64
	share float64 // of articles that are expected to have it
	name  bool
}

func (t *term) weight() float64 {
	w := (1 + math.Log(t.times)) * -math.Log(t.share)
	if t.name {
		w *= nameFactor
	}
	return w
}

// expectedShare is the share of articles of 400 words that hold a word of a rank,
// with the frequency that Zipf's law gives it.
func expectedShare(rank int) float64 {
	const words, unlisted = 400, 60_000
	if rank < 0 {
		rank = unlisted
	}
	return 1 - math.Exp(-words*0.1/float64(rank+1))
}

// named says that a token is written like a name: a capital that no sentence's
// beginning or opening quotation mark explains.
func named(d *analysis.Document, i int) bool {
	t := &d.Tokens[i]
	if c := d.Text[t.Start]; c < 'A' || c > 'Z' || i == 0 {
		return false
	}
	before := &d.Tokens[i-1]
	return before.Sentence == t.Sentence && before.Kind != analysis.OpenQuote
}

// stem takes off the commonest endings of inflection, so that talks and talk,
// accused and accuses, parties and party are one term.
func stem(word string) string {
	if len(word) > 4 && strings.HasSuffix(word, "ies") {
		return word[:len(word)-3] + "y"
	}
	for _, ending := range [...]string{"ing", "ed", "es", "s"} {
		if len(word)-len(ending) >= 4 && strings.HasSuffix(word, ending) {
			return word[:len(word)-len(ending)]
		}
	}
	return word
}

// pack chooses the weightiest terms. A byte holds weights up to 64 in quarters: a
// name of no listed rank that stands 50 times in an article weighs 72, and is cut.
func pack(terms map[string]*term) []byte {
	const unit = 0.25
	type entry struct {
		hash   uint32
		weight float64
		key    string
	}
	all := make([]entry, 0, len(terms))
	for key, t := range terms {
		h := fnv.New32a()
		_, _ = h.Write([]byte(key))
		s := h.Sum32()
		all = append(all, entry{s>>8 ^ s&0xff, t.weight(), key})
	}
	slices.SortFunc(all, func(x, y entry) int {
		return cmp.Or(cmp.Compare(y.weight, x.weight), strings.Compare(x.key, y.key))
	})
	all = all[:min(len(all), MaxTerms)]
	slices.SortFunc(all, func(x, y entry) int { return cmp.Or(cmp.Compare(x.hash, y.hash), strings.Compare(x.key, y.key)) })
	out := make([]byte, 0, termSize*len(all))
	for _, e := range all {
		out = binary.LittleEndian.AppendUint32(out, e.hash<<8|uint32(max(1, min(255, math.Round(e.weight/unit)))))
	}
	return out
}

// unpack calls fn with every term of a sketch.
func unpack(sketch []byte, fn func(hash uint32, weight float64)) {
	for ; len(sketch) >= termSize; sketch = sketch[termSize:] {
		x := binary.LittleEndian.Uint32(sketch)
		fn(x>>8, float64(x&0xff))
	}
}
