package attribution

import (
	"cmp"
	"math"
	"slices"

	"readout/analysis"
)

// piece is one span that the tagger found, in tokens, with how sure it is.
type piece struct {
	first, last int // Tokens[first:last]
	sentence    int
	conf        float32 // probability of both ends
}

// pieces are the spans of one paragraph by kind, each in text order.
type pieces struct {
	sources, cues, contents []piece
}

// paragraphPieces reads the spans out of a paragraph's labels.
func paragraphPieces(d *analysis.Document, first int, tags []label) pieces {
	var p pieces
	for i := 0; i < len(tags); i++ {
		begin := tags[i]
		if !begins(begin) {
			continue
		}
		end := i + 1
		for end < len(tags) && tags[end] == begin+1 {
			end++
		}
		x := piece{first: first + i, last: first + end, sentence: int(d.Tokens[first+i].Sentence)}
		switch begin {
		case beginSource:
			p.sources = append(p.sources, x)
		case beginCue:
			p.cues = append(p.cues, x)
		default:
			p.contents = append(p.contents, x)
		}
		i = end - 1
	}
	return p
}

// linkBits: the linker's features are few.
const linkBits = 14

// linker is two logistic regressions over pairs of spans: does this content
// belong to that cue, and this cue to that source?
type linker struct {
	content [1 << linkBits]float32
	source  [1 << linkBits]float32
}

func dot(w *[1 << linkBits]float32, features []uint32) float32 {
	sum := float32(0)
	for _, f := range features {
		sum += w[f]
	}
	return sum
}

func sigmoid(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }

// between counts the pieces of a list that lie wholly between two tokens.
func between(list []piece, from, to int) uint32 {
	i, _ := slices.BinarySearchFunc(list, from, func(p piece, at int) int { return cmp.Compare(p.first, at) })
	n := uint32(0)
	for ; i < len(list) && list[i].last <= to && n < 3; i++ {
		n++
	}
	return n
}

func order(a, b piece) (uint32, int, int) {
	if a.last <= b.first {
		return 1, a.last, b.first
	}
	return 0, b.last, a.first
}

// reach is how many sentences may part the pieces of one attribution, and
// tokenReach how many tokens: both bound the work on texts without stops.
const (
	reach      = 3
	tokenReach = 300
)

// near gives the pieces list[lo:hi] that may go with x. It is called for pieces
// in text order with the last call's lo.
func near(list []piece, x piece, lo int) (int, int) {
	for lo < len(list) && (list[lo].sentence < x.sentence-reach || list[lo].last < x.first-tokenReach) {
		lo++
	}
	hi := lo
	for hi < len(list) && list[hi].sentence <= x.sentence+reach && list[hi].first <= x.last+tokenReach {
		hi++
	}
	return lo, hi
}

// contentFeatures describe a content and a cue.
func (e *encoder) contentFeatures(m *mixer, d *analysis.Document, p *pieces, k, c piece) {
	m.template = 0
	ord, from, to := order(k, c)
	gap := bucketGap(to - from)
	sentences := uint32(min(max(k.sentence-c.sentence, c.sentence-k.sentence), reach))
	before := between(p.contents, from, to)
	cues := between(p.cues, from, to)
	sources := between(p.sources, from, to)
	cue := &e.info[c.first]
	base := ord | sentences<<1
	m.add(uint64(base))
	m.add(two(base, gap))
	m.add(two(base, cues<<4|before<<2|sources))
	m.add(two(base, cues<<8|gap))
	m.add(two(base, cue.cue))
	m.add(two(base, cue.word))
	m.add(two(base, e.info[k.first].quote<<8|e.info[k.last-1].quote))
	m.add(two(base, e.info[k.first].quote<<16|gap<<4|cues))
	m.add(three(base, cues<<4|before<<2|sources, gap))
	m.add(two(base, e.wordAt(c.last)))
	m.add(two(base, e.wordAt(c.first-1)))
	m.add(two(base, e.wordAt(k.first-1)))
	m.add(two(base, e.wordAt(k.last)))
	m.add(two(base, e.info[k.first].word))
	m.add(two(base, bucketGap(k.last-k.first)))
	m.add(two(uint32(min(len(p.cues), 4)), base<<8|cues))
	m.add(three(base, cue.cue, cues<<4|sources))
}

