// Package attribution finds who said what. It takes a segmented document and
// fills Document.Attributions: source, cue and content spans with the rule that
// made each, its report polarity, nesting and a calibrated confidence.
//
// A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001)
// labels every token as part of a source, a cue, a content or none, in the scheme
// of PARC and PolNeAR (Newell, Margolin and Ruths 2018) on which it is trained;
// its features are words, word classes learnt from unlabelled text (clusters.go),
// the cue lexicon and the state of the quotation marks. Logistic regressions then
// link contents to cues and cues to sources (link.go). Rules add what the corpus
// does not mark: floating quotes, descriptive statements, nesting. README.md
// beside this file says what was tried and what it gave.
package attribution

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"readout/analysis"
	"readout/lexicon"
)

// Attributor is safe for any number of goroutines.
type Attributor struct {
	model *Model
	work  sync.Pool // of *worker
}

// New makes an attributor from the lexicon's cues and its attribution model. It
// fails where there is no model or the model cannot be read.
func New(lex *lexicon.Lexicon) (*Attributor, error) {
	b, err := lex.Model("attribution")
	if err != nil {
		return nil, err
	}
	m, err := ReadModel(b)
	if err != nil {
		return nil, err
	}
	return NewWithModel(lex, m), nil
}

// NewWithModel makes an attributor with a model of the caller's.
func NewWithModel(lex *lexicon.Lexicon, m *Model) *Attributor {
	a := &Attributor{model: m}
	cues, known := newCueIndex(lex), newKnown(lex)
	_, verbs, _ := m.clusters.of(hashWord("came"))
	a.work.New = func() any {
		return &worker{encoder: newEncoder(cues, m.clusters), model: m, verbClass: verbs, known: known, people: known.people, names: lex.Names}
	}
	return a
}

// worker is the memory of one document's work, reused.
type worker struct {
	*encoder
	model     *Model
	verbClass uint32 // the coarse class of finite verbs, 0 for none
	known     *known
	people    map[string]bool
	names     *lexicon.Names
	firstPass firstPass
	lattice   lattice
	mixer     mixer
	links     links

	d       *analysis.Document
	drafts  []draft
	orphans []piece // contents that the linker left without a cue
	covered []uint8 // what each token is part of: 0 nothing, else a bit a role
	inside  []uint8 // attributions of each sentence, for thin and nested
	left    int     // attributions that were left out, in all blocks
}

const (
	coverSource = 1 << iota
	coverCue
	coverContent
)

// draft is an attribution in the making, in tokens.
type draft struct {
	source, cue, content []piece

	kind     analysis.SpeechType
	rule     string
	conf     float64
	evidence evidence
	inherits int // draft that it inherits its source from, -1 for none
	first    int // first token of its content, its place in the order
	parent   int // draft that it is nested in, plus one; 0 for none
	trigger  *lexicon.Cue
}

// Attribute fills d.Attributions.
func (a *Attributor) Attribute(d *analysis.Document) {
	w := a.work.Get().(*worker)
	defer a.work.Put(w)
	w.left = 0
	if len(d.Tokens) > blockTokens {
		d.Attributions = w.inBlocks(d, blockTokens)
	} else {
		d.Attributions = w.attribute(d)
	}
	if w.left > 0 && d.Article != nil {
		d.Article.Warnings = append(d.Article.Warnings, fmt.Sprintf("left out %d statements: no sentence has more than %d, and as many inside of them", w.left, sentenceDrafts))
	}
}

// attribute finds the attributions of a document.
func (w *worker) attribute(d *analysis.Document) []analysis.Attribution {
	w.begin(d)
	w.unclaimSelf()
	w.headlines()
	w.transcripts()
	w.interviews()
	w.labelled()
	w.signed()
	w.insertedSpeakers()
	w.introduced()
	w.relays()
	w.behindQuotations()
	w.nounCues()
	w.datelines()
	w.accordingClauses()
	w.mend()
	w.coordinated()
	w.drop(w.nothing)
	w.closingClauses()
	w.viewpoints()
	w.descriptive()
	w.thin()
	w.narrated()
	w.floating()
	w.nested()
	out := w.finish()
	w.d = nil
	return out
}

