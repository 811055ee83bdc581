package attribution

import (
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

// form is the inflection of a cue.
type form uint8

const (
	formBase form = iota
	formThird
	formPast
	formGerund
	formOther // nouns, adjectives, phrases
)

// cueEntry is one way in which a cue of the lexicon may be written.
type cueEntry struct {
	cue   *lexicon.Cue
	words []string // lower case, at least one
	form  form
	code  uint8 // class and kind in one number, 0 never
}

// cueIndex finds cues in running text by their first word.
type cueIndex map[string][]cueEntry

var cueKinds = map[string]uint8{"verb": 0, "noun": 1, "adjective": 2, "phrase": 3}

var cueClasses = []analysis.CueClass{
	analysis.CueNeutral, analysis.CueAssert, analysis.CueConcede, analysis.CueDeny, analysis.CueDoubt, analysis.CuePraise,
	analysis.CueCriticize, analysis.CueWarn, analysis.CueDemand, analysis.CueAgree, analysis.CueRefuse,
}

func newCueIndex(lex *lexicon.Lexicon) cueIndex {
	classes := map[string]uint8{}
	for i, c := range cueClasses {
		classes[string(c)] = uint8(i)
	}
	index := cueIndex{}
	for i := range lex.Cues {
		c := &lex.Cues[i]
		code := 1 + classes[c.Class]*uint8(len(cueKinds)) + cueKinds[c.Kind]
		for n, written := range c.Inflected() {
			words := strings.Fields(strings.ToLower(written))
			if len(words) == 0 {
				continue
			}
			e := cueEntry{cue: c, words: words, form: formOther, code: code}
			if c.Kind == "verb" {
				e.form = verbForm(words[0], n == 0)
			}
			index[words[0]] = append(index[words[0]], e)
		}
	}
	return index
}

func verbForm(word string, base bool) form {
	switch {
	case base:
		return formBase
	case strings.HasSuffix(word, "ing"):
		return formGerund
	case strings.HasSuffix(word, "s") && word != "was":
		return formThird
	}
	return formPast
}

// match gives the longest cue that begins at token i before token end; among
// equals a verb, then the order of the lexicon. Nil where none begins.
func (x cueIndex) match(tokens []analysis.Token, i, end int) *cueEntry {
	var best *cueEntry
	entries := x[tokens[i].Lower]
	for k := range entries {
		e := &entries[k]
		if i+len(e.words) > end || best != nil && len(e.words) <= len(best.words) {
			continue
		}
		ok := true
		for j := 1; j < len(e.words) && ok; j++ {
			ok = tokens[i+j].Lower == e.words[j]
		}
		if ok {
			best = e
		}
	}
	return best
}
