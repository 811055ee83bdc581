package position

import (
	"slices"

	"readout/analysis"
	"readout/lexicon"
)

// View shows what the model is told of statements, for whoever trains it. It serves
// one goroutine.
type View struct {
	book *book
	page page
}

// Example is a proposition that a statement may bear on, or somebody whom it may
// praise or blame.
type Example struct {
	Name   string    // id of the proposition, or the name of whom is mentioned
	Bears  []Feature // for the odds that the statement does
	Agrees []Feature // for the odds that its source agrees, or praises
	Named  bool      // of a proposition: a phrase or the reader proposes it

	proposition int
}

// WithTopics gives the example of a proposition what topics say of its statement, by
// proposition of the codebook and last of any, and tells whether they, a phrase or the
// reader propose it.
func (e Example) WithTopics(odds []float64) (Example, bool) {
	e.Bears = slices.Concat(e.Bears, topicFeatures(e.Bears, e.proposition, odds))
	return e, e.Named || odds[e.proposition] > leastTopic
}

// NewView makes a view of a lexicon's propositions.
func NewView(lex *lexicon.Lexicon) *View { return &View{book: newBook(lex)} }

// Read takes up a document: Propositions and Mentions are of its statements.
func (v *View) Read(d *analysis.Document) { v.page.read(v.book, d) }

// IDs are the propositions, in the codebook's order.
func (v *View) IDs() []string { return v.book.ids }

// Places counts the terms of a statement.
func (v *View) Places(st *analysis.Statement) Places { return v.page.placesOf(st) }

// Propositions are all that there are, in the codebook's order, without what topics say.
func (v *View) Propositions(st *analysis.Statement) []Example {
	var all []Example
	for _, c := range v.page.candidates(v.book, st, nil) {
		all = append(all, Example{v.book.ids[c.proposition], c.bears, c.agrees, c.named, c.proposition})
	}
	return all
}

// Mentions are those whom a statement may praise or blame, in text order.
func (v *View) Mentions(st *analysis.Statement) []Example {
	var all []Example
	for _, c := range v.page.mentioned(v.book, st) {
		all = append(all, Example{Name: c.name, Bears: c.bears, Agrees: c.agrees})
	}
	return all
}
