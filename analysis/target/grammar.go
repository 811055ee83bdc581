package target

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
)

// infinitive reports whether token i is the verb of "to sign it" and not what
// stands after a preposition, as in "to the treaty", "to Kyiv", "opposed to war".
func (w *work) infinitive(i int) bool {
	t := &w.d.Tokens[i]
	if w.d.Tokens[i-1].Lower != "to" || t.Kind != analysis.Word || w.english.Determiners[t.Lower] || w.capital(i) || w.endsAsNoun(t.Lower) {
		return false
	}
	return i < 2 || !w.english.TakeTo[w.d.Tokens[i-2].Lower]
}

// endsAsNoun reports whether no infinitive ends so: talks, mediation.
func (w *work) endsAsNoun(word string) bool {
	for end := range w.english.NounEndings {
		if strings.HasSuffix(word, end) && len(word) > len(end)+3 {
			return true
		}
	}
	return strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us") && len(word) > 3
}

// interjection reports whether token i is a word such as "well" before a comma or the end, or the
// comma behind it.
func (w *work) interjection(i, hi int) bool {
	t := &w.d.Tokens[i]
	if t.Lower == "," {
		return i > 0 && w.english.Interjections[w.d.Tokens[i-1].Lower]
	}
	return w.english.Interjections[t.Lower] && (i+1 >= hi || w.d.Tokens[i+1].Kind != analysis.Word)
}

// standsAlone reports whether a demonstrative is itself the subject of the verb behind it: this
// passed both houses, but this proposed law.
func (w *work) standsAlone(i, hi int) bool {
	if !w.english.Demonstratives[w.d.Tokens[i].Lower] || i+1 >= hi {
		return false
	}
	verb := w.d.Tokens[i+1].Lower
	past := strings.HasSuffix(verb, "ed") && len(verb) > 4
	if !past && !w.english.Verbs[verb] && !w.verbs[verb] {
		return false
	}
	if i+2 >= hi {
		return past
	}
	if next := w.d.Tokens[i+2].Lower; w.english.Be[next] || w.english.Auxiliaries[next] || next == "of" {
		return false // this claim is, this use of force
	}
	return (past || !w.english.NounsToo[strings.TrimSuffix(verb, "s")]) && w.opensPhrase(i+2)
}

// opensPhrase reports whether a noun phrase, a quotation or a clause begins at token k, so that the
// word before it is no adjective of it.
func (w *work) opensPhrase(k int) bool {
	t := &w.d.Tokens[k]
	return t.Kind == analysis.OpenQuote || t.Kind == analysis.Word && (w.english.Determiners[t.Lower] || w.english.Pronouns[t.Lower] || w.closed[t.Lower])
}

// determiner reports whether token k is an article or the like, and no initial of a name.
func (w *work) determiner(k int) bool {
	t := &w.d.Tokens[k]
	return w.english.Determiners[t.Lower] && !(len(t.Lower) == 1 && k > 0 && w.capital(k) && w.d.Tokens[k-1].Kind == analysis.Word)
}

// name reports whether token k begins a name: by its capital inside a sentence, or since somebody
// is mentioned there.
func (w *work) name(k int) bool {
	if !w.capital(k) {
		return false
	}
	if k > 0 && w.d.Tokens[k-1].Kind == analysis.Word {
		return true
	}
	start := w.d.Tokens[k].Start
	m := sort.Search(len(w.d.Mentions), func(i int) bool { return w.d.Mentions[i].Start >= start })
	return m < len(w.d.Mentions) && w.d.Mentions[m].Start == start
}

// verbForm reports whether a word before an article looks like a verb: resumes, rank.
func (w *work) verbForm(k int) bool {
	t := &w.d.Tokens[k]
	return !w.capital(k) && (w.verbs[t.Lower] || w.english.Verbs[t.Lower] || strings.HasSuffix(t.Lower, "s") || strings.HasSuffix(t.Lower, "ed"))
}

// adjective reports whether a word can be what something is called: absurd, unconstitutional.
func (w *work) adjective(k int) bool {
	t := &w.d.Tokens[k]
	if t.Kind != analysis.Word || w.capital(k) {
		return false
	}
	for end := range w.english.AdjectiveEndings {
		if strings.HasSuffix(t.Lower, end) && len(t.Lower) > len(end)+2 {
			return true
		}
	}
	return w.english.Adjectives[t.Lower]
}

// gerund reports whether token k is a verb in -ing with its object behind it: the lawyer
// questioning the witness, accused the club of hiding "the truth".
func (w *work) gerund(k, hi int) bool {
	t := &w.d.Tokens[k]
	if !strings.HasSuffix(t.Lower, "ing") || len(t.Lower) < 6 || k+1 >= hi || w.name(k) {
		return false
	}
	next := &w.d.Tokens[k+1]
	return next.Kind == analysis.OpenQuote || w.determiner(k+1) || w.english.Pronouns[next.Lower] && next.Lower != "that" && next.Lower != "which" && next.Lower != "who"
}