// begin tags and links the document: the drafts are what the model finds.
func (w *worker) begin(d *analysis.Document) {
	w.d = d
	w.drafts, w.orphans = w.drafts[:0], w.orphans[:0]
	w.covered = append(w.covered[:0], make([]uint8, len(d.Tokens))...)
	w.prepare(d)
	w.firstPass.run(w.encoder, &w.model.first, &w.lattice, d)
	for i := range d.Paragraphs {
		w.paragraph(&d.Paragraphs[i])
	}
}

// ruleModel is the rule of what the tagger and the linker found.
const ruleModel = "model"

// paragraph tags and links one paragraph and adds its attributions as drafts.
func (w *worker) paragraph(p *analysis.Paragraph) {
	d := w.d
	first, last := d.Sentences[p.First].First, d.Sentences[p.Last-1].Last
	w.score(p, first, last)
	var ps pieces
	for round := 0; ; round++ {
		w.lattice.viterbi(w.model.second.masked)
		ps = paragraphPieces(d, first, w.lattice.labels)
		w.model.linker.linkParagraph(w.encoder, d, &ps, &w.links)
		if round == liftRounds || !w.liftMissing(&ps, first) {
			break
		}
	}
	w.lattice.marginals(w.model.second.odds)
	for _, list := range [][]piece{ps.sources, ps.cues, ps.contents} {
		for i := range list {
			list[i].conf = w.lattice.spanConfidence(list[i].first-first, list[i].last-first)
		}
	}
	w.draftParagraph(&ps)
}

// draftParagraph makes a draft of every cue that has a content.
func (w *worker) draftParagraph(ps *pieces) {
	contents := make([][]piece, len(ps.cues))
	prob := make([]float32, len(ps.cues))
	for k, c := range w.links.cueOf {
		if c < 0 {
			w.orphans = append(w.orphans, ps.contents[k])
			continue
		}
		if len(contents[c]) == 0 || w.links.cueProb[k] < prob[c] {
			prob[c] = w.links.cueProb[k]
		}
		contents[c] = append(contents[c], ps.contents[k])
	}
	for c := range ps.cues {
		if len(contents[c]) == 0 {
			continue
		}
		x := draft{cue: ps.cues[c : c+1 : c+1], content: contents[c], rule: ruleModel, inherits: -1}
		sourceProb := float32(0)
		if s := w.links.sourceOf[c]; s >= 0 {
			x.source = ps.sources[s : s+1 : s+1]
			sourceProb = w.links.sourceProb[c]
		}
		x.evidence = w.evidenceOf(&x, prob[c], sourceProb)
		x.conf = w.model.scale.of(x.evidence)
		w.add(x)
	}
}

