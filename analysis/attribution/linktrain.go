package attribution

import (
	"math"
	"math/rand/v2"

	"readout/analysis"
)

// pair is one candidate pair of spans for the linker.
type pair struct {
	features []uint32
	right    bool
}

// goldPairs lists an article's candidate pairs with the right answers.
func goldPairs(e *encoder, x *Example) (contents, sources []pair) {
	d := x.Document
	e.prepare(d)
	tags := goldLabels(d, x.Gold)
	owner := make([]int, len(d.Tokens)) // attribution a token belongs to, from 1
	for i := range x.Gold {
		for _, spans := range [][]analysis.Span{x.Gold[i].Source, x.Gold[i].Cue, x.Gold[i].Content} {
			for _, s := range spans {
				for t, last := tokensIn(d, s); t < last; t++ {
					owner[t] = i + 1
				}
			}
		}
	}
	m := mixer{shift: 64 - linkBits}
	for _, par := range d.Paragraphs {
		first, last := d.Sentences[par.First].First, d.Sentences[par.Last-1].Last
		p := paragraphPieces(d, first, tags[first:last])
		firstContent := map[int]*piece{}
		for i, k := range p.contents {
			if o := owner[k.first]; firstContent[o] == nil {
				firstContent[o] = &p.contents[i]
			}
			lo, hi := near(p.cues, k, 0)
			for _, c := range p.cues[lo:hi] {
				m.out = nil
				e.contentFeatures(&m, d, &p, k, c)
				contents = append(contents, pair{m.out, owner[k.first] == owner[c.first]})
			}
		}
		for _, c := range p.cues {
			lo, hi := near(p.sources, c, 0)
			for _, s := range p.sources[lo:hi] {
				m.out = nil
				e.sourceFeatures(&m, d, &p, c, s, firstContent[owner[c.first]])
				sources = append(sources, pair{m.out, owner[c.first] == owner[s.first]})
			}
		}
	}
	return contents, sources
}

const (
	linkRounds = 5
	linkRate   = 0.1
	linkDecay  = 1e-4
)

// fitPairs trains one logistic regression with AdaGrad.
func fitPairs(w *[1 << linkBits]float32, pairs []pair, seed uint64) {
	var squares [1 << linkBits]float32
	random := rand.New(rand.NewPCG(seed, 11))
	for range linkRounds {
		random.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
		for i := range pairs {
			g := sigmoid(dot(w, pairs[i].features))
			if pairs[i].right {
				g--
			}
			for _, f := range pairs[i].features {
				d := g + linkDecay*w[f]
				squares[f] += d * d
				w[f] -= linkRate * d / float32(math.Sqrt(float64(squares[f])+1e-6))
			}
		}
	}
}

func fitLinker(e *encoder, examples []Example, seed uint64) *linker {
	l := &linker{}
	var contents, sources []pair
	for i := range examples {
		k, s := goldPairs(e, &examples[i])
		contents, sources = append(contents, k...), append(sources, s...)
	}
	fitPairs(&l.content, contents, seed)
	fitPairs(&l.source, sources, seed)
	return l
}
