package tagger

import (
	"unicode"
	"unicode/utf8"

	"readout/analysis"
)

// Label is the tag of one token: outside, or the beginning or inside of a
// source, cue or content span. Contents that begin with a quotation mark have
// labels of their own, so that the chain remembers how a content began: they end
// in other places than the rest.
type Label uint8

// The labels; Labels is their number.
const (
	Outside Label = iota
	BeginSource
	inSource
	BeginCue
	inCue
	BeginContent
	inContent
	BeginQuoted
	inQuoted
	Labels
)

// tokenInfo is what the features of a token and its neighbours are made of: each
// field is a hash or a small number, worked out once a token.
type tokenInfo struct {
	word    uint32 // hash of the lower-cased word, all digits alike
	suffix2 uint32 // hash of the last two characters
	suffix3 uint32 // hash of the last three
	prefix  uint32 // hash of the first four
	shape   uint32 // hash of the kinds of character, as shapeOf has them
	fine    uint32 // word cluster of the finer set, 0 for none
	Coarse  uint32 // word cluster of the coarser set, 0 for none
	sense   uint32 // class of the word's vector, 0 for none
	cue     uint32 // cue code and form where one begins or goes on, 0 for none
	Quote   uint32 // place in the quotation: 0 outside, else depth and edge
	left    uint32 // the nearest cue verb to the left in the sentence with its bucketed distance
	right   uint32 // the same to the right
	that    uint32 // what stands between the last cue verb and here: that, comma, colon ...
	Speaker uint32 // how often the word stands beside a reporting verb in this document, bucketed
}

// Encoder turns a document into feature numbers. It is reused between documents.
type Encoder struct {
	cues     CueIndex
	clusters *Clusters
	Info     []tokenInfo
	Entries  []*CueEntry      // the cue that begins at a token, nil for none
	beside   map[uint32]uint8 // by hash of a word: how often it stands beside a reporting verb
	out      []uint32
}

// NewEncoder makes an encoder over an index of cues and classes of words.
func NewEncoder(cues CueIndex, c *Clusters) *Encoder {
	return &Encoder{cues: cues, clusters: c, beside: map[uint32]uint8{}}
}

const (
	fnvOffset = 2166136261
	fnvPrime  = 16777619
)

// HashWord numbers a lower-cased word, all digits alike.
func HashWord(s string) uint32 {
	h := uint32(fnvOffset)
	for i := 0; i < len(s); i++ {
		b := s[i]
		if '0' <= b && b <= '9' {
			b = '0'
		}
		h = (h ^ uint32(b)) * fnvPrime
	}
	return h
}

// shapeOf reduces a word to its kinds of character: "McKay-7" to "XxXx-0".
func shapeOf(s string) uint32 {
	h := uint32(fnvOffset)
	last, run := byte(0), 0
	for _, r := range s {
		var b byte
		switch {
		case r >= '0' && r <= '9':
			b = '0'
		case unicode.IsUpper(r):
			b = 'X'
		case unicode.IsLetter(r):
			b = 'x'
		case r < utf8.RuneSelf:
			b = byte(r)
		default:
			b = '?'
		}
		if b == last {
			if run++; run > 2 {
				continue
			}
		} else {
			last, run = b, 1
		}
		h = (h ^ uint32(b)) * fnvPrime
	}
	return h
}

// Prepare fills info for every token of the document.
func (e *Encoder) Prepare(d *analysis.Segmented) {
	n := len(d.Tokens)
	e.Info = append(e.Info[:0], make([]tokenInfo, n)...)
	e.Entries = append(e.Entries[:0], make([]*CueEntry, n)...)
	clear(e.beside)
	for i := range d.Tokens {
		t := &d.Tokens[i]
		f := &e.Info[i]
		low := t.Lower
		f.word = HashWord(low)
		f.suffix2, f.suffix3, f.prefix = HashWord(tail(low, 2)), HashWord(tail(low, 3)), HashWord(head(low, 4))
		f.shape = shapeOf(d.Text[t.Start:t.End])
		f.fine, f.Coarse, f.sense = e.clusters.of(f.word)
	}
	for i := range d.Quotes {
		q := &d.Quotes[i]
		for t := q.First; t < q.Last; t++ {
			state := uint32(1)
			switch {
			case t == q.First:
				state = 2
			case t == q.Last-1 && q.Closed:
				state = 3
			}
			if q.Last-q.First <= 6 {
				state += 3
			}
			if e.Info[t].Quote != 0 {
				state += 6
			}
			e.Info[t].Quote = state
		}
	}
	for i := range d.Sentences {
		e.prepareSentence(d, &d.Sentences[i])
	}
	for i := range d.Tokens {
		e.Info[i].Speaker = uint32(min(e.beside[e.Info[i].word], 3))
	}
}

