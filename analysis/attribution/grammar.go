package attribution

import (
	"strings"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
	"readout/lexicon"
)

// people is the last words of the lexicon's roles and collectives: nouns that
// can speak though they are no names.
func people(lex *lexicon.Lexicon) map[string]bool {
	m := map[string]bool{}
	for word := range lex.English.Attribution.Groups {
		m[word] = true
	}
	add := func(name string) {
		head, _, _ := strings.Cut(strings.ToLower(name), " of ") // the secretary of war is no war
		if f := strings.Fields(head); len(f) > 0 {
			m[f[len(f)-1]] = true
		}
	}
	for i := range lex.Roles {
		r := &lex.Roles[i]
		add(r.Name)
		for _, n := range r.Names {
			add(n)
		}
	}
	for i := range lex.Collectives {
		c := &lex.Collectives[i]
		add(c.Plural)
		for _, n := range c.Names {
			add(n)
		}
		for _, n := range c.Singulars {
			add(n)
		}
	}
	return m
}

// nominal reports whether a token can stand inside a noun phrase.
func (w *page) nominal(i int) bool {
	t := &w.d.Tokens[i]
	switch t.Kind {
	case analysis.Possessive, analysis.Number:
		return true
	case analysis.Word:
	default:
		return t.Lower == "%" || t.Lower == "$"
	}
	return !w.english.Auxiliaries[t.Lower] && !w.english.Adverbs[t.Lower] && !w.english.Linkers[t.Lower] && !w.english.Joiners[t.Lower] && !w.english.Negations[t.Lower]
}

// verbal reports whether a token is a finite reporting verb, which ends a noun phrase.
func (w *page) verbal(i int) bool {
	e := w.Entries[i]
	return e != nil && (e.Form == tagger.FormPast || e.Form == tagger.FormThird) && !tagger.IsUpper(w.d.Text, &w.d.Tokens[i])
}

// phraseAfter gives the end of the noun phrase that begins at i, i for none.
func (w *page) phraseAfter(i, end int) int {
	start := i
	for i < end {
		t := &w.d.Tokens[i]
		switch {
		case w.nominal(i) && !(i > start && w.verbal(i)):
		case i > start && i+1 < end && t.Lower == "of" && w.nominal(i+1):
		case i > start && i+1 < end && t.Lower == "and" && (tagger.IsUpper(w.d.Text, &w.d.Tokens[i+1]) || w.people[w.d.Tokens[i+1].Lower]):
		default:
			return i
		}
		i++
	}
	return i
}

// phraseReach is the most tokens that the rules look at from one place: it bounds
// the work on texts without stops.
const phraseReach = 60

// phraseBefore gives the start of the noun phrase that ends before end, end for
// none. An aside between commas right before end belongs to it.
func (w *page) phraseBefore(begin, end int) int {
	begin = max(begin, end-phraseReach)
	i := end
	if i > begin && w.d.Tokens[i-1].Lower == "," {
		k := i - 2
		for k > begin && w.d.Tokens[k].Lower != "," {
			k--
		}
		if k <= begin || i-k > 25 {
			return end
		}
		if w.d.Tokens[k-1].Lower == "," { // one aside, not a chain of them
			return end
		}
		if j := w.phraseBefore(max(begin, k-phraseReach/2), k); j < k {
			return j
		}
		return end
	}
	for i > begin {
		t := &w.d.Tokens[i-1]
		switch {
		case w.nominal(i-1) && !(i < end && w.verbal(i-1)):
		case i < end && t.Lower == "of" && i-2 >= begin && w.nominal(i-2):
		case i < end && t.Lower == "and" && i-2 >= begin && (tagger.IsUpper(w.d.Text, &w.d.Tokens[i-2]) || w.people[w.d.Tokens[i-2].Lower]):
		default:
			return i
		}
		i--
	}
	return i
}

// speaks reports whether a noun phrase can be a source: a name, a pronoun for
// people, or a noun for people, and no time.
func (w *page) speaks(first, last int) bool {
	if first >= last || last-first > 25 {
		return false
	}
	tokens := w.d.Tokens
	if last-first == 1 && w.english.ThirdPeople[tokens[first].Lower] {
		return true
	}
	head := last - 1
	for k := first; k < last; k++ { // an aside or "of" phrase does not hold the head
		if tokens[k].Lower == "," || tokens[k].Lower == "of" {
			head = k - 1
			break
		}
	}
	if head < first || w.known.dates[tokens[head].Lower] || tokens[head].Kind != analysis.Word || w.english.Reflexives[tokens[head].Lower] {
		return false
	}
	if w.people[tokens[head].Lower] {
		return true
	}
	s := &w.d.Sentences[tokens[head].Sentence]
	if !tagger.IsUpper(w.d.Text, &tokens[head]) || w.english.Determiners[tokens[head].Lower] || w.english.Pronouns[tokens[head].Lower] {
		return false
	}
	// The first word of a sentence has a capital anyway: it must be known to speak.
	return head > s.First || w.Info[head].Speaker > 0 || len(w.names.Named(w.d.Slice(tokens[head].Span))) > 0
}

// clauseEnd gives where the clause that holds i ends: a stop, a semicolon, a dash,
// or a comma before a word that begins another clause.
func (w *page) clauseEnd(i, end int) int {
	quote := w.d.Tokens[i].Quote
	end = min(end, i+4*phraseReach)
	for ; i < end; i++ {
		t := &w.d.Tokens[i]
		if t.Kind != analysis.Punct || t.Quote != quote {
			continue
		}
		switch t.Lower {
		case ".", ";", "!", "?", "—", "--", "–", "(":
			return i
		case ",":
			if i+1 < end {
				if n := w.d.Tokens[i+1].Lower; w.english.ClauseHeads[n] && n != "that" && n != "whose" || n == "and" || n == "according" || n == "saying" || n == "but" {
					return i
				}
			}
		}
	}
	for end > 0 && i > 0 && w.d.Tokens[i-1].Kind == analysis.Punct {
		i--
	}
	return i
}

// finiteBack steps from the cue at i back over its auxiliaries and adverbs and
// gives the first of them.
func (w *page) finiteBack(i, begin int) int {
	for i > begin {
		l := w.d.Tokens[i-1].Lower
		if !w.english.Auxiliaries[l] && !w.english.Adverbs[l] && !w.english.Negations[l] {
			break
		}
		i--
	}
	return i
}
