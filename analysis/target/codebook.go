package target

import (
	"sort"
	"strings"

	"readout/analysis"
	"readout/lexicon"
	"readout/lexicon/match"
)

// codebook is the lexicon's issues, made ready for matching.
type codebook struct {
	ids      []string
	index    *match.Index
	patterns []pattern // by number in the index
}

// pattern is a phrase of one issue.
type pattern struct {
	issue int
	hint  bool
	small bool // a single word without a capital, which no name is
	words int  // that it asks for, gaps apart
}

// place is a pattern at its place: tokens [first, last).
type place struct {
	issue, first, last int
	words              int // that it asks for, gaps apart
	hint               bool
}

const hintWeight = .12

// weight is what a match counts for: long phrases say more than short ones.
func (m *place) weight() float64 {
	if m.hint {
		return hintWeight
	}
	return 1 + .35*float64(m.words-1)
}

func newCodebook(lex *lexicon.Lexicon) *codebook {
	b := &codebook{index: match.New()}
	for i := range lex.Issues {
		issue := &lex.Issues[i]
		b.ids = append(b.ids, issue.ID)
		for _, p := range issue.Phrases {
			b.add(p, pattern{issue: i})
		}
		for _, p := range issue.Hints {
			b.add(p, pattern{issue: i, hint: true})
		}
	}
	return b
}

func (b *codebook) add(phrase string, p pattern) {
	id := b.index.Add(lexicon.ParsePhrase(phrase))
	p.small, p.words = small(phrase), b.index.Words(id)
	b.patterns = append(b.patterns, p)
}

func small(phrase string) bool {
	return !strings.Contains(phrase, " ") && strings.ToLower(phrase) == phrase
}

// find gives all matches of a document in text order. Of two matches of one issue
// at one place the longer one stays.
func (b *codebook) find(d *analysis.Document) []place {
	stems := make([]string, len(d.Tokens))
	words := make([]string, len(d.Tokens))
	for i := range d.Tokens {
		switch d.Tokens[i].Kind {
		case analysis.Word, analysis.Number:
			words[i] = d.Tokens[i].Lower
			stems[i] = lexicon.Stem(words[i])
		}
	}
	var found []place
	for s := range d.Sentences {
		end := d.Sentences[s].Last
		telling := capitalsTell(d, &d.Sentences[s])
		for i := d.Sentences[s].First; i < end; i++ {
			if words[i] == "" {
				continue
			}
			// The House is no housing, Union Pacific no union.
			proper := telling && i > d.Sentences[s].First && words[i] != d.Text[d.Tokens[i].Start:d.Tokens[i].End] &&
				d.Tokens[i-1].Kind != analysis.OpenQuote
			b.index.At(words, stems, i, end, func(id, last int) {
				if p := &b.patterns[id]; !proper || !p.small {
					found = append(found, place{p.issue, i, last, p.words, p.hint})
				}
			})
		}
	}
	return longest(found)
}

// capitalsTell reports whether names can be told by their capitals: in headlines
// where every word has one they cannot.
func capitalsTell(d *analysis.Document, s *analysis.Sentence) bool {
	capital, all := 0, 0
	for i := s.First; i < s.Last; i++ {
		if t := &d.Tokens[i]; t.Kind == analysis.Word && t.Len() > 3 {
			all++
			if d.Text[t.Start:t.End] != t.Lower {
				capital++
			}
		}
	}
	return 2*capital < all || all < 3
}

// longest drops matches that lie inside a longer one of the same issue, and hints
// that lie inside a phrase.
func longest(found []place) []place {
	sort.SliceStable(found, func(a, b int) bool {
		if found[a].first != found[b].first {
			return found[a].first < found[b].first
		}
		if found[a].last != found[b].last {
			return found[a].last > found[b].last
		}
		return found[a].issue < found[b].issue
	})
	kept := found[:0]
	for _, m := range found {
		covered := false
		for k := len(kept) - 1; k >= 0 && k >= len(kept)-8; k-- {
			o := kept[k]
			if o.last >= m.last && o.first <= m.first && (o.issue == m.issue || m.hint && !o.hint) {
				covered = true
				break
			}
		}
		if !covered {
			kept = append(kept, m)
		}
	}
	return kept
}
