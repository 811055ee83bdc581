package position

import (
	"math"
	"slices"
	"strings"

	"readout/analysis"
)

// Topics is a bag-of-words model of which propositions a statement takes a position on: one
// logistic regression per proposition over stems and pairs of stems of statement and article,
// and one for whether it takes any position. Words of names are left out.
type Topics struct {
	Propositions []string        `json:"propositions"` // ids; the last, "", stands for any position
	Bias         []float64       `json:"bias"`         // log-odds, by index into Propositions
	Terms        map[string]Term `json:"terms"`        // by place prefix and stem or pair of stems
}

// Term is the weights of a stem, or of a pair of consecutive stems.
type Term struct {
	Rarity  float64 `json:"r"` // inverse document frequency: ln(articles / articles with it)
	Weights []int   `json:"w"` // pairs: index into Propositions, weight in hundredths of log-odds
}

// Prefixes of terms: the same stem has other weights near the statement than far from it.
const (
	nearTerm = "n " // in cue, content and their sentences
	farTerm  = "f " // in the sentences around, the title, the article
)

// Length of each place's term vector; that of the statement's own words and of the article is 1.
const (
	ofSentence = .5
	ofAround   = .7
	ofTitle    = .5
)

// sentencesAround is the sentences before a statement's own that count as around it; after it one does.
const sentencesAround = 2

// Bag is a term vector: a value for each term.
type Bag map[string]float64

// Places is term counts by place of a statement: its own words, its sentences, the sentences
// around, the title, the article.
type Places struct{ own, sentence, around, title, article Bag }

// placesOf counts the terms of a statement. Title and article are shared by the
// statements of a document.
func (p *page) placesOf(st *analysis.Statement) Places {
	a := &p.d.Attributions[st.Attribution]
	own := Bag{}
	for _, spans := range [][]analysis.Span{a.Cue, a.Content} {
		before := -2
		for i := range p.tokensOf(spans) {
			if p.plain[i] == "" {
				continue
			}
			own[p.plain[i]]++
			if before == i-1 {
				own[p.plain[before]+" "+p.plain[i]]++
			}
			before = i
		}
	}
	if p.article == nil {
		p.title, p.article = Bag{}, p.count(0, len(p.d.Sentences)-1)
		for s := range p.d.Sentences {
			if p.d.Sentences[s].Headline {
				p.countInto(p.title, s)
			}
		}
	}
	first, last := p.sentences(analysis.Hull(a.Content))
	return Places{own, p.count(first, last), p.count(first-sentencesAround, last+1), p.title, p.article}
}

// alone is the term vector of the places that differ between the statements of a document: own
// words, sentences, sentences around. rarity gives a term's inverse document frequency; terms
// for which it reports false are left out.
func (c *Places) alone(rarity func(term string) (float64, bool)) Bag {
	sum := Bag{}
	sum.add(nearTerm, c.own, 1, rarity)
	sum.add(nearTerm, c.sentence, ofSentence, rarity)
	sum.add(farTerm, c.around, ofAround, rarity)
	return sum
}

// shared is the term vector of title and article, which all statements of a document share.
func (c *Places) shared(rarity func(term string) (float64, bool)) Bag {
	sum := Bag{}
	sum.add(farTerm, c.title, ofTitle, rarity)
	sum.add(farTerm, c.article, 1, rarity)
	return sum
}

// count counts the stems of sentences first to last, clipped to the document.
func (p *page) count(first, last int) Bag {
	b := Bag{}
	for s := max(0, first); s <= min(last, len(p.d.Sentences)-1); s++ {
		p.countInto(b, s)
	}
	return b
}

func (p *page) countInto(b Bag, sentence int) {
	for i := p.d.Sentences[sentence].First; i < p.d.Sentences[sentence].Last; i++ {
		if p.plain[i] != "" {
			b[p.plain[i]]++
		}
	}
}

// usualRarity is the divisor of inverse document frequencies: about that of a content word, so
// that a vector has about the length asked for.
const usualRarity = 4

