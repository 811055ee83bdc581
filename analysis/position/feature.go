package position

import (
	"math"
	"slices"
	"sort"

	"readout/analysis"
)

// Feature is one feature of a statement paired with a proposition or with a mention.
type Feature struct {
	Key         Key
	Value       float64
	first, last int // tokens [first, last) that are its evidence, first -1 for none
	entry       string
}

// Key identifies a feature: its template (What) and, for templates with several values, the
// value (Of).
type Key struct{ What, Of string }

// candidate is a proposition that a statement may take a position on.
type candidate struct {
	proposition int
	named       bool      // a phrase or the reader proposes it
	bears       []Feature // of the regression: does the statement take a position on it
	agrees      []Feature // of the regression: if so, does its source agree
}

// The zones in which phrases are looked for, the nearest first.
const (
	zoneContent = iota
	zoneCue
	zoneSentence // the rest of the sentences that the content touches
	zoneBefore   // the sentence before them
	zoneTitle
	zones
)

var zoneNames = [zones]string{"content", "cue", "sentence", "before", "title"}

// statementHits is the hits around one statement by zone.
type statementHits struct {
	zone [zones][]*hit
}

// around sorts the document's hits into the zones of a statement.
func (p *page) around(st *analysis.Statement) statementHits {
	d := p.d
	a := &d.Attributions[st.Attribution]
	first, last := p.sentences(analysis.Hull(a.Content))
	low, high := first-1, max(last, first-1)
	if from, to := p.sentences(analysis.Hull(a.Cue)); to >= 0 {
		low, high = min(low, from), max(high, to)
	}
	var z statementHits
	from := sort.Search(len(p.hits), func(k int) bool { return p.sentenceOf(k) >= low })
	for _, k := range p.titled {
		if k < from && p.sentenceOf(k) < first {
			z.zone[zoneTitle] = append(z.zone[zoneTitle], &p.hits[k])
		}
	}
	for k := from; k < len(p.hits) && p.sentenceOf(k) <= high; k++ {
		h := &p.hits[k]
		s := p.sentenceOf(k)
		span := analysis.Span{Start: d.Tokens[h.first].Start, End: d.Tokens[h.last-1].End}
		at := -1
		switch {
		case overlaps(a.Content, span):
			at = zoneContent
		case overlaps(a.Cue, span):
			at = zoneCue
		case s >= first && s <= last:
			at = zoneSentence
		case s == first-1 && !d.Sentences[s].Headline:
			at = zoneBefore
		case d.Sentences[s].Headline && s < first:
			at = zoneTitle
		}
		if at >= 0 {
			z.zone[at] = append(z.zone[at], h)
		}
	}
	return z
}

// sentenceOf is the index of the sentence of a phrase hit. Hits are sorted by sentence.
func (p *page) sentenceOf(hit int) int { return int(p.d.Tokens[p.hits[hit].first].Sentence) }

// sentences gives the indexes of the first and the last sentence that overlap a span;
// len(Sentences) and -1 where none does.
func (p *page) sentences(span analysis.Span) (first, last int) {
	all := p.d.Sentences
	first, last = len(all), -1
	for s := sort.Search(len(all), func(s int) bool { return all[s].End > span.Start }); s < len(all) && all[s].Start < span.End; s++ {
		if all[s].Overlaps(span) {
			first, last = min(first, s), max(last, s)
		}
	}
	return first, last
}

func overlaps(spans []analysis.Span, s analysis.Span) bool {
	return slices.ContainsFunc(spans, s.Overlaps)
}

// leastRelevance is the log-odds above which the reader proposes a proposition that no phrase
// names.
const leastRelevance = -3

// leastValidity is the least probability, and one minus it the most, that the feature "validity"
// takes: what is surer yet tells no more.
const leastValidity = .01

// leastTopic is the log-odds above which the topic model proposes a proposition.
const leastTopic = -4

