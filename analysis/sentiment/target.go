package sentiment

import (
	"math"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
	"readout/lexicon"
)

// The tone toward a target is a softmax regression over the words of its
// sentence: each word and pair for itself, by side, by nearness and by place next
// to the target, and the word vectors summed over pools of places, which lets the
// model know words that it never saw. All of it is linear, so that what every
// word gave can be told exactly (the features of the linear systems on
// NewsMTSC, Hamborg and Donnay 2021, with the vectors of Pennington et al. 2014).

// pool is a set of places around the target.
type pool int

const (
	everywhere pool = iota
	leftFading      // before the target, the less the further away
	rightFading
	leftNext // up to three tokens before
	rightNext
	itself // the target's own words, names left out
	pools
)

// window is how many tokens to either side of the target are looked at.
const window = 40

// context is a target's sentence with the target as one place.
type context struct {
	tokens []analysis.Token
	ids    []uint64  // hash of each token's word
	rank   []int32   // place in the word vectors, -1 for none
	tone   []float32 // valence of each token in the lexicon, as its modifiers leave it
	text   string    // of the document
	first  int       // first token of the target
	last   int       // past its last one
}

// around finds the sentence of the target's span and cuts its window. It gives
// false where the span holds no token.
func (s *Scorer) around(d *analysis.Document, span analysis.Span) (context, bool) {
	first, last := tokensIn(d.Tokens, span)
	if first == last {
		return context{}, false
	}
	low, high := first, last
	sentence := d.Tokens[first].Sentence
	for low > 0 && first-low < window && d.Tokens[low-1].Sentence == sentence {
		low--
	}
	for high < len(d.Tokens) && high-last < window && d.Tokens[high].Sentence == sentence {
		high++
	}
	c := context{text: d.Text, tokens: d.Tokens[low:high], first: first - low, last: last - low}
	c.ids = make([]uint64, len(c.tokens))
	c.rank = make([]int32, len(c.tokens))
	for i := range c.tokens {
		c.ids[i] = wordHash(&c.tokens[i])
		c.rank[i] = int32(s.words.Rank(c.tokens[i].Lower))
	}
	c.tone = make([]float32, len(c.tokens))
	s.sentenceTones(d, s.read(c.tokens), func(t *term) {
		if t.past <= c.first || t.at >= c.last {
			c.tone[t.at] = float32(t.weight * t.factor)
		}
	})
	return c, true
}

// wordHash is FNV-1a of the lower-cased token; all numbers are one.
func wordHash(t *analysis.Token) uint64 {
	h := uint64(14695981039346656037)
	if t.Kind == analysis.Number {
		return h
	}
	for i := 0; i < len(t.Lower); i++ {
		h = (h ^ uint64(t.Lower[i])) * 1099511628211
	}
	return h
}

// mix spreads a word, a second one and a kind of feature over the buckets.
func mix(a, b, kind uint64) uint64 {
	h := a*0x9E3779B97F4A7C15 + b*0xC2B2AE3D27D4EB4F + kind*0x165667B19E3779F9
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	return h ^ h>>32
}

// The kinds of feature: even numbers, so that the side can be added.
const (
	anywhere = 2 * (iota + 1)
	onSide
	nearby
	inPlace // and the distance, up to nextTo
	_
	_
	pair
	nearPair
	samePlaceClause
	trait
	ownWord
)

const (
	nearTo = 6
	nextTo = 3
)

// targetMark stands for the target in pairs.
const targetMark = uint64(0x7461726765743a29)

