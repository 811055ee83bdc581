package position

import (
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
}

// NewView makes a view of a lexicon's propositions.
func NewView(lex *lexicon.Lexicon) *View { return &View{book: newBook(lex)} }

// Read takes up a document: Propositions and Mentions are of its statements.
func (v *View) Read(d *analysis.Document) { v.page.read(v.book, d) }

// Propositions are those that a statement may bear on, in the codebook's order.
func (v *View) Propositions(st *analysis.Statement) []Example {
	var all []Example
	for _, c := range v.page.candidates(v.book, st) {
		all = append(all, Example{v.book.ids[c.proposition], c.bears, c.agrees})
	}
	return all
}

// Mentions are those whom a statement may praise or blame, in text order.
func (v *View) Mentions(st *analysis.Statement) []Example {
	var all []Example
	for _, c := range v.page.mentioned(v.book, st) {
		all = append(all, Example{c.name, c.bears, c.agrees})
	}
	return all
}
