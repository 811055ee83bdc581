package train

import (
	"cmp"
	"slices"

	"readout/analysis/attribution/tagger"
)

// encodeAll turns the articles' paragraphs into sequences.
func encodeAll(e *tagger.Encoder, examples []Example, silver float32) []sequence {
	var out []sequence
	for _, x := range examples {
		d := x.Document
		e.Prepare(d)
		gold := goldLabels(d, x.Gold)
		free := unsureTokens(&x)
		for _, p := range d.Paragraphs {
			first, last := d.Sentences[p.First].First, d.Sentences[p.Last-1].Last
			s := sequence{offsets: []uint32{0}, weight: 1}
			if x.Silver {
				s.weight, s.silver = silver, true
				if slices.Contains(free[first:last], true) {
					s.free = free[first:last]
				}
			}
			m := tagger.Mixer{Shift: 64 - featureBits}
			for n := p.First; n < p.Last; n++ {
				in := e.SentenceInfo(d, n)
				for i := d.Sentences[n].First; i < d.Sentences[n].Last; i++ {
					e.Features(&m, d, i, &in)
					s.offsets = append(s.offsets, uint32(len(m.Out)))
					s.context = append(s.context, uint8(tagger.ContextOf(d, i, first)))
					s.gold = append(s.gold, gold[i])
				}
			}
			s.numbers = m.Out
			out = append(out, s)
		}
	}
	return out
}

// unsureTokens marks the tokens whose label is not known, nil for a gold article.
func unsureTokens(x *Example) []bool {
	if !x.Silver {
		return nil
	}
	out := make([]bool, len(x.Document.Tokens))
	for _, s := range x.Unsure {
		for i, last := tokensIn(x.Document, s); i < last; i++ {
			out[i] = true
		}
	}
	return out
}

// cutRare drops the features that were seen less than least times and numbers
// the others anew, the most common first: what is used together then lies
// together in memory. It gives the old number of each.
func cutRare(sequences []sequence, bits uint, least uint32) []uint32 {
	count := make([]uint32, 1<<bits)
	for i := range sequences {
		for _, f := range sequences[i].numbers {
			count[f]++
		}
	}
	var old []uint32
	for f, n := range count {
		if n >= least {
			old = append(old, uint32(f))
		}
	}
	slices.SortStableFunc(old, func(a, b uint32) int { return cmp.Compare(count[b], count[a]) })
	anew := count // counts are done with: from here on new numbers, 0 for none
	clear(anew)
	for i, f := range old {
		anew[f] = uint32(i) + 1
	}
	for k := range sequences {
		s := &sequences[k]
		kept, from := s.numbers[:0], uint32(0)
		for i := 1; i < len(s.offsets); i++ {
			to := s.offsets[i]
			for _, f := range s.numbers[from:to] {
				if n := anew[f]; n > 0 {
					kept = append(kept, n-1)
				}
			}
			from, s.offsets[i] = to, uint32(len(kept))
		}
		s.numbers = kept
	}
	return old
}