// features calls emit with every bucket of the context and the token that it
// stands for, -1 for the target itself.
func (c *context) features(emit func(token int, bucket uint32)) {
	add := func(token int, a, b, kind uint64) {
		emit(token, uint32(mix(a, b, kind)&(targetBuckets-1)))
	}
	for i := range c.tokens {
		if i >= c.first && i < c.last {
			continue
		}
		id, d, side := c.ids[i], c.distance(i), c.side(i)
		add(i, id, 0, anywhere)
		add(i, id, 0, onSide+side)
		if d <= nearTo {
			add(i, id, 0, nearby+side)
		}
		if d <= nextTo {
			add(i, id, 0, inPlace+2*uint64(d-1)+side)
		}
		if next, ok := c.next(i); ok {
			add(i, id, next, pair)
			if d <= nearTo {
				add(i, id, next, nearPair+side)
			}
		}
	}
	if c.last < len(c.tokens) {
		add(-1, targetMark, c.ids[c.last], pair)
		add(-1, targetMark, c.ids[c.last], nearPair)
	}
	c.traits(func(k uint64) { add(-1, k, 0, trait) })
	for i := c.first; i < c.last; i++ {
		if !c.named(i) {
			add(-1, c.ids[i], 0, ownWord)
		}
	}
}

// next is the hash of the word after token i, the target's mark before it.
func (c *context) next(i int) (uint64, bool) {
	switch {
	case i+1 == c.first:
		return targetMark, true
	case i+1 < len(c.tokens):
		return c.ids[i+1], true
	}
	return 0, false
}

// distance is in tokens, 1 for a neighbour of the target.
func (c *context) distance(i int) int {
	if i < c.first {
		return c.first - i
	}
	return i - c.last + 1
}

// side is 0 before the target and 1 after it.
func (c *context) side(i int) uint64 {
	if i < c.first {
		return 0
	}
	return 1
}

// traits are what the target is by itself: nothing of its name, so that no person
// has a tone by reputation.
func (c *context) traits(emit func(uint64)) {
	t := &c.tokens[c.first]
	if t.Quote >= 0 {
		emit(1)
	}
	if c.last < len(c.tokens) && c.tokens[c.last].Kind == analysis.Possessive {
		emit(2)
	}
	if c.first == 0 {
		emit(3)
	}
	switch t.Lower {
	case "he", "she", "they", "we", "i", "it", "who", "you":
		emit(4)
	case "him", "her", "them", "us", "me":
		emit(5)
	case "his", "their", "our", "my", "its", "your":
		emit(6)
	}
	emit(7 + uint64(min(c.last-c.first, 3)))
}

// named tells whether the word at i looks like part of a name: no person or
// country is to have a tone by its reputation in the training sentences. At the
// head of a sentence only the commonest words ("He", "The") are known to be none.
func (c *context) named(i int) bool {
	const commonest = 100
	t := &c.tokens[i]
	if t.Kind != analysis.Word {
		return false
	}
	r, _ := utf8.DecodeRuneInString(c.text[t.Start:])
	return unicode.IsUpper(r) && (i > 0 || c.rank[i] < 0 || c.rank[i] >= commonest)
}

// pooled gives, for each pool, how much each token counts in its sum of word
// vectors and in its sum of valence, divided by the pool's own size.
func (c *context) pooled(words *lexicon.Words) (vector, valence [pools][]float32) {
	n := len(c.tokens)
	flat := make([]float32, 2*int(pools)*n)
	var sums, sizes [pools]float32
	for p := range vector {
		vector[p], valence[p] = flat[p*n:(p+1)*n], flat[(int(pools)+p)*n:(int(pools)+p+1)*n]
	}
	for i := range c.tokens {
		w := float32(0)
		if c.rank[i] >= 0 {
			w = words.Weight(int(c.rank[i]))
		}
		put := func(p pool, x float32) {
			vector[p][i], valence[p][i] = x*w, x
			sums[p] += x * w
			sizes[p] += x
		}
		if i >= c.first && i < c.last {
			if !c.named(i) {
				put(itself, 1)
			}
			continue
		}
		d := c.distance(i)
		fading, next := leftFading, leftNext
		if i >= c.last {
			fading, next = rightFading, rightNext
		}
		put(everywhere, 1)
		put(fading, 1/(1+float32(d)/3))
		if d <= nextTo {
			put(next, 1)
		}
	}
	for p := range vector {
		by := 1 / float32(math.Sqrt(float64(sums[p]*sums[p])+0.1))
		per := 1 / float32(math.Sqrt(float64(sizes[p])+1))
		for i := range vector[p] {
			vector[p][i] *= by
			valence[p][i] *= per
		}
	}
	return vector, valence
}

