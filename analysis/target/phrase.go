package target

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
)

// phrase fills Text and Span: the noun phrase that the statement is about. Where
// the content only says "it", that is a phrase of the same issue in the rest of
// the sentence or in the one before.
func (w *work) phrase(s *analysis.Statement, at *analysis.Attribution, head int) {
	content := at.Content[0]
	lo, hi := w.tokenAt(content.Start), w.tokensEnd(content)
	if hi <= lo {
		return
	}
	if head >= 0 && w.found[head].first >= lo && w.found[head].last <= hi && !w.isVerb(w.found[head].first) {
		w.set(s, w.grow(head, lo, hi))
		return
	}
	if p := w.subject(lo, hi); p.last > p.first {
		w.set(s, p)
		return
	}
	if head < 0 && s.Target.IssueID != "" {
		here := w.sentenceAt(content.Start)
		for _, i := range []int{here, here - 1} {
			if i < 0 || i >= len(w.d.Sentences) || w.d.Sentences[i].Headline != w.d.Sentences[here].Headline {
				continue
			}
			from, to := w.between(w.d.Sentences[i].Span)
			for k := from; k < to; k++ {
				m := &w.found[k]
				if w.codebook.ids[m.issue] == s.Target.IssueID && !w.isVerb(m.first) {
					w.set(s, w.grow(k, w.d.Sentences[i].First, w.d.Sentences[i].Last))
					return
				}
			}
		}
	}
	w.set(s, w.object(lo, hi))
}

// tokens is a run of tokens, [first, last).
type tokens struct{ first, last int }

func (w *work) set(s *analysis.Statement, t tokens) {
	if t.last <= t.first {
		return
	}
	s.Target.Span = analysis.Span{Start: w.d.Tokens[t.first].Start, End: w.d.Tokens[t.last-1].End}
	s.Target.Text = w.d.Slice(s.Target.Span)
}

// tokensEnd is the token past those that a span holds.
func (w *work) tokensEnd(s analysis.Span) int {
	i := w.tokenAt(s.Start)
	for i < len(w.d.Tokens) && w.d.Tokens[i].End <= s.End {
		i++
	}
	return i
}

// grow widens a match to the noun phrase around it, inside tokens [lo, hi).
func (w *work) grow(k, lo, hi int) tokens {
	first, last := w.found[k].first, w.found[k].last
	word := func(i int) string { return w.d.Tokens[i].Lower }
	for n := 0; first > lo && n < 4 && w.nominal(first-1) && !w.verbal(first-1); n++ {
		first--
	}
	if first > lo && articles[word(first-1)] {
		first--
	}
	for n := 0; last < hi && n < 2 && w.nominal(last) && !w.verbal(last); n++ {
		last++
	}
	if last+1 < hi && (word(last) == "of" || word(last) == "with" || word(last) == "on") {
		if to := w.chunk(last+1, hi); to > last+1 {
			last = to
		}
	}
	if last+1 < hi && word(last) == "in" && w.d.Text[w.d.Tokens[last+1].Start:w.d.Tokens[last+1].End] != word(last+1) {
		last = w.chunk(last+1, hi) // the talks in Geneva
	}
	// A short clause that ends the content belongs to it: talks that exclude Kyiv.
	if last+1 < hi && hi-last <= 6 && (word(last) == "that" || word(last) == "which" || word(last) == "without") {
		to := last
		for to < hi && (w.d.Tokens[to].Kind == analysis.Word || w.d.Tokens[to].Kind == analysis.Number) {
			to++
		}
		if to-last >= 2 {
			last = to
		}
	}
	return tokens{first, last}
}