// score fills the lattice with the scores of one paragraph's tokens.
func (w *worker) score(p *analysis.Paragraph, first, last int) {
	d := w.d
	w.lattice.resize(last - first)
	t := &w.model.second
	w.mixer.shift = 64 - t.features.bits
	for n := p.First; n < p.Last; n++ {
		in := w.sentenceInfo(d, n)
		for i := d.Sentences[n].First; i < d.Sentences[n].Last; i++ {
			w.mixer.out = w.mixer.out[:0]
			w.firstPass.features(&w.mixer, w.encoder, d, i, &in)
			emit := &w.lattice.emit[i-first]
			t.features.score(w.mixer.out, emit)
			for y, base := range w.firstPass.emit[i] {
				emit[y] += base
			}
			w.lattice.context[i-first] = uint8(contextOf(d, i, first))
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
func (w *worker) liftMissing(ps *pieces, first int) bool {
	missing := false
	raise := func(p piece, y label, by float32) {
		missing = true
		s := &w.d.Sentences[p.sentence]
		for i := max(s.First, p.first-liftReach); i < min(s.Last, p.last+liftReach); i++ {
			w.lattice.emit[i-first][y] += by
		}
	}
	has := make([]bool, len(ps.cues))
	for k, c := range w.links.cueOf {
		if c >= 0 {
			has[c] = true
		} else {
			raise(ps.contents[k], beginCue, liftCue)
		}
	}
	for c := range ps.cues {
		if !has[c] {
			raise(ps.cues[c], beginContent, liftContent)
			raise(ps.cues[c], beginQuoted, liftContent)
		} else if w.links.sourceOf[c] < 0 {
			raise(ps.cues[c], beginSource, liftSource)
		}
	}
	return missing
}

// add records a draft and what its tokens are part of.
func (w *worker) add(x draft) int {
	x.first = x.content[0].first
	w.cover(&x)
	w.drafts = append(w.drafts, x)
	return len(w.drafts) - 1
}

// drop takes back the drafts for which unwanted holds. It comes before any rule
// that refers to drafts by number.
func (w *worker) drop(unwanted func(*draft) bool) {
	kept := 0
	for i := range w.drafts {
		if !unwanted(&w.drafts[i]) {
			if kept < i {
				w.drafts[kept] = w.drafts[i]
			}
			kept++
		}
	}
	if kept == len(w.drafts) {
		return
	}
	clear(w.drafts[kept:])
	w.drafts = w.drafts[:kept]
	clear(w.covered)
	for i := range w.drafts {
		w.cover(&w.drafts[i])
	}
}

// sentenceDrafts is the most attributions of one sentence, and the most that are
// nested in them. Of 69,000 sentences of real articles that report anything none
// has more than 6; without a bound, the contents of a run-on sentence that says
// "said" a hundred times would be a hundred times its length.
const sentenceDrafts = 16

// room notes one more attribution of a sentence; false where there are enough.
func (w *worker) room(sentence int) bool {
	if w.inside[sentence] == sentenceDrafts {
		w.left++
		return false
	}
	w.inside[sentence]++
	return true
}

// thin leaves out what is over the bound of a sentence.
func (w *worker) thin() {
	w.countAnew()
	if len(w.drafts) <= sentenceDrafts {
		return
	}
	w.drop(func(x *draft) bool { return !w.room(x.content[0].sentence) })
}

func (w *worker) countAnew() {
	w.inside = append(w.inside[:0], make([]uint8, len(w.d.Sentences))...)
}

// cover notes what the draft's tokens are part of.
func (w *worker) cover(x *draft) {
	for k, list := range [...][]piece{x.source, x.cue, x.content} {
		for _, p := range list {
			for i := p.first; i < p.last; i++ {
				w.covered[i] |= 1 << k
			}
		}
	}
}

// finish turns the drafts into attributions in the order of their contents.
func (w *worker) finish() []analysis.Attribution {
	d := w.d
	orderOf := w.draftsByPlace()
	place := make([]int, len(w.drafts))
	for to, from := range orderOf {
		place[from] = to
	}
	out := make([]analysis.Attribution, 0, len(w.drafts))
	for _, i := range orderOf {
		x := &w.drafts[i]
		a := analysis.Attribution{
			Source: w.spans(x.source), Cue: w.spans(x.cue), Content: w.spans(x.content),
			Type: x.kind, Rule: x.rule, Confidence: x.conf, Inherits: -1, Parent: -1,
			Headline: d.Sentences[x.content[0].sentence].Headline,
		}
		if x.inherits >= 0 {
			a.Inherits = place[x.inherits]
		}
		a.Floating = len(x.cue) == 0
		if x.parent > 0 {
			a.Parent = place[x.parent-1]
		}
		w.describeCue(x, &a)
		if a.Type == "" {
			a.Type = w.speechType(x, &a)
		}
		out = append(out, a)
	}
	for i := range out { // parents may stand in any order: walk up, no more than there are
		for p := out[i].Parent; p >= 0 && out[i].Depth < len(out); p = out[p].Parent {
			out[i].Depth++
		}
	}
	return out
}

func (w *worker) spans(list []piece) []analysis.Span {
	var out []analysis.Span
	for _, p := range list {
		out = append(out, analysis.Span{Start: w.d.Tokens[p.first].Start, End: w.d.Tokens[p.last-1].End})
	}
	return out
}

// sortBy sorts indexes by a key, keeping the order of equals.
func sortBy(list []int, key func(int) int) {
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(key(a), key(b)) })
}