// add adds the terms of one place, each valued by its inverse document frequency times a
// logarithm of its count. Before the frequency is applied, the vector of all terms of the place,
// known or not, has the length by.
func (b Bag) add(place string, counts Bag, by float64, rarity func(string) (float64, bool)) {
	length := 0.0
	terms := counts.Sorted()
	for _, term := range terms {
		x := 1 + math.Log(counts[term])
		length += x * x
	}
	for _, term := range terms {
		if r, ok := rarity(place + term); ok {
			b[place+term] += by * (1 + math.Log(counts[term])) * r / (usualRarity * math.Sqrt(length))
		}
	}
}

// Sorted gives the terms in alphabetical order, so that sums over them are deterministic.
func (b Bag) Sorted() []string {
	terms := make([]string, 0, len(b))
	for t := range b {
		terms = append(terms, t)
	}
	slices.Sort(terms)
	return terms
}

// EachTerm calls fn with every term, prefixed with its place; some come more than once.
func (c *Places) EachTerm(fn func(term string)) {
	for _, x := range []struct {
		place string
		of    Bag
	}{{nearTerm, c.own}, {nearTerm, c.sentence}, {farTerm, c.title}, {farTerm, c.article}} {
		for term := range x.of {
			fn(x.place + term)
		}
	}
}

// Bag is the term vector of a statement over the terms that t knows.
func (t *Topics) Bag(c *Places) Bag {
	b := c.alone(t.rarity)
	for term, x := range c.shared(t.rarity) {
		b[term] += x
	}
	return b
}

// Odds gives the log-odds of a statement by index into t.Propositions.
func (t *Topics) Odds(c *Places) []float64 {
	odds := slices.Clone(t.Bias)
	t.add(odds, c.shared(t.rarity))
	t.add(odds, c.alone(t.rarity))
	return odds
}

// rarity is the inverse document frequency of a term, and whether t knows it.
func (t *Topics) rarity(term string) (float64, bool) {
	x, ok := t.Terms[term]
	return x.Rarity, ok
}

// of is Odds with the part of title and article computed once per document.
func (t *Topics) of(p *page, st *analysis.Statement) []float64 {
	c := p.placesOf(st)
	if p.shared == nil {
		p.shared = slices.Clone(t.Bias)
		t.add(p.shared, c.shared(t.rarity))
	}
	odds := slices.Clone(p.shared)
	t.add(odds, c.alone(t.rarity))
	return odds
}

// add adds the weights of a term vector to log-odds.
func (t *Topics) add(odds []float64, b Bag) {
	for _, term := range b.Sorted() {
		w := t.Terms[term].Weights
		for k := 0; k+1 < len(w); k += 2 {
			odds[w[k]] += b[term] * float64(w[k+1]) / 100
		}
	}
}

// check reports whether the weights of all terms refer to propositions that t lists.
func (t *Topics) check() bool {
	for _, x := range t.Terms {
		for k := 0; k < len(x.Weights); k += 2 {
			if k+1 == len(x.Weights) || x.Weights[k] < 0 || x.Weights[k] >= len(t.Bias) {
				return false
			}
		}
	}
	return len(t.Bias) == len(t.Propositions)
}

// plainWords fills p.plain with the stems of words outside names: not in a mention, not in a
// party's name, not capitalized inside a sentence.
func (p *page) plainWords(b *book) {
	d := p.d
	people := map[string]bool{}
	for i := range d.Actors {
		if d.Actors[i].Kind == "person" {
			for _, w := range strings.Fields(strings.ToLower(d.Actors[i].Name)) {
				people[w] = true
			}
		}
	}
	for i, w := range p.words {
		p.plain[i] = ""
		if w != "" && p.masked[i] != analysis.NameMark && d.Tokens[i].Kind == analysis.Word && !people[w] && !(b.parties[w] && isCapital(d.Text[d.Tokens[i].Start])) {
			p.plain[i] = p.stems[i]
		}
	}
}

func isCapital(c byte) bool { return 'A' <= c && c <= 'Z' }