// bareVerb reports whether a content that begins with one word before something
// else begins with a verb ("get", "read"), and not with the subject of one.
func (w *work) bareVerb(i, hi int) bool {
	if i+1 >= hi || !w.verbal(i) || i > 0 && w.capital(i) && w.d.Tokens[i-1].Kind == analysis.Word {
		return false
	}
	if i > 0 && w.d.Tokens[i-1].Lower == "to" {
		return false // infinitive has looked at it
	}
	return !w.english.Auxiliaries[w.d.Tokens[i+1].Lower] && !w.english.Be[w.d.Tokens[i+1].Lower] && !w.verbal(i+1)
}

// capital reports whether a token has a capital in the text.
func (w *work) capital(k int) bool {
	r, _ := utf8.DecodeRuneInString(w.d.Text[w.d.Tokens[k].Start:])
	return unicode.IsUpper(r)
}

// dated reports whether the day of a month with its article stands right before
// token k: what follows "the July 25" is a noun, though the word can be a verb too
// (call, report, claim), unless it has a verb's form.
func (w *work) dated(k int) bool {
	t := &w.d.Tokens[k]
	return k > 2 && w.d.Tokens[k-1].Kind == analysis.Number && w.month(k-2) && w.english.Determiners[w.d.Tokens[k-3].Lower] &&
		!w.english.Verbs[t.Lower] && !strings.HasSuffix(t.Lower, "ed")
}

// month reports whether token k is the name of a month, and no march and no "may".
func (w *work) month(k int) bool { return w.calendar.Months[w.d.Tokens[k].Lower] && w.capital(k) }

// empty reports whether a noun phrase names no matter: a date, or what only holds a
// place, as in "a lot", "the other hand".
func (w *work) empty(first, last, hi int) bool {
	if last <= first {
		return false
	}
	if w.english.Placeholders[w.d.Tokens[last-1].Lower] && !w.capital(last-1) && !(last < hi && w.d.Tokens[last].Lower == "of") {
		if before := w.d.Tokens[max(first, last-2)].Lower; last-first <= 2 && w.english.Determiners[before] || before == "other" || last-first == 1 {
			return true
		}
	}
	for k := first; k < last; k++ {
		if t := &w.d.Tokens[k]; t.Kind != analysis.Number && !w.english.Determiners[t.Lower] && !w.english.SpansOfTime[t.Lower] && !w.month(k) {
			return false
		}
	}
	return true
}

// isVerb reports whether the first word of a match is surely a verb: by its tag,
// or by what stands before it.
func (w *work) isVerb(k int) bool {
	t := &w.d.Tokens[k]
	if t.Tag == analysis.TagVerb || t.Tag == analysis.TagAux {
		return true
	}
	if k == 0 || t.Tag != analysis.TagNone {
		return false
	}
	before := w.d.Tokens[k-1].Lower
	return before == "to" || before == "not" || w.english.Auxiliaries[before] || w.english.Pronouns[before] && before != "that" && before != "this" && before != "which"
}

// nominal reports whether a token can stand inside a noun phrase.
func (w *work) nominal(k int) bool {
	t := &w.d.Tokens[k]
	if t.Kind != analysis.Word && t.Kind != analysis.Number {
		return false
	}
	if head, _, short := strings.Cut(t.Lower, "'"); short && w.english.Pronouns[head] {
		return false // we'll, they've
	}
	return !w.closed[t.Lower] && !w.english.Pronouns[t.Lower] && !strings.HasSuffix(t.Lower, "n't")
}

// verbal reports whether a word is likelier a verb than a noun here. After an
// article, a possessive or a preposition it is a noun: the talks, on demand.
func (w *work) verbal(k int) bool {
	t := &w.d.Tokens[k]
	switch t.Tag {
	case analysis.TagVerb, analysis.TagAux:
		return true
	case analysis.TagNone:
	default:
		return false
	}
	if k > 0 {
		before := &w.d.Tokens[k-1]
		if w.english.Determiners[before.Lower] || before.Kind == analysis.Possessive {
			return false
		}
		if before.Lower == "to" || w.english.Subjects[before.Lower] || w.english.Modals[before.Lower] {
			return true
		}
		if w.english.Prepositions[before.Lower] {
			return false
		}
	}
	if strings.HasSuffix(t.Lower, "ing") && len(t.Lower) > 5 && k > 0 && w.closed[w.d.Tokens[k-1].Lower] {
		return true
	}
	return w.verbs[t.Lower] || w.english.Verbs[t.Lower] || strings.HasSuffix(t.Lower, "ed") && len(t.Lower) > 4
}