// candidates gives every proposition that a phrase near the statement, the reader or the topic
// model proposes, in the codebook's order. topic is the log-odds of the topic model by
// proposition, NaN for one that it was not trained on; nil makes every proposition a
// candidate.
func (p *page) candidates(b *book, st *analysis.Statement, topic []float64) []candidate {
	z := p.around(st)
	strength := make([]float64, len(b.ids))
	for zone, hits := range z.zone {
		for _, h := range hits {
			strength[h.proposition] += h.strength(zone)
		}
	}
	read := st.Reading != nil && len(st.Reading.Relevance) == len(b.ids) && len(st.Reading.Agreement) == len(b.ids)
	form := p.form(b, st)
	shared := form
	if st.Validity != nil {
		valid := max(leastValidity, min(1-leastValidity, *st.Validity))
		shared = append(slices.Clip(form), num("validity", logit(valid)))
	}
	best, second := topTwo(strength)
	var all []candidate
	for i := range b.ids {
		named := strength[i] >= .5 || read && st.Reading.Relevance[i] > leastRelevance
		if topic != nil && !named && !(topic[i] > leastTopic) {
			continue
		}
		other := best
		if strength[i] == best {
			other = second
		}
		c := candidate{proposition: i, named: named}
		c.bears = append(c.bears, shared...)
		c.bears = append(c.bears, one("proposition", b.ids[i]), num("strength", min(3, strength[i])), num("strength beside", max(-3, min(3, strength[i]-other))))
		if b.issues[i] != "" && b.issues[i] == st.Target.IssueID {
			c.bears = append(c.bears, one("issue", "same"))
		}
		c.hits(&z)
		c.attitude(st, form)
		c.agrees = append(c.agrees, Feature{Key: Key{"proposition", b.ids[i]}, Value: 1, first: -1})
		if read {
			c.reader(st.Reading, i)
			c.elsewhere(p, st, i)
		}
		if topic != nil {
			c.bears = append(c.bears, topicFeatures(c.bears, i, topic)...)
		}
		all = append(all, c)
	}
	return all
}

// strength is what a hit counts for among propositions.
func (h *hit) strength(zone int) float64 {
	w := [zones]float64{1, .8, .4, .15, .3}[zone]
	switch {
	case h.direction == 0:
		return w * .5
	case h.words > 1:
		return w * (1 + .25*float64(h.words-1))
	}
	return w
}

func topTwo(x []float64) (best, second float64) {
	for _, v := range x {
		switch {
		case v > best:
			best, second = v, best
		case v > second:
			second = v
		}
	}
	return best, second
}

func one(what, of string) Feature { return Feature{Key: Key{what, of}, Value: 1, first: -1} }

func num(what string, value float64) Feature {
	return Feature{Key: Key{what, ""}, Value: value, first: -1}
}

// kind names a hit's zone and make.
func (h *hit) kind(zone int) string {
	switch {
	case h.direction == 0:
		return zoneNames[zone] + " hint"
	case h.words > 1:
		return zoneNames[zone] + " phrase"
	}
	return zoneNames[zone] + " word"
}

// hits makes features of the phrases of the candidate's own proposition.
func (c *candidate) hits(z *statementHits) {
	for zone, hits := range z.zone {
		for _, h := range hits {
			if h.proposition != c.proposition {
				continue
			}
			f := Feature{Key: Key{"hit", h.kind(zone)}, Value: 1, first: h.first, last: h.last, entry: h.text}
			c.bears = append(c.bears, f)
			if h.sign == 0 {
				continue
			}
			f.Value = float64(h.sign)
			f.Key.What = "direction"
			if h.governed {
				f.Key.What = "governed direction"
			}
			c.agrees = append(c.agrees, f)
		}
	}
}

