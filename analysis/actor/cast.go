package actor

import "time"

// What is known of a document's people is parted by what it takes to know it; each part
// knows those before it:
//
//	passage     the text around a phrase, whose words it is, and of what day it is
//	register    everybody named so far, by name and by lexicon entry
//	allegiance  for which country or party a phrase's words say somebody stands
//	offices     who holds an office, where somebody works
//	matcher     whether somebody can be meant by a noun or a pronoun
//	names       whom a name means
//	anaphora    whom he, she and who mean
//	cast        who every phrase is, in the order of the text
//	documents   whose a report, a statement or a law is
//	speakers    who speaks in every source
//
// An affiliator stands beside them.

// passage tells what stands around a phrase, and in whose words it stands.
type passage struct {
	*reader
	contentOf []int32 // by token: the innermost attribution whose content it is, -1 for none
	sourceOf  []int32 // by token: the attribution whose source it is, -1 for none
	says      []int32 // by attribution: its first source that was resolved, -1 for none
	speaker   int32   // of the last source read that is in nobody's words, -1 for none
	nested    int32   // of the last source read, -1 for none
}

// register holds everybody whom a document names.
type register struct {
	passage
	list      []entity
	byKnown   map[sense]int32
	bySurname map[string][]int32
	byGiven   map[string][]int32
	byKey     map[string]int32 // bodies and people without a name, by their words
	recent    []int32          // in the order of their last mentions, the latest last
	day       time.Time        // that the article is of, zero where nothing tells
}

// allegiance tells for which country or party somebody stands by the words of a phrase and
// the countries named around it.
type allegiance struct {
	register
	home map[int32]int // how often countries are named
	near []int         // phrases so far that name a country or are of one
}

// offices tells who holds an office on the article's day, and where somebody works.
type offices struct{ allegiance }

// matcher tells whether somebody can be whom a noun phrase or a pronoun means.
type matcher struct{ offices }

// names finds whom a name means: a person, a body, a country.
type names struct {
	matcher
	endings map[string]int32 // of bodyEndings, nil before it is asked for
}

// anaphora finds whom he, she and the relative pronouns mean.
type anaphora struct {
	names
	fresh  bool        // no phrase of the sentence at hand was resolved yet
	people []candidate // of the pronoun at hand
}

// cast says who every phrase of a document is, in the order of the text.
type cast struct {
	anaphora
	rows   []together // those named side by side so far
	row    together   // the names that the phrase at hand may go on from
	rowEnd int        // token past the last of them
	// watch is called with every "he" and "she" and its candidate antecedents, before it is
	// resolved; nil when not training.
	watch func(c *cast, p *phrase, list []candidate, gender byte)
	// takings is called with every noun, "they" and "it" in a source span and its candidate
	// antecedents, before it is resolved; nil when not training.
	takings func(Taking)
}

// documents finds whose a document is that is a source: the bank's report.
type documents struct {
	cast
	heads  []int             // phrases by place
	spoken map[int32][]int32 // by sentence: the attributions whose sources stand in it
}

// speakers finds who speaks in every source of a document.
type speakers struct{ documents }

// affiliator finds the organization, country and party for which somebody speaks.
type affiliator struct {
	*allegiance
	counted bool   // most is known
	most    string // of countryOfMost
}
