package position

import (
	"math"
	"slices"
	"strings"

	"readout/analysis"
)

// Topics says which propositions a statement bears on by all of its words and those of
// its article: a logistic regression a proposition over stems, and one over whether a
// position is taken at all. Names, of whomever, are no words here.
type Topics struct {
	Propositions []string        `json:"propositions"` // the last, "", is that of any position
	Bias         []float64       `json:"bias"`
	Terms        map[string]Term `json:"terms"`
}

// Term is a stem, or two that follow each other.
type Term struct {
	Rarity  float64 `json:"r"` // logarithm of articles over articles with it
	Weights []int   `json:"w"` // proposition, hundredths, proposition, hundredths, ...
}

// The places where a term is counted apart.
const (
	nearTerm = "n " // in the statement's own words and their sentences
	farTerm  = "f " // in what stands around, the title, the article
)

// How much the words of each place count; those of one place together count one.
const (
	ofSentence = .5
	ofAround   = .7
	ofTitle    = .5
)

// sentencesAround is how many sentences before a statement's own are around it; after it, one is.
const sentencesAround = 2

// Bag is the terms of a statement with how much each counts.
type Bag map[string]float64

// Places is how often terms stand in each place of a statement.
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

// alone makes a bag of the terms that rarity knows in the statement and around it.
func (c *Places) alone(rarity func(term string) (float64, bool)) Bag {
	sum := Bag{}
	sum.add(nearTerm, c.own, 1, rarity)
	sum.add(nearTerm, c.sentence, ofSentence, rarity)
	sum.add(farTerm, c.around, ofAround, rarity)
	return sum
}

// shared makes a bag of those in title and article.
func (c *Places) shared(rarity func(term string) (float64, bool)) Bag {
	sum := Bag{}
	sum.add(farTerm, c.title, ofTitle, rarity)
	sum.add(farTerm, c.article, 1, rarity)
	return sum
}

// count counts the words of sentences first to last, as far as there are such.
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

// usualRarity is about that of a word that tells something.
const usualRarity = 4

// add adds the known terms of one place, by their rarity and the logarithm of how often
// they stand there; all terms of the place, known or not, have the length by together.
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

// Sorted gives the terms in an order that is always the same, so that sums are.
func (b Bag) Sorted() []string {
	terms := make([]string, 0, len(b))
	for t := range b {
		terms = append(terms, t)
	}
	slices.Sort(terms)
	return terms
}

// EachTerm calls fn with every term and its place, some of them more than once.
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

// Bag makes one bag of the terms of t.
func (t *Topics) Bag(c *Places) Bag {
	b := c.alone(t.rarity)
	for term, x := range c.shared(t.rarity) {
		b[term] += x
	}
	return b
}

// Odds gives the log-odds of every proposition of t for places.
func (t *Topics) Odds(c *Places) []float64 {
	odds := slices.Clone(t.Bias)
	t.add(odds, c.shared(t.rarity))
	t.add(odds, c.alone(t.rarity))
	return odds
}

// rarity is the logarithm of how rare a term is, where it is known.
func (t *Topics) rarity(term string) (float64, bool) {
	x, ok := t.Terms[term]
	return x.Rarity, ok
}

// of gives the log-odds of every proposition of t for a statement.
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

// add adds what the terms of a bag give.
func (t *Topics) add(odds []float64, b Bag) {
	for _, term := range b.Sorted() {
		w := t.Terms[term].Weights
		for k := 0; k+1 < len(w); k += 2 {
			odds[w[k]] += b[term] * float64(w[k+1]) / 100
		}
	}
}

// check reports whether every weight is of a proposition that there is.
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

// plainWords fills in the stems of words that are no names: of none who is mentioned,
// no party's, none with a capital inside a sentence.
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
