package sentiment

import (
	"math"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
	"readout/lexicon"
)

// pool is a set of places around the target.
type pool int

const (
	everywhere pool = iota
	leftFading      // before the target, the less the further away
	rightFading
	leftNext // up to three tokens before
	rightNext
	leftOwn // before the target, in its own clause and not past another name
	rightOwn
	quoted // in a quotation that the target is not in
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

// The kinds of feature. They are even numbers, so that the side can be added; in
// place, one a distance up to nextTo.
const (
	anywhere = 2
	onSide   = 4
	nearby   = 6
	inPlace  = 8
	pair     = inPlace + 2*nextTo
	nearPair = pair + 2
	trait    = pair + 4
	ownWord  = pair + 6
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

// own gives the tokens around the target that stand in its own clause, up to the
// next name.
func (c *context) own() (first, last int) {
	stops := func(i int) bool {
		return endsClause(c.tokens[i].Lower) || c.tokens[i].Lower == "and" || c.named(i)
	}
	for first = c.first; first > 0 && (!stops(first-1) || first == c.first && c.named(first-1)); first-- {
	}
	for last = c.last; last < len(c.tokens) && !stops(last); last++ {
	}
	return first, last
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
	ownFirst, ownLast := c.own()
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
		if i >= ownFirst && i < ownLast {
			if i < c.first {
				put(leftOwn, 1)
			} else {
				put(rightOwn, 1)
			}
		}
		if q := c.tokens[i].Quote; q >= 0 && q != c.tokens[c.first].Quote {
			put(quoted, 1)
		}
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
