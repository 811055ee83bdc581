package target

import (
	"sort"
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

// codebook is the lexicon's issues, made ready for matching.
type codebook struct {
	ids    []string
	byStem map[string][]pattern // by the stem of the first word
	byWord map[string][]pattern // by the first word, where it must be exactly that
	byHead map[string][]pattern // by the first prefixLen bytes of the first word
	short  []pattern            // whose first word is a shorter prefix than that
}

const prefixLen = 4

// pattern is a phrase of one issue.
type pattern struct {
	issue int
	hint  bool
	small bool // a single word without a capital, which no name is
	words lexicon.Phrase
}

// match is a pattern at its place: tokens [first, last).
type match struct {
	issue, first, last int
	words              int // that it asks for, gaps apart
	hint               bool
}

const hintWeight = .12

// weight is what a match counts for: long phrases say more than short ones.
func (m *match) weight() float64 {
	if m.hint {
		return hintWeight
	}
	return 1 + .35*float64(m.words-1)
}

func newCodebook(lex *lexicon.Lexicon) *codebook {
	b := &codebook{byStem: map[string][]pattern{}, byWord: map[string][]pattern{}, byHead: map[string][]pattern{}}
	for i := range lex.Issues {
		issue := &lex.Issues[i]
		b.ids = append(b.ids, issue.ID)
		for _, p := range issue.Phrases {
			b.add(pattern{i, false, small(p), lexicon.ParsePhrase(p)})
		}
		for _, p := range issue.Hints {
			b.add(pattern{i, true, small(p), lexicon.ParsePhrase(p)})
		}
	}
	return b
}

func small(phrase string) bool {
	return !strings.Contains(phrase, " ") && strings.ToLower(phrase) == phrase
}

func (b *codebook) add(p pattern) {
	if len(p.words) == 0 {
		return
	}
	switch w := p.words[0]; w.Kind {
	case lexicon.MatchStem:
		b.byStem[w.Text] = append(b.byStem[w.Text], p)
	case lexicon.MatchExact:
		b.byWord[w.Text] = append(b.byWord[w.Text], p)
	case lexicon.MatchPrefix:
		if len(w.Text) < prefixLen {
			b.short = append(b.short, p)
			return
		}
		b.byHead[w.Text[:prefixLen]] = append(b.byHead[w.Text[:prefixLen]], p)
	}
}

// find gives all matches of a document in text order. Of two matches of one issue
// at one place the longer one stays.
func (b *codebook) find(d *analysis.Document) []match {
	stems := make([]string, len(d.Tokens))
	words := make([]string, len(d.Tokens))
	for i := range d.Tokens {
		switch d.Tokens[i].Kind {
		case analysis.Word, analysis.Number:
			words[i] = d.Tokens[i].Lower
			stems[i] = lexicon.Stem(words[i])
		}
	}
	var found []match
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
			found = b.at(found, b.byStem[stems[i]], words, stems, i, end, proper)
			found = b.at(found, b.byWord[words[i]], words, stems, i, end, proper)
			if len(words[i]) >= prefixLen {
				found = b.at(found, b.byHead[words[i][:prefixLen]], words, stems, i, end, proper)
			}
			found = b.at(found, b.short, words, stems, i, end, proper)
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

func (b *codebook) at(found []match, list []pattern, words, stems []string, i, end int, proper bool) []match {
	for k := range list {
		p := &list[k]
		if proper && p.small {
			continue
		}
		if last := fit(p.words, words, stems, i, end); last > i {
			found = append(found, match{p.issue, i, last, count(p.words), p.hint})
		}
	}
	return found
}

func count(p lexicon.Phrase) int {
	n := 0
	for _, w := range p {
		if w.Kind != lexicon.MatchGap {
			n++
		}
	}
	return n
}

// gap is the most words that ... stands for.
const gap = 3

// fit gives the token past a phrase that begins at token i, 0 where it does not.
// A possessive 's, which is a token of its own, is no word of a phrase.
func fit(p lexicon.Phrase, words, stems []string, i, end int) int {
	at := i
	for k := range p {
		if p[k].Kind == lexicon.MatchGap {
			rest := p[k+1:]
			if len(rest) == 0 {
				return at
			}
			for skip := 0; skip <= gap && at+skip < end; skip++ {
				if last := fit(rest, words, stems, at+skip, end); last > 0 {
					return last
				}
			}
			return 0
		}
		if k > 0 && at+1 < end && words[at] == "" && p[k].Matches(words[at+1], stems[at+1]) {
			at++
		}
		if at >= end || words[at] == "" || !p[k].Matches(words[at], stems[at]) {
			return 0
		}
		at++
	}
	return at
}

// longest drops matches that lie inside a longer one of the same issue, and hints
// that lie inside a phrase.
func longest(found []match) []match {
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