func head(s string, n int) string { return s[:min(n, len(s))] }
func tail(s string, n int) string { return s[max(0, len(s)-n):] }

// IsUpper reports whether a token begins with a capital.
func IsUpper(text string, t *analysis.Token) bool {
	r, _ := utf8.DecodeRuneInString(text[t.Start:])
	return unicode.IsUpper(r)
}

// prepareSentence finds the sentence's cues and each token's place toward them.
func (e *Encoder) prepareSentence(d *analysis.Segmented, s *analysis.Sentence) {
	for i := s.First; i < s.Last; {
		m := e.cues.match(d.Tokens, i, s.Last)
		if m == nil {
			i++
			continue
		}
		e.Entries[i] = m
		code := uint32(m.code)<<4 | uint32(m.Form)<<1
		for j := range m.Words {
			e.Info[i+j].cue = code
			code |= 1
		}
		if m.Form == FormPast || m.Form == FormThird {
			e.noteSpeaker(d, i-1, s)
			e.noteSpeaker(d, i+len(m.Words), s)
		}
		i += len(m.Words)
	}
	last, that := -1, uint32(0)
	for i := s.First; i < s.Last; i++ {
		f := &e.Info[i]
		if last >= 0 {
			f.left = bucket(i-last)<<16 | e.Info[last].cue
		}
		f.that = that
		switch d.Tokens[i].Lower {
		case "that":
			that |= 1
		case ",":
			that |= 2
		case ":":
			that |= 4
		case "to":
			that |= 8
		}
		if e.Entries[i] != nil && e.Entries[i].Form != FormOther {
			last, that = i, 0
		}
	}
	last = -1
	for i := s.Last - 1; i >= s.First; i-- {
		if last >= 0 {
			e.Info[i].right = bucket(last-i)<<16 | e.Info[last].cue
		}
		if e.Entries[i] != nil && e.Entries[i].Form != FormOther {
			last = i
		}
	}
}

func (e *Encoder) noteSpeaker(d *analysis.Segmented, i int, s *analysis.Sentence) {
	if i < s.First || i >= s.Last || d.Tokens[i].Kind != analysis.Word || !IsUpper(d.Text, &d.Tokens[i]) {
		return
	}
	if w := e.Info[i].word; e.beside[w] < 3 {
		e.beside[w]++
	}
}

// bucket buckets a distance: 1, 2, 3, 4, 5-6, 7-9, 10-15, 16 and more.
func bucket(n int) uint32 {
	switch {
	case n <= 4:
		return uint32(n)
	case n <= 6:
		return 5
	case n <= 9:
		return 6
	case n <= 15:
		return 7
	}
	return 8
}

// sentenceInfo is what the features of a whole sentence are made of.
type sentenceInfo struct {
	first, last int    // tokens of its paragraph: windows do not look beyond
	kind        uint32 // its cue verbs, share of quoted tokens and final mark, in bits
	place       uint32 // headline, first paragraph, place in the paragraph, in bits
}

// SentenceInfo computes the sentenceInfo of sentence n.
func (e *Encoder) SentenceInfo(d *analysis.Segmented, n int) sentenceInfo {
	s := &d.Sentences[n]
	p := &d.Paragraphs[s.Paragraph]
	in := sentenceInfo{first: d.Sentences[p.First].First, last: d.Sentences[p.Last-1].Last}
	var cues, quoted uint32
	for i := s.First; i < s.Last; i++ {
		if e.Entries[i] != nil && e.Entries[i].Form != FormOther {
			cues++
		}
		if d.Tokens[i].Quote >= 0 {
			quoted++
		}
	}
	share := uint32(0)
	if quoted > 0 {
		share = 1 + 3*quoted/uint32(s.Last-s.First)
	}
	end := uint32(0)
	switch last := d.Tokens[s.Last-1].Lower; last {
	case "?":
		end = 1
	case ":":
		end = 2
	case ".":
		end = 3
	}
	in.kind = min(cues, 3) | share<<2 | end<<5
	in.place = min(uint32(n-p.First), 2)
	switch {
	case s.Headline:
		in.place |= 4
	case s.Paragraph == 0:
		in.place |= 8
	}
	return in
}

