package target

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
)

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
		resorted relate related linked listen listened adhere adhered subscribed anxiety anxieties threat threats due thanks
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
