// Package tagger finds attributions with a trained model: a linear-chain conditional
// random field labels every token as part of a source, a cue, a content or none, in two
// passes, and logistic regressions link contents to cues and cues to sources. It takes a
// segmented document and gives spans of tokens with their probability. Package
// attribution puts its rules on top; package attribution/train makes the model.
package tagger

import "readout/analysis"

// Tagger finds attributions in documents with a model. It is memory that is
// reused between documents, and serves one goroutine.
type Tagger struct {
	*Encoder
	VerbClass uint32 // the coarse class of finite verbs, 0 for none

	model     *Model
	firstPass FirstPass
	lattice   Lattice
	mixer     Mixer
	links     links

	d       *analysis.Segmented
	found   []Finding
	orphans []Piece
}

// Finding is one attribution that the model found: the spans of its source, none
// where it has no source, of its cue, and of its content, one at least.
type Finding struct {
	Source, Cue, Content []Piece

	Conf     float64 // calibrated probability that source and content are right
	Evidence Evidence
}

// New makes a tagger of the lexicon's cues and a model.
func New(cues CueIndex, m *Model) *Tagger {
	_, verbs, _ := m.Clusters.of(HashWord("came"))
	return &Tagger{Encoder: NewEncoder(cues, m.Clusters), VerbClass: verbs, model: m}
}

// Find gives the attributions that the model finds in a document, in text order, and
// the contents that the linker left without a cue. Both hold until the next call.
func (t *Tagger) Find(d *analysis.Segmented) (all []Finding, orphans []Piece) {
	t.d, t.found, t.orphans = d, t.found[:0], t.orphans[:0]
	t.Prepare(d)
	t.firstPass.Run(t.Encoder, &t.model.First, &t.lattice, d)
	for i := range d.Paragraphs {
		t.paragraph(&d.Paragraphs[i])
	}
	t.d = nil
	return t.found, t.orphans
}

// paragraph tags and links one paragraph and adds what it finds.
func (t *Tagger) paragraph(p *analysis.Paragraph) {
	d := t.d
	first, last := d.Sentences[p.First].First, d.Sentences[p.Last-1].Last
	t.score(p, first, last)
	var ps pieces
	for round := 0; ; round++ {
		t.lattice.viterbi(t.model.Second.masked)
		ps = ParagraphPieces(d, first, t.lattice.Labels)
		t.model.Linker.linkParagraph(t.Encoder, d, &ps, &t.links)
		if round == liftRounds || !t.liftMissing(&ps, first) {
			break
		}
	}
	t.lattice.Marginals(t.model.Second.odds)
	for _, list := range [][]Piece{ps.Sources, ps.Cues, ps.Contents} {
		for i := range list {
			list[i].Conf = t.lattice.spanConfidence(list[i].First-first, list[i].Last-first)
		}
	}
	t.collect(&ps)
}

// collect makes an attribution of every cue that has a content.
func (t *Tagger) collect(ps *pieces) {
	contents := make([][]Piece, len(ps.Cues))
	prob := make([]float32, len(ps.Cues))
	for k, c := range t.links.cueOf {
		if c < 0 {
			t.orphans = append(t.orphans, ps.Contents[k])
			continue
		}
		if len(contents[c]) == 0 || t.links.cueProb[k] < prob[c] {
			prob[c] = t.links.cueProb[k]
		}
		contents[c] = append(contents[c], ps.Contents[k])
	}
	for c := range ps.Cues {
		if len(contents[c]) == 0 {
			continue
		}
		x := Finding{Cue: ps.Cues[c : c+1 : c+1], Content: contents[c]}
		sourceProb := float32(0)
		if s := t.links.sourceOf[c]; s >= 0 {
			x.Source = ps.Sources[s : s+1 : s+1]
			sourceProb = t.links.sourceProb[c]
		}
		x.Evidence = t.evidenceOf(&x, prob[c], sourceProb)
		x.Conf = t.model.Scale.Of(x.Evidence)
		t.found = append(t.found, x)
	}
}

// score fills the lattice with the scores of one paragraph's tokens.
func (t *Tagger) score(p *analysis.Paragraph, first, last int) {
	d := t.d
	t.lattice.Resize(last - first)
	second := &t.model.Second
	t.mixer.Shift = 64 - second.Features.bits
	for n := p.First; n < p.Last; n++ {
		in := t.SentenceInfo(d, n)
		for i := d.Sentences[n].First; i < d.Sentences[n].Last; i++ {
			t.mixer.Out = t.mixer.Out[:0]
			t.firstPass.Features(&t.mixer, t.Encoder, d, i, &in)
			emit := &t.lattice.Emit[i-first]
			second.Features.score(t.mixer.Out, emit)
			for y, base := range t.firstPass.Emit[i] {
				emit[y] += base
			}
			t.lattice.Context[i-first] = uint8(ContextOf(d, i, first))
		}
	}
}

// liftRounds is how often a paragraph whose spans do not go together is labelled
// again, each time with more weight on the kind that is missing.
const liftRounds = 2

// What the beginning of a missing span gains a round. Chosen on held-out
// training articles.
const (
	liftCue     = 0.5
	liftSource  = 1.0
	liftContent = 1.0
)

// liftReach is how many tokens of the sentence on each side of a span are raised.
const liftReach = 100

// liftMissing raises cues in the sentences of contents that have none, sources
// in those of cues that have none, and contents in those of cues that have none.
// It reports whether anything was missing.
func (t *Tagger) liftMissing(ps *pieces, first int) bool {
	missing := false
	raise := func(p Piece, y Label, by float32) {
		missing = true
		s := &t.d.Sentences[p.Sentence]
		for i := max(s.First, p.First-liftReach); i < min(s.Last, p.Last+liftReach); i++ {
			t.lattice.Emit[i-first][y] += by
		}
	}
	has := make([]bool, len(ps.Cues))
	for k, c := range t.links.cueOf {
		if c >= 0 {
			has[c] = true
		} else {
			raise(ps.Contents[k], BeginCue, liftCue)
		}
	}
	for c := range ps.Cues {
		if !has[c] {
			raise(ps.Cues[c], BeginContent, liftContent)
			raise(ps.Cues[c], BeginQuoted, liftContent)
		} else if t.links.sourceOf[c] < 0 {
			raise(ps.Cues[c], BeginSource, liftSource)
		}
	}
	return missing
}
