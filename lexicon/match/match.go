// Package match finds the codebook's phrases (lexicon.ParsePhrase) in running
// words. It takes the lower-cased words of a text and their stems, with "" for
// what is no word, so that it knows nothing of tokens and documents.
package match

import "readout/lexicon"

// prefixLen is how many bytes of a prefix (negotiat*) the index goes by.
const prefixLen = 4

// Index is a set of phrases, made ready for matching. After the last Add it is
// safe for any number of goroutines.
type Index struct {
	phrases []lexicon.Phrase
	byStem  map[string][]int // by the stem of the first word
	byWord  map[string][]int // by the first word, where it must be exactly that
	byHead  map[string][]int // by the first prefixLen bytes of the first word
	short   []int            // whose first word is a shorter prefix than that
}

// New makes an index without phrases.
func New() *Index {
	return &Index{byStem: map[string][]int{}, byWord: map[string][]int{}, byHead: map[string][]int{}}
}

// Add takes a phrase in and gives its number, counted from 0. A phrase without
// words is never found.
func (x *Index) Add(p lexicon.Phrase) int {
	id := len(x.phrases)
	x.phrases = append(x.phrases, p)
	if len(p) == 0 {
		return id
	}
	for _, w := range append([]lexicon.PhraseWord{p[0]}, p[0].Or...) {
		switch {
		case w.Kind == lexicon.MatchStem:
			x.byStem[w.Text] = append(x.byStem[w.Text], id)
		case w.Kind == lexicon.MatchExact:
			x.byWord[w.Text] = append(x.byWord[w.Text], id)
		case w.Kind == lexicon.MatchPrefix && len(w.Text) >= prefixLen:
			x.byHead[w.Text[:prefixLen]] = append(x.byHead[w.Text[:prefixLen]], id)
		case w.Kind == lexicon.MatchPrefix:
			x.short = append(x.short, id)
		}
	}
	return id
}

// Words is how many words a phrase asks for, gaps apart.
func (x *Index) Words(id int) int {
	n := 0
	for _, w := range x.phrases[id] {
		if w.Kind != lexicon.MatchGap {
			n++
		}
	}
	return n
}

// At calls fn with every phrase that begins at word i and the word past its end,
// which is at most end.
func (x *Index) At(words, stems []string, i, end int, fn func(id, last int)) {
	if words[i] == "" {
		return
	}
	x.each(x.byStem[stems[i]], words, stems, i, end, fn)
	x.each(x.byWord[words[i]], words, stems, i, end, fn)
	if len(words[i]) >= prefixLen {
		x.each(x.byHead[words[i][:prefixLen]], words, stems, i, end, fn)
	}
	x.each(x.short, words, stems, i, end, fn)
}

func (x *Index) each(ids []int, words, stems []string, i, end int, fn func(id, last int)) {
	for _, id := range ids {
		if last := fit(x.phrases[id], words, stems, i, end); last > i {
			fn(id, last)
		}
	}
}

// gap is the most words that ... stands for.
const gap = 3

// fit gives the word past a phrase that begins at word i, 0 where it does not.
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
