package tagger

import (
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

// Form is the inflection of a cue.
type Form uint8

// The forms of a cue.
const (
	FormBase Form = iota
	FormThird
	FormPast
	FormGerund
	FormOther // nouns, adjectives, phrases
)

// CueEntry is one way in which a cue of the lexicon may be written.
type CueEntry struct {
	Cue   *lexicon.Cue
	Words []string // lower case, at least one
	Form  Form
	code  uint8 // class and kind in one number, 0 never
}

// CueIndex finds cues in running text.
type CueIndex struct{ phrases *lexicon.Phrases[*CueEntry] }

var cueKinds = map[string]uint8{"verb": 0, "noun": 1, "adjective": 2, "phrase": 3}

var cueClasses = []analysis.CueClass{
	analysis.CueNeutral, analysis.CueAssert, analysis.CueConcede, analysis.CueDeny, analysis.CueDoubt, analysis.CuePraise,
	analysis.CueCriticize, analysis.CueWarn, analysis.CueDemand, analysis.CueAgree, analysis.CueRefuse,
}

// NewCueIndex makes an index of the cues of a lexicon, in all their forms.
func NewCueIndex(lex *lexicon.Lexicon) CueIndex {
	classes := map[string]uint8{}
	for i, c := range cueClasses {
		classes[string(c)] = uint8(i)
	}
	var all []*CueEntry
	have := map[string]bool{}
	for i := range lex.Cues {
		c := &lex.Cues[i]
		code := 1 + classes[c.Class]*uint8(len(cueKinds)) + cueKinds[c.Kind]
		for n, written := range c.Inflected() {
			words := strings.Fields(strings.ToLower(written))
			key := strings.Join(words, " ")
			if key == "" || have[key] {
				continue // of cues that are written alike, the first of the lexicon counts
			}
			have[key] = true
			e := &CueEntry{Cue: c, Words: words, Form: FormOther, code: code}
			if c.Kind == "verb" {
				e.Form = verbForm(words[0], n == 0)
			}
			all = append(all, e)
		}
	}
	return CueIndex{lexicon.NewPhrases(all, func(e *CueEntry) string { return strings.Join(e.Words, " ") })}
}

func verbForm(word string, base bool) Form {
	switch {
	case base:
		return FormBase
	case strings.HasSuffix(word, "ing"):
		return FormGerund
	case strings.HasSuffix(word, "s") && word != "was":
		return FormThird
	}
	return FormPast
}

// match gives the longest cue that begins at token i before token end, nil where none does.
func (x CueIndex) match(tokens []analysis.Token, i, end int) *CueEntry {
	e, _ := x.phrases.Longest(i, end, func(k int) string { return tokens[k].Lower })
	return e
}
