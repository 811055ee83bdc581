package tagger

import (
	"readout/analysis"
)

// FirstPass is what the tagger's first pass found in a document: what the second
// pass builds on. The second sees labels on both sides of a token and how the
// document's other occurrences of a word were labelled, which a chain cannot
// (Krishnan and Manning 2006).
type FirstPass struct {
	Emit  [][Labels]float32
	tags  []Label
	sure  []uint32            // by token: the bucketed marginals of source, cue and content
	words map[uint32]wordTags // by hash of the word: its labels in the whole document
	near  []nearTags
}

// wordTags counts how the occurrences of a word were labelled.
type wordTags struct{ all, source, cue uint16 }

// nearTags encodes the spans around a token: left and right are the kinds of the nearest spans
// on each side with the bucketed distance, sentence how many spans of each kind its sentence has.
type nearTags struct{ left, right, sentence uint32 }

func (f *FirstPass) resize(n int) {
	if cap(f.Emit) < n {
		f.Emit, f.tags, f.sure = make([][Labels]float32, n), make([]Label, n), make([]uint32, n)
		f.near = make([]nearTags, n)
	}
	f.Emit, f.tags, f.sure, f.near = f.Emit[:n], f.tags[:n], f.sure[:n], f.near[:n]
	if f.words == nil {
		f.words = map[uint32]wordTags{}
	}
	clear(f.words)
}

// kindOf is the kind of span that a label belongs to: 0 outside, 1 source, 2 cue, 3 content.
func kindOf(y Label) uint32 { return min((uint32(y)+1)/2, 3) }

// begins reports whether a label is the first of a span.
func begins(y Label) bool { return y&1 == 1 }

// grade buckets a probability.
func grade(p float32) uint32 {
	switch {
	case p < 0.02:
		return 0
	case p < 0.1:
		return 1
	case p < 0.25:
		return 2
	case p < 0.5:
		return 3
	case p < 0.75:
		return 4
	case p < 0.9:
		return 5
	case p < 0.98:
		return 6
	}
	return 7
}

// Run decodes the first pass over a whole document that e has prepared.
func (f *FirstPass) Run(e *Encoder, t *Pass, l *Lattice, d *analysis.Segmented) {
	f.resize(len(d.Tokens))
	m := Mixer{Shift: 64 - t.Features.bits, Out: e.out}
	for p := range d.Paragraphs {
		par := &d.Paragraphs[p]
		first, last := d.Sentences[par.First].First, d.Sentences[par.Last-1].Last
		l.Resize(last - first)
		for n := par.First; n < par.Last; n++ {
			in := e.SentenceInfo(d, n)
			for i := d.Sentences[n].First; i < d.Sentences[n].Last; i++ {
				m.Out = m.Out[:0]
				e.Features(&m, d, i, &in)
				t.Features.score(m.Out, &l.Emit[i-first])
				l.Context[i-first] = uint8(ContextOf(d, i, first))
			}
		}
		copy(f.Emit[first:last], l.Emit)
		l.viterbi(t.masked)
		copy(f.tags[first:last], l.Labels)
		l.Marginals(t.odds)
		for i := first; i < last; i++ {
			k := &l.kinds[i-first]
			f.sure[i] = grade(k[0])<<6 | grade(k[1])<<3 | grade(k[2])
		}
	}
	e.out = m.Out
	for i := range d.Tokens {
		if d.Tokens[i].Kind != analysis.Word {
			continue
		}
		w := f.words[e.Info[i].word]
		w.all++
		switch kindOf(f.tags[i]) {
		case 1:
			w.source++
		case 2:
			w.cue++
		}
		f.words[e.Info[i].word] = w
	}
	for n := range d.Sentences {
		f.place(e, &d.Sentences[n])
	}
}

