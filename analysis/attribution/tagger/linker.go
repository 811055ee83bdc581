package tagger

import (
	"cmp"
	"slices"

	"readout/analysis"
)

// Piece is one span that the tagger found, in tokens, with how sure it is.
type Piece struct {
	First, Last int // Tokens[first:last]
	Sentence    int
	Conf        float32 // probability of both ends
}

// pieces are the spans of one paragraph by kind, each in text order.
type pieces struct {
	Sources, Cues, Contents []Piece
}

// ParagraphPieces reads the spans out of a paragraph's labels.
func ParagraphPieces(d *analysis.Segmented, first int, tags []Label) pieces {
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
		x := Piece{First: first + i, Last: first + end, Sentence: int(d.Tokens[first+i].Sentence)}
		switch begin {
		case BeginSource:
			p.Sources = append(p.Sources, x)
		case BeginCue:
			p.Cues = append(p.Cues, x)
		default:
			p.Contents = append(p.Contents, x)
		}
		i = end - 1
	}
	return p
}

// LinkBits is the logarithm of the number of weights of the linker, whose features are few.
const LinkBits = 14

// Linker is two logistic regressions over pairs of spans: does this content
// belong to that cue, and this cue to that source?
type Linker struct {
	Content [1 << LinkBits]float32
	Source  [1 << LinkBits]float32
}

// Dot is the score of features that are numbered below 1<<LinkBits.
func Dot(w *[1 << LinkBits]float32, features []uint32) float32 {
	sum := float32(0)
	for _, f := range features {
		sum += w[f]
	}
	return sum
}

// Sigmoid turns log-odds into a probability.
func Sigmoid(x float32) float32 { return float32(analysis.Probability(float64(x))) }

// between counts the pieces of a list that lie wholly between two tokens.
func between(list []Piece, from, to int) uint32 {
	i, _ := slices.BinarySearchFunc(list, from, func(p Piece, at int) int { return cmp.Compare(p.First, at) })
	n := uint32(0)
	for ; i < len(list) && list[i].Last <= to && n < 3; i++ {
		n++
	}
	return n
}

func order(a, b Piece) (uint32, int, int) {
	if a.Last <= b.First {
		return 1, a.Last, b.First
	}
	return 0, b.Last, a.First
}

// reach is how many sentences may part the pieces of one attribution, and
// tokenReach how many tokens: both bound the work on texts without stops.
const (
	reach      = 3
	tokenReach = 300
)

// Near gives the pieces list[lo:hi] that may go with x. It is called for pieces
// in text order with the last call's lo.
func Near(list []Piece, x Piece, lo int) (int, int) {
	for lo < len(list) && (list[lo].Sentence < x.Sentence-reach || list[lo].Last < x.First-tokenReach) {
		lo++
	}
	hi := lo
	for hi < len(list) && list[hi].Sentence <= x.Sentence+reach && list[hi].First <= x.Last+tokenReach {
		hi++
	}
	return lo, hi
}

// apart says how two pieces of a paragraph stand to each other: base is their order and how
// many sentences are between them, gap the bucket of the tokens between them, and the rest how
// many contents, cues and sources stand there, each three at most.
func (p *pieces) apart(a, b Piece) (base, gap, contents, cues, sources uint32) {
	ord, from, to := order(a, b)
	sentences := uint32(min(max(a.Sentence-b.Sentence, b.Sentence-a.Sentence), reach))
	return ord | sentences<<1, bucketGap(to - from), between(p.Contents, from, to), between(p.Cues, from, to), between(p.Sources, from, to)
}

