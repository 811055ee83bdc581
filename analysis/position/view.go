package position

import (
	"slices"

	"readout/analysis"
	"readout/lexicon"
)

// View shows training the features that the stage computes. It serves one goroutine.
type View struct {
	book *book
	page page
}

// Example is the features of one proposition that a statement may take a position on, or of
// one mentioned entity that it may praise or blame.
type Example struct {
	Name   string    // id of the proposition, or name of the mentioned entity
	Bears  []Feature // of the regression: does the statement take a position, or praise or blame
	Agrees []Feature // of the regression: if so, does its source agree, or praise
	Named  bool      // a phrase or the reader proposes the proposition; false for entities

	proposition int
}

// WithTopics adds the features of the topic model, given its log-odds for the statement (by
// proposition of the codebook, last any position). It reports whether the topic model, a
// phrase or the reader proposes the proposition.
func (e Example) WithTopics(odds []float64) (Example, bool) {
	e.Bears = slices.Concat(e.Bears, topicFeatures(e.Bears, e.proposition, odds))
	return e, e.Named || odds[e.proposition] > leastTopic
}

// NewView makes a view of a lexicon's propositions.
func NewView(lex *lexicon.Lexicon) *View { return &View{book: newBook(lex)} }

// Read prepares a document: Propositions and Mentions then take its statements.
func (v *View) Read(d *analysis.Document) { v.page.read(v.book, d) }

// IDs are the ids of the propositions, in the codebook's order.
func (v *View) IDs() []string { return v.book.ids }

// Places counts the terms of a statement.
func (v *View) Places(st *analysis.Statement) Places { return v.page.placesOf(st) }

// Scores reports whether the stage scores a statement: candidates and the silence of a source
// have no positions and no evaluations.
func (v *View) Scores(st *analysis.Statement) bool { return scored(v.page.d, st) }

// Propositions gives an example for every proposition of the codebook, in its order, without
// the features of the topic model.
func (v *View) Propositions(st *analysis.Statement) []Example {
	var all []Example
	for _, c := range v.page.candidates(v.book, st, nil) {
		all = append(all, Example{v.book.ids[c.proposition], c.bears, c.agrees, c.named, c.proposition})
	}
	return all
}

// Mentions gives an example for every entity that a statement may praise or blame, first those
// named in its content, last those whom its sentences do not name.
func (v *View) Mentions(st *analysis.Statement) []Example {
	var all []Example
	for _, c := range v.page.mentioned(v.book, st) {
		all = append(all, Example{Name: c.name, Bears: c.bears, Agrees: c.agrees})
	}
	return all
}