// subject is the noun phrase that content begins with; none where that is a pronoun.
func (w *work) subject(lo, hi int) tokens {
	i := lo
	for i < hi && (w.d.Tokens[i].Kind == analysis.OpenQuote || openers[w.d.Tokens[i].Lower]) {
		i++
	}
	if i >= hi || pronouns[w.d.Tokens[i].Lower] || i > lo && w.infinitive(i) {
		return tokens{}
	}
	to := w.chunk(i, hi)
	if to-i == 1 && (articles[w.d.Tokens[i].Lower] || w.bareVerb(i, hi)) {
		return tokens{}
	}
	if w.empty(i, to, hi) {
		return tokens{}
	}
	if to > i && to+1 < hi && w.d.Tokens[to].Lower == "of" {
		if next := w.chunk(to+1, hi); next > to+1 {
			to = next
		}
	}
	return tokens{i, to}
}

// reach is how far into a content its object is looked for.
const reach = 25

// object is the first noun phrase with an article after the beginning of content.
func (w *work) object(lo, hi int) tokens {
	for i := lo; i < min(hi, lo+reach); i++ {
		if articles[w.d.Tokens[i].Lower] {
			if to := w.chunk(i, hi); to > i+1 && !w.empty(i, to, hi) {
				return tokens{i, to}
			}
		}
	}
	return tokens{}
}

// chunk is the token past a simple noun phrase that begins at token i: an article,
// then words that are no verbs and none of the closed classes.
func (w *work) chunk(i, hi int) int {
	k := i
	if k < hi && articles[w.d.Tokens[k].Lower] {
		k++
	}
	for n := 0; k < hi && n < 6; k++ {
		if w.d.Tokens[k].Kind == analysis.Possessive && k > i {
			continue
		}
		if !w.nominal(k) || k > i && w.verbal(k) && !w.dated(k) {
			break
		}
		n++
	}
	return k
}

// infinitive reports whether token i is the verb of "to sign it" and not what
// stands after a preposition, as in "to the treaty", "to Kyiv", "opposed to war".
func (w *work) infinitive(i int) bool {
	t := &w.d.Tokens[i]
	if w.d.Tokens[i-1].Lower != "to" || t.Kind != analysis.Word || articles[t.Lower] || w.capital(i) || endsAsNoun(t.Lower) {
		return false
	}
	return i < 2 || !takeTo[w.d.Tokens[i-2].Lower]
}

// endsAsNoun reports whether no infinitive ends so: talks, mediation.
func endsAsNoun(word string) bool {
	for _, end := range []string{"tion", "sion", "ity", "ism", "ness", "ance", "ence"} {
		if strings.HasSuffix(word, end) && len(word) > len(end)+3 {
			return true
		}
	}
	return strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us") && len(word) > 3
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
	return !auxiliaries[w.d.Tokens[i+1].Lower] && !beings[w.d.Tokens[i+1].Lower] && !w.verbal(i+1)
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
	return k > 2 && w.d.Tokens[k-1].Kind == analysis.Number && w.month(k-2) && articles[w.d.Tokens[k-3].Lower] &&
		!verbs[t.Lower] && !strings.HasSuffix(t.Lower, "ed")
}

// month reports whether token k is the name of a month, and no march and no "may".
func (w *work) month(k int) bool { return months[w.d.Tokens[k].Lower] && w.capital(k) }

