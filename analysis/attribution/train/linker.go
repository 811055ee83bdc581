package train

import (
	"math"
	"math/rand/v2"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

// pair is one candidate pair of spans for the linker.
type pair struct {
	features []uint32
	right    bool
}

// goldPairs lists an article's candidate pairs with the right answers.
func goldPairs(e *tagger.Encoder, x *Example) (contents, sources []pair) {
	d := x.Document
	e.Prepare(d)
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
	m := tagger.Mixer{Shift: 64 - tagger.LinkBits}
	for _, par := range d.Paragraphs {
		first, last := d.Sentences[par.First].First, d.Sentences[par.Last-1].Last
		p := tagger.ParagraphPieces(d, first, tags[first:last])
		firstContent := map[int]*tagger.Piece{}
		for i, k := range p.Contents {
			if o := owner[k.First]; firstContent[o] == nil {
				firstContent[o] = &p.Contents[i]
			}
			lo, hi := tagger.Near(p.Cues, k, 0)
			for _, c := range p.Cues[lo:hi] {
				m.Out = nil
				e.ContentFeatures(&m, d, &p, k, c)
				contents = append(contents, pair{m.Out, owner[k.First] == owner[c.First]})
			}
		}
		for _, c := range p.Cues {
			lo, hi := tagger.Near(p.Sources, c, 0)
			for _, s := range p.Sources[lo:hi] {
				m.Out = nil
				e.SourceFeatures(&m, d, &p, c, s, firstContent[owner[c.First]])
				sources = append(sources, pair{m.Out, owner[c.First] == owner[s.First]})
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
func fitPairs(w *[1 << tagger.LinkBits]float32, pairs []pair, seed uint64) {
	var squares [1 << tagger.LinkBits]float32
	random := rand.New(rand.NewPCG(seed, 11))
	for range linkRounds {
		random.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
		for i := range pairs {
			g := tagger.Sigmoid(tagger.Dot(w, pairs[i].features))
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

func fitLinker(e *tagger.Encoder, examples []Example, seed uint64) *tagger.Linker {
	l := &tagger.Linker{}
	var contents, sources []pair
	for i := range examples {
		k, s := goldPairs(e, &examples[i])
		contents, sources = append(contents, k...), append(sources, s...)
	}
	fitPairs(&l.Content, contents, seed)
	fitPairs(&l.Source, sources, seed)
	return l
}