// sourceFeatures describe a cue and a source. content is the first content that
// the cue has, nil for none.
func (e *encoder) sourceFeatures(m *mixer, d *analysis.Document, p *pieces, c, s piece, content *piece) {
	m.template = 0
	ord, from, to := order(c, s)
	gap := bucketGap(to - from)
	sentences := uint32(min(max(s.sentence-c.sentence, c.sentence-s.sentence), reach))
	cues := between(p.cues, from, to)
	contents := between(p.contents, from, to)
	sources := between(p.sources, from, to)
	cue := &e.info[c.first]
	base := ord | sentences<<1
	side := uint32(0)
	if content != nil {
		side, _, _ = order(*content, c)
		side++
	}
	m.add(uint64(base))
	m.add(two(base, gap))
	m.add(two(base, cues<<4|contents<<2|sources))
	m.add(two(base, cues<<8|gap))
	m.add(two(base, cue.cue))
	m.add(two(base, cue.word))
	m.add(two(base, side<<8|cue.cue<<16|gap))
	m.add(three(base, cues<<4|contents<<2|sources, gap))
	m.add(two(base, e.wordAt(c.first-1)))
	m.add(two(base, e.wordAt(s.last)))
	m.add(two(base, e.wordAt(s.first-1)))
	m.add(two(base, e.info[s.last-1].coarse<<8|sources))
	m.add(two(uint32(min(len(p.sources), 4)), base<<8|sources))
	m.add(three(base, cue.cue, cues<<4|sources))
	m.add(two(base, side))
}

func (e *encoder) wordAt(i int) uint32 {
	if i < 0 || i >= len(e.info) {
		return 0
	}
	return e.info[i].word
}

func bucketGap(n int) uint32 {
	if n <= 0 {
		return 0
	}
	return bucket(n)
}

// links is each content with its cue and the cue with its source, as indexes into
// the paragraph's pieces, -1 for none.
type links struct {
	cueOf      []int     // of each content
	cueProb    []float32 // probability of that
	sourceOf   []int     // of each cue
	sourceProb []float32
}

// linkParagraph chooses each content's cue and each cue's source.
func (l *linker) linkParagraph(e *encoder, d *analysis.Document, p *pieces, out *links) {
	m := mixer{shift: 64 - linkBits, out: e.out[:0]}
	out.cueOf, out.cueProb = out.cueOf[:0], out.cueProb[:0]
	out.sourceOf, out.sourceProb = out.sourceOf[:0], out.sourceProb[:0]
	firstContent := make([]*piece, len(p.cues))
	lo, hi := 0, 0
	for i := range p.contents {
		k := p.contents[i]
		best, prob := -1, float32(0.3)
		lo, hi = near(p.cues, k, lo)
		for j := lo; j < hi; j++ {
			m.out = m.out[:0]
			e.contentFeatures(&m, d, p, k, p.cues[j])
			if x := sigmoid(dot(&l.content, m.out)); x > prob {
				best, prob = j, x
			}
		}
		if best >= 0 && firstContent[best] == nil {
			firstContent[best] = &p.contents[i]
		}
		out.cueOf, out.cueProb = append(out.cueOf, best), append(out.cueProb, prob)
	}
	lo = 0
	for i := range p.cues {
		c := p.cues[i]
		best, prob := -1, float32(0.3)
		lo, hi = near(p.sources, c, lo)
		for j := lo; j < hi; j++ {
			m.out = m.out[:0]
			e.sourceFeatures(&m, d, p, c, p.sources[j], firstContent[i])
			if x := sigmoid(dot(&l.source, m.out)); x > prob {
				best, prob = j, x
			}
		}
		out.sourceOf, out.sourceProb = append(out.sourceOf, best), append(out.sourceProb, prob)
	}
	e.out = m.out
}