// ContentFeatures describe a content and a cue.
func (e *Encoder) ContentFeatures(m *Mixer, d *analysis.Segmented, p *pieces, k, c Piece) {
	m.template = 0
	base, gap, contents, cues, sources := p.apart(k, c)
	cue := &e.Info[c.First]
	m.add(uint64(base))
	m.add(two(base, gap))
	m.add(two(base, cues<<4|contents<<2|sources))
	m.add(two(base, cues<<8|gap))
	m.add(two(base, cue.cue))
	m.add(two(base, cue.word))
	m.add(two(base, e.Info[k.First].Quote<<8|e.Info[k.Last-1].Quote))
	m.add(two(base, e.Info[k.First].Quote<<16|gap<<4|cues))
	m.add(three(base, cues<<4|contents<<2|sources, gap))
	m.add(two(base, e.wordAt(c.Last)))
	m.add(two(base, e.wordAt(c.First-1)))
	m.add(two(base, e.wordAt(k.First-1)))
	m.add(two(base, e.wordAt(k.Last)))
	m.add(two(base, e.Info[k.First].word))
	m.add(two(base, bucketGap(k.Last-k.First)))
	m.add(two(uint32(min(len(p.Cues), 4)), base<<8|cues))
	m.add(three(base, cue.cue, cues<<4|sources))
}

// SourceFeatures describe a cue and a source. content is the first content that
// the cue has, nil for none.
func (e *Encoder) SourceFeatures(m *Mixer, d *analysis.Segmented, p *pieces, c, s Piece, content *Piece) {
	m.template = 0
	base, gap, contents, cues, sources := p.apart(c, s)
	cue := &e.Info[c.First]
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
	m.add(two(base, e.wordAt(c.First-1)))
	m.add(two(base, e.wordAt(s.Last)))
	m.add(two(base, e.wordAt(s.First-1)))
	m.add(two(base, e.Info[s.Last-1].Coarse<<8|sources))
	m.add(two(uint32(min(len(p.Sources), 4)), base<<8|sources))
	m.add(three(base, cue.cue, cues<<4|sources))
	m.add(two(base, side))
}

func (e *Encoder) wordAt(i int) uint32 {
	if i < 0 || i >= len(e.Info) {
		return 0
	}
	return e.Info[i].word
}

func bucketGap(n int) uint32 {
	if n <= 0 {
		return 0
	}
	return bucket(n)
}

// links are the links that were chosen in a paragraph, as indexes into its pieces, -1 for none.
type links struct {
	cueOf      []int     // of each content
	cueProb    []float32 // probability of that
	sourceOf   []int     // of each cue
	sourceProb []float32
}

// linkParagraph chooses each content's cue and each cue's source.
func (l *Linker) linkParagraph(e *Encoder, d *analysis.Segmented, p *pieces, out *links) {
	m := Mixer{Shift: 64 - LinkBits, Out: e.out[:0]}
	out.cueOf, out.cueProb = out.cueOf[:0], out.cueProb[:0]
	out.sourceOf, out.sourceProb = out.sourceOf[:0], out.sourceProb[:0]
	firstContent := make([]*Piece, len(p.Cues))
	lo, hi := 0, 0
	for i := range p.Contents {
		k := p.Contents[i]
		best, prob := -1, float32(0.3)
		lo, hi = Near(p.Cues, k, lo)
		for j := lo; j < hi; j++ {
			m.Out = m.Out[:0]
			e.ContentFeatures(&m, d, p, k, p.Cues[j])
			if x := Sigmoid(Dot(&l.Content, m.Out)); x > prob {
				best, prob = j, x
			}
		}
		if best >= 0 && firstContent[best] == nil {
			firstContent[best] = &p.Contents[i]
		}
		out.cueOf, out.cueProb = append(out.cueOf, best), append(out.cueProb, prob)
	}
	lo = 0
	for i := range p.Cues {
		c := p.Cues[i]
		best, prob := -1, float32(0.3)
		lo, hi = Near(p.Sources, c, lo)
		for j := lo; j < hi; j++ {
			m.Out = m.Out[:0]
			e.SourceFeatures(&m, d, p, c, p.Sources[j], firstContent[i])
			if x := Sigmoid(Dot(&l.Source, m.Out)); x > prob {
				best, prob = j, x
			}
		}
		out.sourceOf, out.sourceProb = append(out.sourceOf, best), append(out.sourceProb, prob)
	}
	e.out = m.Out
}
