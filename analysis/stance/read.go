package stance

import (
	"sort"

	"readout/analysis"
	"readout/lexicon"
)

// reading is all that the models see of one statement.
type reading struct {
	features []feature
	vectors  []vector

	tokens   []int    // content tokens, as indexes into the document's
	words    []string // content tokens in lower case, names as analysis.NameMark
	states   []state
	cue      []int
	cueClass string // "" for neutral
	target   []bool // by content token
	noTarget bool
	question bool
	names    []bool // of one sentence, used again
}

// state is what the modifiers around a content token make of it.
type state struct {
	negated   bool
	unreal    bool // in a condition or a question
	factor    float64
	modifier  string // the one that is told to the user
	modFirst  int
	modLast   int
	inPhrase  bool // part of a lexicon phrase, so its negation is the phrase's own
	afterTurn bool // follows a contrast
}

// reader finds the features of statements. It is safe for any number of
// goroutines, each with a reading of its own.
type reader struct {
	lists     []list
	modifiers *lexicon.Phrases[lexicon.Modifier]
	cues      *lexicon.Phrases[cueForm]
	words     *lexicon.Words
	valence   *lexicon.Phrases[lexicon.Valence]
}

// cueForm is one form of a reporting word.
type cueForm struct {
	words string
	cue   *lexicon.Cue
}

func newReader(lex *lexicon.Lexicon) (*reader, error) {
	words, err := lex.Words()
	if err != nil {
		return nil, err
	}
	r := &reader{words: words}
	for _, l := range []struct {
		name      string
		positions []lexicon.Position
	}{{"outlook", lex.Outlook}, {"stance", lex.Stance}, {"frame", lex.Frames}} {
		r.lists = append(r.lists, list{l.name, lexicon.NewPhrases(entries(l.positions), func(e entry) string { return e.term })})
	}
	r.modifiers = lexicon.NewPhrases(lex.Modifiers, func(m lexicon.Modifier) string { return m.Term })
	r.valence = lexicon.NewPhrases(lex.Valence, func(v lexicon.Valence) string { return v.Term })
	var forms []cueForm
	for i := len(lex.Cues) - 1; i >= 0; i-- { // a form of two cues is the earlier one's
		for _, f := range lex.Cues[i].Inflected() {
			forms = append(forms, cueForm{f, &lex.Cues[i]})
		}
	}
	r.cues = lexicon.NewPhrases(forms, func(f cueForm) string { return f.words })
	return r, nil
}

// read fills in with what the models see of a statement.
func (r *reader) read(d *analysis.Document, st *analysis.Statement, in *reading) {
	*in = reading{
		features: in.features[:0], vectors: in.vectors[:0], tokens: in.tokens[:0], words: in.words[:0],
		states: in.states[:0], cue: in.cue[:0], target: in.target[:0], names: in.names,
	}
	a := &d.Attributions[st.Attribution]
	in.tokens = tokensIn(d, a.Content, in.tokens)
	in.cue = tokensIn(d, a.Cue, in.cue)
	in.maskNames(d)
	for range in.tokens {
		in.states = append(in.states, state{factor: 1})
	}
	in.add(feature{key: key{kind: bias}, value: 1, first: -1})
	said := r.readCue(d, a, in)
	r.matchPhrases(in, true)
	r.applyModifiers(d, in, said)
	r.findTarget(d, st, in)
	r.matchPhrases(in, false)
	in.addFirst()
	in.addNet()
	r.addWords(d, in)
	r.readForm(d, a, in)
}

func (in *reading) add(f feature) { in.features = append(in.features, f) }

// tokensIn appends the indexes of the tokens that lie in the spans.
func tokensIn(d *analysis.Document, spans []analysis.Span, to []int) []int {
	for _, s := range spans {
		i := sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].End > s.Start })
		for ; i < len(d.Tokens) && d.Tokens[i].Start < s.End; i++ {
			to = append(to, i)
		}
	}
	return to
}

// maskNames gives the content's words, names masked: who or what is spoken of has
// no stance or outlook by its name.
func (in *reading) maskNames(d *analysis.Document) {
	sentence := int32(-1)
	first := 0
	for _, i := range in.tokens {
		t := &d.Tokens[i]
		if t.Sentence != sentence {
			sentence = t.Sentence
			s := &d.Sentences[sentence]
			first = s.First
			in.names = analysis.MarkNames(d.Text, d.Tokens[s.First:s.Last], in.names)
		}
		w := t.Lower
		if in.names[i-first] {
			w = analysis.NameMark
		}
		in.words = append(in.words, w)
	}
}