// place fills f.near of the tokens of one sentence.
func (f *FirstPass) place(e *Encoder, s *analysis.Sentence) {
	var counts [4]uint32
	for i := s.First; i < s.Last; i++ {
		if begins(f.tags[i]) {
			counts[kindOf(f.tags[i])]++
		}
	}
	shape := min(counts[1], 3)<<4 | min(counts[2], 3)<<2 | min(counts[3], 3)
	seen, at := uint32(0), s.First
	for i := s.First; i < s.Last; i++ {
		f.near[i] = nearTags{left: seen<<4 | bucket(max(1, i-at)), sentence: shape}
		if k := kindOf(f.tags[i]); k != 0 {
			if seen&3 != k {
				seen = (seen<<2 | k) & 63
			}
			at = i
		}
	}
	seen, at = 0, s.Last
	for i := s.Last - 1; i >= s.First; i-- {
		f.near[i].right = seen<<4 | bucket(max(1, at-i))
		if k := kindOf(f.tags[i]); k != 0 {
			if seen&3 != k {
				seen = (seen<<2 | k) & 63
			}
			at = i
		}
	}
}

// share buckets how many of a word's other occurrences (all) have a kind of label (part): none,
// fewer than half, some, all of them.
func share(part, all uint16) uint32 {
	switch {
	case all == 0:
		return 0
	case part == 0:
		return 1 + min(uint32(all), 3)
	case 2*part < all:
		return 5
	case part < all:
		return 6
	}
	return 7 + min(uint32(all), 2)
}

// Features adds the second pass's features of token i.
func (f *FirstPass) Features(m *Mixer, e *Encoder, d *analysis.Segmented, i int, in *sentenceInfo) {
	tag := func(k int) uint32 {
		if k < in.first || k >= in.last {
			return uint32(Labels)
		}
		return uint32(f.tags[k])
	}
	sure := func(k int) uint32 {
		if k < in.first || k >= in.last {
			return 1 << 9
		}
		return f.sure[k]
	}
	m.template = 0
	t := &e.Info[i]
	near := &f.near[i]
	y, a1, a2, b1, b2 := tag(i), tag(i-1), tag(i-2), tag(i+1), tag(i+2)
	word := f.words[t.word]
	own := kindOf(Label(y))
	if d.Tokens[i].Kind == analysis.Word { // the other occurrences of the word, without this one
		word.all--
		if own == 1 {
			word.source--
		} else if own == 2 {
			word.cue--
		}
	}
	others := share(word.source, word.all)<<4 | share(word.cue, word.all)
	m.add(uint64(y))
	m.add(uint64(f.sure[i]))
	m.add(two(sure(i-1), f.sure[i]))
	m.add(two(f.sure[i], sure(i+1)))
	m.add(uint64(a2<<16 | a1<<12 | y<<8 | b1<<4 | b2))
	m.add(uint64(a1<<8 | y<<4 | b1))
	m.add(uint64(tag(i-3)<<12 | a2<<8 | a1<<4 | y))
	m.add(uint64(y<<12 | b1<<8 | b2<<4 | tag(i+3)))
	m.add(two(y, t.word))
	m.add(two(f.sure[i], t.fine))
	m.add(two(a1<<4|y, t.fine))
	m.add(two(b1<<4|y, t.fine))
	m.add(two(y, t.shape))
	m.add(two(y, others))
	m.add(two(f.sure[i], others))
	m.add(two(others, t.shape))
	m.add(two(y, near.sentence))
	m.add(two(y<<16|near.left, near.right))
	m.add(two(y, near.left))
	m.add(two(y, near.right))
	m.add(two(f.sure[i], near.sentence))
	m.add(two(y<<16|near.sentence, t.cue))
	m.add(two(near.left, t.cue))
	m.add(two(near.right, t.cue))
	m.add(two(near.left, t.Coarse))
	m.add(two(near.right, t.Coarse))
	m.add(two(near.sentence<<8|t.Quote, y))
	m.add(two(near.left<<16|t.that, t.Coarse))
	m.add(three(near.left, near.right, in.kind))
}