// The labels, in the model's order.
var targetLabels = [classes]string{"negative", "neutral", "positive"}

// Toward gives the tone toward the words at span in their sentence: label,
// calibrated probability, and as value the expectation -1..1. Raw is how much
// more the words speak for positive than for negative, word by word in Evidence;
// the value squashes it together with how much they speak for either.
func (s *Scorer) Toward(d *analysis.Document, span analysis.Span) analysis.Score {
	if span.Empty() {
		return analysis.Score{Abstained: "no target"}
	}
	c, ok := s.around(d, span)
	if !ok {
		return analysis.Score{Abstained: "no target"}
	}
	m := &s.model.target
	logits := m.bias
	lean := make([]float32, len(c.tokens)+1) // positive over negative by token, the target last
	c.features(func(token int, bucket uint32) {
		at := int(bucket) * classes
		neg, neu, pos := m.words.units[at], m.words.units[at+1], m.words.units[at+2]
		if neg|neu|pos == 0 {
			return
		}
		logits[0] += m.words.scale * float32(int8(neg))
		logits[1] += m.words.scale * float32(int8(neu))
		logits[2] += m.words.scale * float32(int8(pos))
		if token < 0 {
			token = len(c.tokens)
		}
		lean[token] += m.words.scale * (float32(int8(pos)) - float32(int8(neg)))
	})
	s.addPools(&c, &logits, lean)
	probs := softmax(logits, m.temperature)
	out := analysis.Score{Value: float64(probs[2] - probs[0])}
	best := 0
	for k := range probs {
		if probs[k] > probs[best] {
			best = k
		}
	}
	out.Label, out.Prob = targetLabels[best], float64(probs[best])
	out.Evidence = make([]analysis.Evidence, 0, len(lean))
	for i, x := range lean {
		if x == 0 {
			continue
		}
		where := span
		if i < len(c.tokens) {
			where = c.tokens[i].Span
		}
		e := analysis.Evidence{Span: where, Term: d.Slice(where), Lexicon: "model", Entry: "target", Weight: float64(x), Contribution: float64(x)}
		out.Evidence = append(out.Evidence, e)
		out.Raw += e.Contribution
	}
	return out
}

// addPools adds what the word vectors and the valence of the places around the
// target give.
func (s *Scorer) addPools(c *context, logits *[classes]float32, lean []float32) {
	m := &s.model.target
	t := &m.vectors
	vector, valence := c.pooled(s.words)
	for i, rank := range c.rank {
		var give [classes]float32
		if rank >= 0 {
			row := t.units[int(rank)*int(pools)*classes:]
			for p := range vector {
				if by := vector[p][i] * t.scale; by != 0 {
					give[0] += by * float32(int8(row[p*classes]))
					give[1] += by * float32(int8(row[p*classes+1]))
					give[2] += by * float32(int8(row[p*classes+2]))
				}
			}
		}
		if tone := c.tone[i]; tone != 0 {
			for p := range valence {
				row := m.valence[valenceColumn(p, tone)*classes:]
				for k := range give {
					give[k] += valence[p][i] * tone * row[k]
				}
			}
		}
		for k := range logits {
			logits[k] += give[k]
		}
		lean[i] += give[2] - give[0]
	}
}

// valenceColumn is where the valence of a pool is summed, by its sign.
func valenceColumn(p int, tone float32) int {
	if tone < 0 {
		return 2*p + 1
	}
	return 2 * p
}

func softmax(logits [classes]float32, temperature float32) (p [classes]float32) {
	most := max(logits[0], logits[1], logits[2])
	sum := float32(0)
	for k, x := range logits {
		p[k] = float32(math.Exp(float64((x - most) / temperature)))
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

// tokensIn gives the tokens [first, last) that overlap span.
func tokensIn(tokens []analysis.Token, span analysis.Span) (first, last int) {
	low, high := 0, len(tokens)
	for low < high {
		mid := (low + high) / 2
		if tokens[mid].End <= span.Start {
			low = mid + 1
		} else {
			high = mid
		}
	}
	first = low
	for last = first; last < len(tokens) && tokens[last].Start < span.End; last++ {
	}
	return first, last
}
