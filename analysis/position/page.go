package position

import (
	"cmp"

	"readout/analysis"
	"readout/lexicon"
)

// page is what is seen of one document: its words, the codebook's phrases in it,
// and what turns or governs them.
type page struct {
	d       *analysis.Document
	words   []string // by token, lower case, "" for what is no word
	stems   []string
	masked  []string // words with names as analysis.NameMark
	names   []bool
	turned  []bool // by token: under an odd number of negations
	hits    []hit  // by first token
	titled  []int  // indexes of hits in headlines
	found   []hit  // of one sentence, used again
	governs []governor
	plain   []string // by token: its stem, "" in names; for the topic model
	title   Bag      // terms of the headlines and of the whole document, nil until they are needed
	article Bag
	shared  []float64 // part of the topics' log-odds that comes from title and article
	context context   // what the reader says of all statements
	valence []float64 // by token: of the valence word that begins there, turned where it is
}

// hit is a phrase of a proposition at its place.
type hit struct {
	*phrase
	first, last int // tokens [first, last)
	sign        int // direction as it is after negation and what governs it; of a hint, what governs it
	governed    bool
	by          int // governor, -1 for none
}

// governor is a word of favor or disfavor.
type governor struct {
	first, last int
	sign        int // 1 favor, -1 against, after negation
	entry       string
}

// How far a governor stands from what it governs, in tokens of one clause.
const (
	reachBefore = 8
	reachAfter  = 4
)

// read finds everything in a document.
func (p *page) read(b *book, d *analysis.Document) {
	n := len(d.Tokens)
	*p = page{d: d, words: fit(p.words, n), stems: fit(p.stems, n), masked: fit(p.masked, n), plain: fit(p.plain, n), names: p.names,
		turned: fit(p.turned, n), hits: p.hits[:0], titled: p.titled[:0], found: p.found[:0], governs: p.governs[:0], valence: fit(p.valence, n)}
	for s := range d.Sentences {
		first, last := d.Sentences[s].First, d.Sentences[s].Last
		p.names = analysis.MarkNames(d.Text, d.Tokens[first:last], p.names)
		for i := first; i < last; i++ {
			t := &d.Tokens[i]
			p.masked[i] = t.Lower
			if t.Kind != analysis.Word && t.Kind != analysis.Number {
				continue
			}
			p.words[i], p.stems[i] = t.Lower, lexicon.Stem(t.Lower)
			if p.names[i-first] {
				p.masked[i] = analysis.NameMark
			}
		}
		p.turn(b, first, last)
		p.govern(b, first, last)
		p.find(b, first, last)
	}
	p.plainWords(b)
	p.pool(d)
}

func fit[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// turn marks what stands under a negation.
func (p *page) turn(b *book, first, last int) {
	at := func(i int) string { return p.masked[i] }
	for i := first; i < last; {
		m, length := b.modifiers.Longest(i, last, at)
		if length == 0 {
			i++
			continue
		}
		i += length
		if m.Factor >= 0 || m.Kind != lexicon.Negation && m.Kind != lexicon.Reverser || m.Side == lexicon.Before {
			continue
		}
		for j, left := i, m.Reach; j < last && left > 0 && !p.endsClause(j); j, left = j+1, left-1 {
			p.turned[j] = !p.turned[j]
		}
	}
}

func (p *page) endsClause(i int) bool {
	t := &p.d.Tokens[i]
	return t.Kind == analysis.Punct && t.Lower != "-" && t.Lower != "%" && t.Lower != "$"
}

// govern finds words of favor and disfavor, and the valence of words.
func (p *page) govern(b *book, first, last int) {
	at := func(i int) string { return p.masked[i] }
	for i := first; i < last; i++ {
		if v, length := b.valence.Longest(i, last, at); length > 0 {
			p.valence[i] = v.Weight
			if p.turned[i] {
				p.valence[i] = -v.Weight
			}
		}
	}
	for i := first; i < last; {
		g, length := b.governors.Longest(i, last, at)
		if length == 0 {
			i++
			continue
		}
		sign := 1
		if g.Kind == lexicon.Against {
			sign = -1
		}
		if p.turned[i] {
			sign = -sign
		}
		p.governs = append(p.governs, governor{i, i + length, sign, g.Entry})
		i += length
	}
}

// find finds the codebook's phrases in a sentence. Of two of one proposition at one
// place the longer stays.
func (p *page) find(b *book, first, last int) {
	all := p.found[:0]
	for i := first; i < last; i++ {
		b.index.At(p.words, p.stems, i, last, func(id, end int) {
			all = append(all, hit{phrase: &b.phrases[id], first: i, last: end, by: -1})
		})
	}
	p.found = all
	for k := range all {
		if h := all[k]; !covered(all, k) {
			p.sign(&h)
			if p.d.Sentences[p.d.Tokens[h.first].Sentence].Headline {
				p.titled = append(p.titled, len(p.hits))
			}
			p.hits = append(p.hits, h)
		}
	}
}

// covered reports whether another hit of the same proposition that shares words with
// hit k says it better: more of its words are given; it begins earlier, as a verb
// does before what it does something to ("lift the sanctions on"); it has fewer gaps.
func covered(all []hit, k int) bool {
	h := &all[k]
	for j := range all {
		o := &all[j]
		if o.proposition != h.proposition || j == k || o.last <= h.first || o.first >= h.last {
			continue
		}
		better := cmp.Or(cmp.Compare(abs(o.direction), abs(h.direction)), cmp.Compare(o.words, h.words), cmp.Compare(h.first, o.first),
			cmp.Compare(h.last, o.last), cmp.Compare(k, j))
		if better > 0 {
			return true
		}
	}
	return false
}

func abs(x int) int { return max(x, -x) }

// sign sets whether a hit speaks for (1) or against (-1) its proposition, by the words around
// it.
func (p *page) sign(h *hit) {
	h.by = p.governor(h.first, h.last)
	direction := h.direction
	if h.by >= 0 {
		h.governed = true
		if direction == 0 {
			direction = 1
		}
		h.sign = direction * p.governs[h.by].sign
		return
	}
	h.sign = direction
	if p.turned[h.first] {
		h.sign = -direction
	}
}

// governor is the index of what governs tokens [first, last): the nearest one before
// in the same clause, else right after; -1 for none.
func (p *page) governor(first, last int) int {
	sentence := p.d.Tokens[first].Sentence
	for k := len(p.governs) - 1; k >= 0; k-- {
		g := &p.governs[k]
		if p.d.Tokens[g.first].Sentence != sentence || g.last <= first-reachBefore {
			break
		}
		if g.last > first || p.broken(g.last, first) {
			continue
		}
		return k
	}
	for k := len(p.governs) - 1; k >= 0; k-- {
		g := &p.governs[k]
		if p.d.Tokens[g.first].Sentence != sentence {
			break
		}
		if g.first >= last && g.first < last+reachAfter && !p.broken(last, g.first) {
			return k
		}
	}
	return -1
}

// broken reports whether a clause ends among tokens [from, to).
func (p *page) broken(from, to int) bool {
	for i := from; i < to; i++ {
		if p.endsClause(i) {
			return true
		}
	}
	return false
}