// Mixer hashes features (Weinberger and others 2009): a feature's number is the hash of the
// number of its template and the values in it.
type Mixer struct {
	Out      []uint32 // the numbers so far, below 1<<(64-Shift)
	template uint64   // number of the last template
	Shift    uint     // 64 less the bits of a number
}

func (m *Mixer) add(v uint64) {
	m.template++
	x := (v + m.template*0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93
	x ^= x >> 32
	m.Out = append(m.Out, uint32((x*0xD6E8FEB86659FD93)>>m.Shift))
}

func two(a, b uint32) uint64 { return uint64(a)<<32 | uint64(b) }

func three(a, b, c uint32) uint64 {
	return (uint64(a)<<32|uint64(b))*0x9E3779B97F4A7C15 ^ uint64(c)*0xC2B2AE3D27D4EB4F
}

// Features adds the features of token i in the first pass to m: those of the words around it
// and of its sentence, in.
func (e *Encoder) Features(m *Mixer, d *analysis.Segmented, i int, in *sentenceInfo) {
	var pad tokenInfo
	at := func(k int) *tokenInfo {
		if k < in.first || k >= in.last {
			return &pad
		}
		return &e.Info[k]
	}
	m.template = 0
	t := &e.Info[i]
	a1, a2, a3, b1, b2, b3 := at(i-1), at(i-2), at(i-3), at(i+1), at(i+2), at(i+3)
	m.add(1)
	for _, f := range [...]*tokenInfo{t, a1, a2, a3, b1, b2, b3} {
		m.add(uint64(f.word))
		m.add(uint64(f.fine))
		m.add(uint64(f.cue))
	}
	for _, f := range [...]*tokenInfo{t, a1, b1} {
		m.add(uint64(f.sense))
	}
	m.add(two(a1.sense, t.sense))
	m.add(two(t.sense, b1.sense))
	m.add(two(t.sense, t.left>>16<<16|t.right>>16))
	m.add(two(a1.word, t.word))
	m.add(two(t.word, b1.word))
	m.add(two(a2.word, a1.word))
	m.add(two(b1.word, b2.word))
	m.add(two(a1.fine, t.fine))
	m.add(two(t.fine, b1.fine))
	m.add(two(a2.fine, a1.fine))
	m.add(two(b1.fine, b2.fine))
	m.add(three(a1.fine, t.fine, b1.fine))
	m.add(three(a2.fine, a1.fine, t.fine))
	m.add(three(t.fine, b1.fine, b2.fine))
	m.add(two(a2.Coarse<<20|a1.Coarse<<10|t.Coarse, b1.Coarse<<10|b2.Coarse))
	m.add(uint64(t.suffix3))
	m.add(uint64(a1.suffix3))
	m.add(uint64(b1.suffix3))
	m.add(uint64(t.suffix2))
	m.add(uint64(t.prefix))
	for _, f := range [...]*tokenInfo{t, a1, a2, b1, b2} {
		m.add(uint64(f.shape))
	}
	m.add(two(a1.shape, t.shape))
	m.add(two(t.shape, b1.shape))
	m.add(two(a1.cue, t.cue))
	m.add(two(t.cue, b1.cue))
	m.add(two(t.cue, a1.fine))
	m.add(two(t.cue, b1.fine))
	m.add(two(t.cue, t.Quote<<8|a1.Quote<<4|b1.Quote))
	m.add(two(t.Quote, a1.Quote))
	m.add(two(t.Quote, b1.Quote))
	m.add(two(t.Quote, t.left))
	m.add(two(t.Quote, t.right))
	m.add(two(t.Quote<<8|t.that, t.left))
	m.add(uint64(t.left))
	m.add(uint64(t.right))
	m.add(two(t.left, t.right))
	m.add(two(t.left&0xffff, t.word))
	m.add(two(t.right&0xffff, t.shape))
	m.add(two(t.right, t.Coarse))
	m.add(two(t.left&0xffff, t.that<<16|t.Coarse))
	m.add(two(in.kind, t.Quote))
	m.add(two(in.kind, in.place<<8|min(uint32(i-d.Sentences[d.Tokens[i].Sentence].First), 4)))
	m.add(two(in.kind, t.left>>16<<16|t.right>>16))
	m.add(two(in.place, t.shape))
	m.add(two(t.Speaker, t.shape))
	m.add(two(t.Speaker, a1.cue<<16|b1.cue))
	m.add(two(a1.Speaker<<8|b1.Speaker, t.shape))
}
