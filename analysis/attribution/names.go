package attribution

import (
	"maps"
	"strings"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
	"readout/lexicon"
)

// known is what the rules know of names and layouts from the lexicon.
type known struct {
	people    map[string]bool // last words of roles and collectives: nouns that speak
	titles    map[string]bool // mr, dr, gen
	suffixes  map[string]bool // jr
	particles map[string]bool // van
	given     map[string]bool // first names
	things    map[string]bool // words in the names of places and things
	bodies    map[string]bool // words in the names of bodies
	dates     map[string]bool // days and months

	nouns map[string]*lexicon.Cue // of saying, by their forms

	labels, questioners, answerers, relays, pictures map[string]bool
	interviews, viewpoints, viewNouns, viewVerbs     phrases
}

func newKnown(lex *lexicon.Lexicon) *known {
	n, f := &lex.NameWords, &lex.Forms
	k := &known{
		people: people(lex), titles: map[string]bool{}, suffixes: setOf(n.Suffixes), particles: setOf(n.Particles),
		given: setOf(n.Male, n.Female, n.Unisex), things: setOf(n.PlaceWords, n.ThingWords), bodies: setOf(n.BodyWords),
		labels: setOf(f.Labels), questioners: setOf(f.Questioners), answerers: setOf(f.Answerers), relays: setOf(f.Relays), pictures: setOf(f.Pictures),
		interviews: newPhrases(f.Interviews), viewpoints: newPhrases(f.Viewpoints), viewNouns: newPhrases(f.ViewpointNouns), viewVerbs: newPhrases(f.ViewpointVerbs),
	}
	for _, t := range n.Titles {
		for _, w := range t.Words {
			k.titles[w] = true
		}
	}
	k.dates = map[string]bool{}
	for _, names := range []lexicon.Set{lex.English.Calendar.Weekdays, lex.English.Calendar.Months, lex.English.Calendar.Days} {
		maps.Copy(k.dates, names)
	}
	k.nouns = map[string]*lexicon.Cue{}
	for i := range lex.Cues {
		if c := &lex.Cues[i]; c.Kind == "noun" {
			for _, f := range c.Inflected() {
				k.nouns[f] = c
			}
		}
	}
	return k
}

func setOf(lists ...[]string) map[string]bool {
	m := map[string]bool{}
	for _, list := range lists {
		for _, w := range list {
			m[w] = true
		}
	}
	return m
}

// phrases finds phrases of one or more words.
type phrases struct{ *lexicon.Phrases[string] }

func newPhrases(list []string) phrases {
	return phrases{lexicon.NewPhrases(list, func(s string) string { return s })}
}

// end gives the token after the longest phrase that begins at i, i for none.
func (p phrases) end(tokens []analysis.Token, i, limit int) int {
	if i >= limit {
		return i
	}
	_, length := p.Longest(i, limit, func(k int) string { return tokens[k].Lower })
	return i + length
}

func (w *page) isDash(i int) bool {
	switch w.d.Tokens[i].Lower {
	case "—", "–", "-", "--", "―", "~":
		return w.d.Tokens[i].Kind == analysis.Punct
	}
	return false
}

// nameEnd gives the end of the name that begins at i: words with a capital and
// small words between them, numbers of popes and a nickname in quotation marks
// too; i where none begins.
func (w *page) nameEnd(i, end int) int {
	d := w.d
	at := i
	for k := i; k < end; {
		t := &d.Tokens[k]
		switch {
		case t.Kind == analysis.Word && tagger.IsUpper(d.Text, t) && !w.english.Pronouns[t.Lower] && !(k > i && w.english.Determiners[t.Lower]):
			k++
			at = k
		case k > i && w.known.particles[t.Lower]:
			k++
		case k > i && t.Kind == analysis.OpenQuote && d.Quotes[t.Quote].Scare && d.Quotes[t.Quote].Last < end && tagger.IsUpper(d.Text, &d.Tokens[d.Quotes[t.Quote].Last]):
			k = d.Quotes[t.Quote].Last
		default:
			return at
		}
	}
	return at
}

// someone reports whether a phrase names a person, a body that speaks or people:
// it ends with a name that the article or the lexicon knows to speak, has a first
// name, a title or a role, or is two or more words with capitals, none of which
// belongs to places and things.
func (w *page) someone(p tagger.Piece) bool {
	d := w.d
	if p.Last <= p.First || p.Last-p.First > 12 {
		return false
	}
	capitals, thing := 0, false
	for i := p.First; i < p.Last; i++ {
		t := &d.Tokens[i]
		l := strings.TrimSuffix(t.Lower, ".")
		if w.known.dates[l] || w.english.Reflexives[l] {
			return false
		}
		if w.known.people[l] && (i == p.Last-1 || i+1 < p.Last && tagger.IsUpper(d.Text, &d.Tokens[i+1])) {
			return true
		}
		if !tagger.IsUpper(d.Text, t) {
			continue
		}
		if w.known.given[l] && i+1 < p.Last || w.known.titles[l] && i+1 < p.Last {
			return true
		}
		capitals++
		thing = thing || w.known.things[l]
	}
	if last := &d.Tokens[p.Last-1]; tagger.IsUpper(d.Text, last) && (w.Info[p.Last-1].Speaker > 0 || len(w.names.Named(d.Slice(last.Span))) > 0) {
		return true
	}
	return capitals >= 2 && !thing || len(w.names.Named(d.Text[d.Tokens[p.First].Start:d.Tokens[p.Last-1].End])) > 0
}

// paragraphTokens gives the tokens of paragraph p without what marks its place
// in a page: the signs of a quoted line, of a list and of bold letters.
func (w *page) paragraphTokens(p int) (first, last int) {
	d := w.d
	par := &d.Paragraphs[p]
	first, last = d.Sentences[par.First].First, d.Sentences[par.Last-1].Last
	for first < last && (quotedLine[d.Tokens[first].Lower] || bold[d.Tokens[first].Lower] || bullets[d.Tokens[first].Lower]) {
		first++
	}
	for last > first && bold[d.Tokens[last-1].Lower] {
		last--
	}
	return first, last
}

// The marks of plain text's layout.
var (
	quotedLine = map[string]bool{">": true, "|": true}
	bold       = map[string]bool{"*": true, "**": true, "***": true, "__": true}
	bullets    = map[string]bool{"•": true, "·": true, "▪": true, "»": true}
)

// isQuotedLine: the paragraph is a line that begins with >.
func (w *page) isQuotedLine(p int) bool {
	return w.d.Tokens[w.d.Sentences[w.d.Paragraphs[p].First].First].Lower == ">"
}

// pieceOf makes a piece of tokens.
func (w *page) pieceOf(first, last int) tagger.Piece {
	return tagger.Piece{First: first, Last: last, Sentence: int(w.d.Tokens[first].Sentence)}
}

// dropOver takes back the drafts that have a cue or a content between two tokens,
// and the contents without a cue there.
func (w *board) dropOver(first, last int) {
	if len(w.orphans) == 0 && !w.anyCovered(first, last) {
		return
	}
	over := func(list []tagger.Piece) bool {
		for _, p := range list {
			if p.First < last && first < p.Last {
				return true
			}
		}
		return false
	}
	w.drop(func(x *draft) bool { return over(x.content) || over(x.cue) })
	kept := w.orphans[:0]
	for _, p := range w.orphans {
		if !(p.First < last && first < p.Last) {
			kept = append(kept, p)
		}
	}
	w.orphans = kept
}
