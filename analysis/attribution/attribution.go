// Package attribution finds who said what. It takes a segmented document and
// fills Document.Attributions: source, cue and content spans with the rule that
// made each, its report polarity, nesting and a calibrated confidence.
//
// A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001)
// labels every token as part of a source, a cue, a content or none, in the scheme
// of PARC and PolNeAR (Newell, Margolin and Ruths 2018) on which it is trained;
// its features are words, word classes learnt from unlabelled text,
// the cue lexicon and the state of the quotation marks. Logistic regressions then
// link contents to cues and cues to sources (package tagger). Rules add what the corpus
// does not mark: floating quotes, descriptive statements, nesting. README.md
// beside this file says what was tried and what it gave.
package attribution

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
	"readout/lexicon"
)

// Attributor is safe for any number of goroutines.
type Attributor struct {
	work sync.Pool // of *worker, one a goroutine
}

// New makes an attributor from the lexicon's cues and its attribution model. It
// fails where there is no model or the model cannot be read.
func New(lex *lexicon.Lexicon) (*Attributor, error) {
	b, err := lex.Model("attribution")
	if err != nil {
		return nil, err
	}
	m, err := tagger.ReadModel(b)
	if err != nil {
		return nil, err
	}
	return NewWithModel(lex, m), nil
}

// NewWithModel makes an attributor with a model of the caller's.
func NewWithModel(lex *lexicon.Lexicon, m *tagger.Model) *Attributor {
	a := &Attributor{}
	cues, known := tagger.NewCueIndex(lex), newKnown(lex)
	a.work.New = func() any {
		return newWorker(page{Tagger: tagger.New(cues, m), english: &lex.English.Attribution, known: known, people: known.people, names: lex.Names})
	}
	return a
}

// worker is the memory of one document's work, reused: the attributions in the making,
// and the rules by what they know.
type worker struct {
	*board
	layouts
	conversations
	repairs
	phrasings
	unmarked
	describer
}

func newWorker(p page) *worker {
	b := &board{page: p}
	return &worker{b, layouts{b}, conversations{b}, repairs{b}, phrasings{b}, unmarked{b}, describer{b}}
}

// page is a document as the rules read it: tokens, cues, names, and the grammar of its
// noun phrases and clauses.
type page struct {
	*tagger.Tagger
	english *lexicon.AttributionWords
	known   *known
	people  map[string]bool
	names   *lexicon.Names

	d *analysis.Segmented
}

// board is the attributions in the making of a document, and what its tokens are part of.
type board struct {
	page

	drafts  []draft
	orphans []tagger.Piece // contents for which the linker chose no cue
	covered []uint8        // by token: the roles it has in drafts, one bit each, 0 for none
	inside  []uint8        // by sentence: number of attributions, which thin and nested bound
	left    int            // attributions that were left out, in all blocks
}

// The rules, by what tells them who speaks. Each adds to the board, or takes off it.
type (
	layouts       struct{ *board } // headlines, blocks that a colon introduces, signatures, datelines
	conversations struct{ *board } // interviews and transcripts
	repairs       struct{ *board } // what the model found wrongly or in part: passives, asides, split quotations
	phrasings     struct{ *board } // turns of phrase that the model does not know: "in the words of"
	unmarked      struct{ *board } // what stands without a cue, or is no statement
	describer     struct{ *board } // class, polarity and type of speech, of the words of a cue
)

const (
	coverSource = 1 << iota
	coverCue
	coverContent
)

// draft is an attribution in the making, in tokens.
type draft struct {
	source, cue, content []tagger.Piece

	kind     analysis.SpeechType
	rule     string
	conf     float64
	inherits int // draft that it inherits its source from, -1 for none
	first    int // first token of its content, its place in the order
	parent   int // draft that it is nested in, plus one; 0 for none
	trigger  *lexicon.Cue
}

// Attribute finds the attributions of an article.
func (a *Attributor) Attribute(d *analysis.Segmented) *analysis.Attributed {
	w := a.work.Get().(*worker)
	defer a.work.Put(w)
	w.left = 0
	out := &analysis.Attributed{Segmented: *d}
	if len(d.Tokens) > blockTokens {
		out.Attributions = w.inBlocks(d, blockTokens)
	} else {
		out.Attributions = w.attribute(d)
	}
	if w.left > 0 && d.Article != nil {
		d.Article.Warnings = append(d.Article.Warnings, fmt.Sprintf("left out %d statements: no sentence has more than %d, and as many inside of them", w.left, sentenceDrafts))
	}
	return out
}

// attribute finds the attributions of a document.
func (w *worker) attribute(d *analysis.Segmented) []analysis.Attribution {
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
func (w *board) begin(d *analysis.Segmented) {
	w.d = d
	w.drafts = w.drafts[:0]
	w.covered = append(w.covered[:0], make([]uint8, len(d.Tokens))...)
	found, orphans := w.Find(d)
	w.orphans = append(w.orphans[:0], orphans...)
	for _, f := range found {
		w.add(draft{source: f.Source, cue: f.Cue, content: f.Content, rule: ruleModel, conf: f.Conf, inherits: -1})
	}
}

// ruleModel is the rule of what the tagger and the linker found.
const ruleModel = "model"

// add records a draft and what its tokens are part of.
func (w *board) add(x draft) int {
	x.first = x.content[0].First
	w.cover(&x)
	w.drafts = append(w.drafts, x)
	return len(w.drafts) - 1
}

// drop takes back the drafts for which unwanted holds. It comes before any rule
// that refers to drafts by number.
func (w *board) drop(unwanted func(*draft) bool) {
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
func (w *board) room(sentence int) bool {
	if w.inside[sentence] == sentenceDrafts {
		w.left++
		return false
	}
	w.inside[sentence]++
	return true
}

// thin drops the attributions of a sentence beyond sentenceDrafts.
func (w *worker) thin() {
	w.countAnew()
	if len(w.drafts) <= sentenceDrafts {
		return
	}
	w.drop(func(x *draft) bool { return !w.room(x.content[0].Sentence) })
}

func (w *board) countAnew() {
	w.inside = append(w.inside[:0], make([]uint8, len(w.d.Sentences))...)
}

// cover marks the tokens of a draft in covered.
func (w *board) cover(x *draft) {
	for k, list := range [...][]tagger.Piece{x.source, x.cue, x.content} {
		for _, p := range list {
			for i := p.First; i < p.Last; i++ {
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
			Headline: d.Sentences[x.content[0].Sentence].Headline,
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

func (w *board) spans(list []tagger.Piece) []analysis.Span {
	var out []analysis.Span
	for _, p := range list {
		out = append(out, analysis.Span{Start: w.d.Tokens[p.First].Start, End: w.d.Tokens[p.Last-1].End})
	}
	return out
}

// sortBy sorts indexes by a key, keeping the order of equals.
func sortBy(list []int, key func(int) int) {
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(key(a), key(b)) })
}