// attitude makes features of the source's attitude, alone and with the direction of
// what it speaks of.
func (c *candidate) attitude(st *analysis.Statement, form []Feature) {
	net := 0.0
	for _, f := range c.agrees {
		net += f.Value
	}
	net = max(-1, min(1, net))
	lean := 0.0
	if st.Stance.Known() {
		lean = st.Stance.Value
	}
	c.agrees = append(c.agrees, num("bias", 1), num("stance", lean), num("stance x direction", lean*net), num("net", net))
	if st.Sentiment.Known() {
		c.agrees = append(c.agrees, num("sentiment", st.Sentiment.Value))
	}
	for _, f := range form {
		switch f.Key.What {
		case "cue", "report", "frame", "cue denied":
			c.agrees = append(c.agrees, f, Feature{Key: Key{f.Key.What + " x direction", f.Key.Of}, Value: f.Value * net, first: -1})
		}
	}
}

// form makes features of the statement that are the same for every proposition.
func (p *page) form(b *book, st *analysis.Statement) []Feature {
	a := &p.d.Attributions[st.Attribution]
	class := a.CueClass
	if class == "" {
		class = analysis.CueNeutral
	}
	f := []Feature{num("bias", 1), one("cue", string(class)), one("speech", string(a.Type))}
	if p.cueDenied(a) {
		f = append(f, one("cue denied", string(class)))
	}
	if a.Polarity != "" && a.Polarity != analysis.Affirmed {
		f = append(f, one("report", string(a.Polarity)))
	}
	if b.observes(p.d, &st.Speaker) {
		f = append(f, one("source", "observer"))
	}
	if st.Speaker.Type != "" {
		f = append(f, one("source", string(st.Speaker.Type)))
	}
	if st.Stance.Known() {
		f = append(f, num("attitude", math.Abs(st.Stance.Value)))
	}
	if st.Certainty.Known() {
		f = append(f, num("certainty", st.Certainty.Value))
	}
	for _, frame := range st.Frames {
		f = append(f, Feature{Key: Key{"frame", frame.ID}, Value: frame.Weight, first: -1})
	}
	words := 0
	for i := range p.tokensOf(a.Content) {
		if p.words[i] != "" {
			words++
		}
	}
	return append(f, num("words", math.Log1p(float64(words))))
}

// cueDenied reports whether a negation stands in or right before the cue ("did not
// say", "never denied").
func (p *page) cueDenied(a *analysis.Attribution) bool {
	for i := range p.tokensOf(a.Cue) {
		if p.turned[i] {
			return true
		}
	}
	return false
}

// reader makes features of what the reader says.
func (c *candidate) reader(r *analysis.Reading, i int) {
	rest := math.Inf(-1)
	for k, x := range r.Relevance {
		if k != i {
			rest = max(rest, x)
		}
	}
	if math.IsInf(rest, -1) {
		rest = 0
	}
	x := bounded(r.Relevance[i])
	c.bears = append(c.bears, one("reader", "read"), num("reader relevance", x), num("reader relevance beside", bounded(r.Relevance[i]-rest)),
		num("reader sure of side", min(4, math.Abs(r.Agreement[i]))))
	c.agrees = append(c.agrees, num("reader agreement", bounded(r.Agreement[i])))
}

// topicFeatures are three features of the topic model: the log-odds of the proposition, their
// difference from the highest of all others, and the log-odds that any position is taken. For
// a proposition that the model was not trained on (NaN) the first is estimated from the
// features of the reader and the phrases in bears.
func topicFeatures(bears []Feature, proposition int, odds []float64) []Feature {
	own, rest := odds[proposition], math.Inf(-1)
	if math.IsNaN(own) {
		own = leastTopic
		for _, f := range bears {
			switch f.Key.What {
			case "reader relevance":
				own = max(own, f.Value)
			case "strength":
				own = max(own, f.Value-2)
			}
		}
	}
	for i, x := range odds[:len(odds)-1] {
		if i != proposition && x > rest {
			rest = x
		}
	}
	return []Feature{num("topic", bounded(own)), num("topic beside", bounded(own-rest)), num("topic of any", bounded(odds[len(odds)-1]))}
}

// bounded clips log-odds to -8 to 8, so that no single feature decides alone.
func bounded(x float64) float64 { return max(-8, min(8, x)) }
