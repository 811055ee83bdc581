package actor

import (
	"readout/analysis"
)

// reader parses the noun phrases of a document in three steps, each of which uses those before
// it: names (namer), nouns and titles with their names (phraser), relations between two
// phrases (reader).
type reader struct{ phraser }

// phraser builds noun phrases from names, titles and nouns.
type phraser struct{ namer }

// namer finds names, and tells which parts of a noun phrase a token can be.
type namer struct{ sentence }

// sentence is a document and the sentence of it that is being read, and what its words say of those beside them.
type sentence struct {
	*knowledge
	d       *analysis.Document
	words   []word
	phrases []phrase
	pieces  []piece         // of the phrase at hand
	cased   bool            // the sentence at hand has lower-case words to tell names by
	start   int             // first token of the sentence at hand
	end     int             // past its last token
	s       int32           // its index
	surname map[string]bool // keys of the last words of people's full names in the sentences read so far
	names   map[string]bool // keys of words in the names of the sentences read so far
	sources []bool          // by token: stands in a source

	uncapital map[string]bool // keys of words that stand without a capital anywhere in the text
}

// manyTokens is the number of tokens from which the phrases of an article get one block of
// memory: to grow a list of a million phrases would take more than twice its size.
const manyTokens = 1 << 17

// read fills words and phrases.
func (r *reader) read() {
	d := r.d
	r.words = make([]word, len(d.Tokens))
	if len(d.Tokens) > manyTokens {
		r.phrases = make([]phrase, 0, len(d.Tokens)) // memory that is not written to is not taken
	}
	for i := range d.Tokens {
		t := &d.Tokens[i]
		w := &r.words[i]
		w.key, w.kind = keyOf(t.Lower), t.Kind
		if t.Kind == analysis.Word || t.Kind == analysis.Number {
			w.flags = r.flags[w.key]
			w.capital, w.upper = capitals(d.Text[t.Start:t.End])
			w.capital = w.capital || r.prefixed(d.Text[t.Start:t.End])
			if t.Kind == analysis.Word && !w.capital {
				r.uncapital[w.key] = true
			}
		}
	}
	// Sentences whose words all have capitals tell nothing by them: they are read
	// last, when the names of the others are known.
	var later []int
	for s := range d.Sentences {
		if r.titleCase(s) {
			later = append(later, s)
			continue
		}
		r.sentence(s, true)
	}
	for _, s := range later {
		r.sentence(s, false)
	}
	if len(later) > 0 {
		r.sortPhrases()
	}
}

// titleCase reports whether most of a sentence's longer words have capitals.
func (r *reader) titleCase(s int) bool {
	sent := &r.d.Sentences[s]
	if sent.Last > sent.First && r.sources[sent.First] && r.sources[sent.Last-1] {
		return false // the signature of a quotation
	}
	capital, all := 0, 0
	for i := sent.First; i < sent.Last; i++ {
		w := &r.words[i]
		if !sent.Headline && w.kind == analysis.Word && !w.capital && len(w.key) > 2 && !w.is(function) {
			return false // a verb: Governor Lila Marsh met Mayor Hector Maldon
		}
		if w.kind == analysis.Word && len(w.key) > 3 && !w.is(function) {
			all++
			if w.capital {
				capital++
			}
		}
	}
	return all >= 3 && 5*capital >= 4*all && (sent.Headline || all >= 6)
}

func (r *reader) sentence(s int, cased bool) {
	sent := &r.d.Sentences[s]
	r.s, r.start, r.end, r.cased = int32(s), sent.First, sent.Last, cased
	var found []sense
	for i := sent.First; i < sent.Last; i++ {
		w := &r.words[i]
		if w.kind != analysis.Word && w.kind != analysis.Number {
			continue
		}
		if n := r.match(r.words, i, sent.Last, &found); n > 0 {
			w.length = n
			if w.upper {
				w.flags &^= function // the US is not us
			}
			w.senses = append([]sense(nil), found...)
		}
	}
	first := len(r.phrases)
	for i := sent.First; i < sent.Last; {
		next := r.phraseAt(i)
		if next <= i {
			next = i + 1
		}
		i = next
	}
	r.link(first)
	if cased {
		r.remember(first)
	}
}

// remember keeps the words of names for the sentences whose capitals tell nothing.
func (r *reader) remember(first int) {
	for i := first; i < len(r.phrases); i++ {
		p := &r.phrases[i]
		if p.kind == personPhrase || p.kind == bodyPhrase || p.kind == namePhrase {
			for j := p.name0; j < p.name1; j++ {
				if w := &r.words[j]; !w.is(function) || w.is(calendar) { // Theresa May
					r.names[w.key] = true
				}
			}
			if w := &r.words[max(0, p.name1-1)]; p.kind == personPhrase && p.name1-p.name0 > 1 && !w.is(suffix) {
				r.surname[w.key] = true
			}
		}
	}
}