// empty reports whether a noun phrase names no matter: a date, or what only holds a
// place, as in "a lot", "the other hand".
func (w *work) empty(first, last, hi int) bool {
	if last <= first {
		return false
	}
	if placeholders[w.d.Tokens[last-1].Lower] && !w.capital(last-1) && !(last < hi && w.d.Tokens[last].Lower == "of") {
		if before := w.d.Tokens[max(first, last-2)].Lower; last-first <= 2 && articles[before] || before == "other" || last-first == 1 {
			return true
		}
	}
	for k := first; k < last; k++ {
		if t := &w.d.Tokens[k]; t.Kind != analysis.Number && !articles[t.Lower] && !w.month(k) {
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
	return before == "to" || before == "not" || auxiliaries[before] || pronouns[before] && before != "that" && before != "this" && before != "which"
}

// nominal reports whether a token can stand inside a noun phrase.
func (w *work) nominal(k int) bool {
	t := &w.d.Tokens[k]
	if t.Kind != analysis.Word && t.Kind != analysis.Number {
		return false
	}
	if head, _, short := strings.Cut(t.Lower, "'"); short && pronouns[head] {
		return false // we'll, they've
	}
	return !closed[t.Lower] && !pronouns[t.Lower] && !strings.HasSuffix(t.Lower, "n't")
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
		if articles[before.Lower] || before.Kind == analysis.Possessive {
			return false
		}
		if before.Lower == "to" {
			return true
		}
		if prepositions[before.Lower] {
			return false
		}
	}
	if strings.HasSuffix(t.Lower, "ing") && len(t.Lower) > 5 && k > 0 && closed[w.d.Tokens[k-1].Lower] {
		return true
	}
	return w.verbs[t.Lower] || verbs[t.Lower] || strings.HasSuffix(t.Lower, "ed") && len(t.Lower) > 4
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// The closed classes of the language, and verbs that no ending shows.
var (
	articles = set("the a an this these those any all some his her its their our my your no such each every both")
	openers  = set(`that whether if because as but and so while when although though for to of about on with in against by how
		why what`)
	pronouns = set(`i you he she it we they me him us them this that there who what which these those itself themselves himself
		it's that's there's he's she's they're we're i'm we've i've everyone everybody nobody someone anything everything nothing one`)
	months       = set("january february march april may june july august september october november december")
	placeholders = set("lot lots hand way ways time times day days moment fact kind sort bit rest end beginning same other others")
	beings       = set("is are was were be been isn't aren't wasn't weren't")
	// What "to" is a preposition after.
	takeTo = set(`object objects objected objecting objection objections oppose opposed opposition react reacts reacted reacting reaction
		reactions respond responds responded responding response responses refer refers referred referring reference point points
		pointed pointing allude alluded admit admits admitted admitting confess confessed commit commits committed committing dedicated
		devoted averse hostile hostility open close opening resistance resistant return returned returning turn turned turning appeal
		appealed testify testified testifying contribute contributed contribution amount amounts amounted lead leads led resort
		resorted relate related linked listen listened adhere adhered committed subscribed anxiety anxieties threat threats due thanks
		support attention according key answer answers approach solution access`)
	auxiliaries  = set("will would shall should can could may might must do does did n't has have had")
	prepositions = set("of in on at by for with from into about against between under over during after before")
	closed       = set(`and or but nor so yet if than as of in on at by to from with without within into onto over under above below
		between among against during before after since until till for about across through around near off out up down via per
		toward towards upon amid despite beyond behind besides except along is are was were be been being am has have had having
		do does did will would shall should can could may might must not there here then too very just only even still already
		again ever never because while although though unless whether however therefore when where why how who whose whom which
		that also yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday`)
	verbs = set(`went go goes going gone came come comes made make makes making took take takes taking got get gets getting gave
		give gives saw see sees seen knew know knows known fell fall falls rose rise rises grew grow grows held hold holds kept
		keep keeps left leave leaves met meet meets ran run runs led lead leads lost lose loses won win wins paid pay pays sent
		send sends sold sell sells spent spend spends stood stand stands thought think thinks felt feel feels found find finds
		became become becomes began begin begins brought bring brings broke break breaks built build builds bought buy buys
		caught catch did done drew draw drove drive ate fought fight fights flew forgot hid hit hurt laid let lies lay put puts
		read sat set sets shot showed show shows shown sought seek seeks slept spoke speak speaks stole struck strike taught
		threw understood understand woke wore wrote written remain remains need needs want wants seem seems look looks help helps
		work works use uses continue continues lack lacks allow allows require requires include includes mean means happen happens
		depend depends exclude excludes cause causes`)
)
