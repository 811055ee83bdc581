package stance

import (
	"math"
	"sort"
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

// kind is what a feature is about; with its one or two words it makes a key.
type kind uint8

const (
	bias        kind = iota // every statement has it
	asserted                // a phrase of the lexicon, by what it carries: optimistic, against, threat ...
	negated                 // the same under a negation
	unreal                  // the same in a condition or a question
	modified                // a modifier, by its kind
	word                    // a content word
	negatedWord             // a content word under a negation
	pair                    // two content words side by side
	cueLemma                // the reporting word
	cueClass                // its class
	cueNegated              // its class where it is negated: "did not rule out"
	cueStance               // what the lexicon says that it carries
	cueOutlook              //
	cueHedged               // 1 minus its certainty
	cueWord                 // a word of the cue that the lexicon does not know
	polarity                // report polarity
	form                    // speech type, question, length
	targetWord              // a word of the target
	nearTarget              // a lexicon phrase close to the target, by what it carries
	nearNegated             // the same under a negation
	net                     // phrases for less phrases against, negations counted in, by list
	cueFirst                // class of the reporting word with the first phrase of a list: "vowed to fight"
	cueNet                  // class of the reporting word with the balance of a list: "denied that it failed"
	kinds                   // how many there are
)

// key names a feature.
type key struct {
	kind kind
	a, b string
}

// pool is one of the sets of words whose vectors are averaged.
type pool uint8

const (
	contentPool pool = iota // content words as they are
	negatedPool             // content words under a negation
	cuePool                 // words of the cue
	targetPool              // words of the target
	nearPool                // words close to the target
	pools                   // how many there are
)

// feature is one thing that was seen, and where.
type feature struct {
	key
	value    float64
	first    int // its tokens in the document: first to last, exclusive; first is -1 for the whole statement
	last     int
	list     string // the lexicon that it is from
	entry    string
	weight   float64
	modifier string
	modFirst int // the modifier's tokens
	modLast  int
	place    int       // content token that it begins at, where list is "model"
	row      []float32 // its weights in the heads, nil for none
}

// vector is one word's part in the average of a pool.
type vector struct {
	pool   pool
	token  int // in the document
	place  int // in the content
	rank   int
	weight float32
}

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

// list is one of the lexicon's lists of phrases, by term.
type list struct {
	name    string
	phrases *lexicon.Phrases[entry]
}

// cueForm is one form of a reporting word.
type cueForm struct {
	words string
	cue   *lexicon.Cue
}

// entry is one term with all that it carries.
type entry struct {
	term    string
	carries []lexicon.Position
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

// entries puts the positions of one term together, in the file's order.
func entries(positions []lexicon.Position) []entry {
	at := map[string]int{}
	var all []entry
	for _, p := range positions {
		i, ok := at[p.Term]
		if !ok {
			i = len(all)
			at[p.Term] = i
			all = append(all, entry{term: p.Term})
		}
		if !carriesKind(all[i].carries, p.Kind) {
			all[i].carries = append(all[i].carries, p)
		}
	}
	return all
}

func carriesKind(positions []lexicon.Position, kind string) bool {
	for _, p := range positions {
		if p.Kind == kind {
			return true
		}
	}
	return false
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

// matchPhrases finds the lexicon's phrases in the content. At first it only
// marks their words, so that a negation inside "no progress" does not turn it;
// then, with the states known, it makes features.
func (r *reader) matchPhrases(in *reading, markOnly bool) {
	n := len(in.tokens)
	at := func(k int) string { return in.words[k] }
	for _, l := range r.lists {
		for k := 0; k < n; {
			e, length := l.phrases.Longest(k, n, at)
			if length == 0 {
				k++
				continue
			}
			if markOnly {
				for j := k; length > 1 && j < k+length; j++ {
					in.states[j].inPhrase = true
				}
			} else {
				in.addPhrase(l.name, e, k, length)
			}
			k += length
		}
	}
}

func (in *reading) addPhrase(listName string, e entry, k, length int) {
	s := in.states[k+length-1]
	if length == 1 {
		s = in.states[k]
	}
	near := false
	for j := max(0, k-nearReach); j < min(len(in.target), k+length+nearReach); j++ {
		near = near || in.target[j]
	}
	for _, p := range e.carries {
		f := feature{
			key: key{kind: asserted, a: p.Kind}, value: p.Weight * s.factor,
			first: in.tokens[k], last: in.tokens[k+length-1] + 1,
			list: listName, entry: p.Entry, weight: p.Weight,
			modifier: s.modifier, modFirst: s.modFirst, modLast: s.modLast,
		}
		switch {
		case s.negated:
			f.kind = negated
		case s.unreal:
			f.kind = unreal
		}
		in.add(f)
		if near && (listName == "stance" || listName == "outlook") {
			f.kind = nearTarget
			if s.negated {
				f.kind = nearNegated
			}
			in.add(f)
		}
	}
}

// nearReach is how many tokens from the target a word still counts as close.
const nearReach = 4

// findTarget marks the content words that name the target.
func (r *reader) findTarget(d *analysis.Document, st *analysis.Statement, in *reading) {
	in.noTarget = st.Target.Text == "" && st.Target.Actor < 0 && st.Target.IssueID == ""
	for _, i := range in.tokens {
		in.target = append(in.target, !st.Target.Span.Empty() && st.Target.Span.Overlaps(d.Tokens[i].Span))
	}
	for _, w := range strings.FieldsFunc(st.Target.Text, func(c rune) bool { return c == ' ' || c == '"' || c == ',' || c == '“' || c == '”' }) {
		name := isCapital(w[0])
		w = strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s"))
		rank := r.words.Rank(w)
		if rank >= 0 && rank < commonRank {
			continue
		}
		if !name {
			in.add(feature{key: key{kind: targetWord, a: w}, value: 1, first: -1, list: "model", entry: w})
		}
		if rank >= 0 && !name {
			in.vectors = append(in.vectors, vector{targetPool, -1, -1, rank, r.words.Weight(rank)})
		}
		for k, i := range in.tokens {
			if d.Tokens[i].Lower == w {
				in.target[k] = true
			}
		}
	}
}

// commonRank is the rank below which a word (the, of, in) names nothing.
const commonRank = 40

// addWords makes features and vectors of the content's words.
func (r *reader) addWords(d *analysis.Document, in *reading) {
	last := ""
	lastToken := 0
	reach := -nearReach - 1 // last place of the target
	for k, i := range in.tokens {
		t := &d.Tokens[i]
		if in.target[k] {
			reach = k
		}
		if t.Kind != analysis.Word {
			if t.Kind != analysis.Possessive {
				last = ""
			}
			continue
		}
		if in.words[k] == analysis.NameMark {
			last = ""
			continue
		}
		s := &in.states[k]
		f := feature{key: key{kind: word, a: t.Lower}, value: 1, first: i, last: i + 1, list: "model", entry: t.Lower, place: k}
		p := contentPool
		if s.negated {
			f.kind, p = negatedWord, negatedPool
		}
		in.add(f)
		if last != "" {
			in.add(feature{key: key{pair, last, t.Lower}, value: 1, first: lastToken, last: i + 1, list: "model", place: k - 1})
		}
		last, lastToken = t.Lower, i
		near := k-reach <= nearReach
		for j := k + 1; !near && j <= min(k+nearReach, len(in.tokens)-1); j++ {
			near = in.target[j]
		}
		for rest := t.Lower; rest != ""; {
			part := rest
			rank := r.words.Rank(part)
			rest = ""
			if rank < 0 { // a compound is its parts
				if head, tail, ok := strings.Cut(part, "-"); ok {
					rank, rest = r.words.Rank(head), tail
				}
			}
			if rank < 0 {
				continue
			}
			w := r.words.Weight(rank)
			in.vectors = append(in.vectors, vector{p, i, k, rank, w * float32(s.factor)})
			if near && !in.noTarget {
				in.vectors = append(in.vectors, vector{nearPool, i, k, rank, w})
			}
		}
	}
}

// addFirst joins the class of the reporting word with the first phrase of each
// list: what is vowed, denied or warned of stands in the phrase, and the verb says
// which way it counts.
func (in *reading) addFirst() {
	if in.cueClass == "" {
		return
	}
	for _, list := range [...]string{"stance", "outlook"} {
		at := -1
		for i := range in.features {
			f := &in.features[i]
			if f.list == list && (f.kind == asserted || f.kind == negated) && (at < 0 || f.first < in.features[at].first) {
				at = i
			}
		}
		if at < 0 {
			continue
		}
		f := in.features[at]
		carried := f.a
		if f.kind == negated {
			carried = "not " + carried
		}
		f.key, f.value = key{cueFirst, in.cueClass, carried}, 1
		in.add(f)
	}
}

// addNet makes the balance of each list: what speaks for less what speaks
// against, after negation. It is what a lexicon alone would say, so that the
// models learn how far to trust it whatever the words.
func (in *reading) addNet() {
	total := map[string]float64{}
	end := len(in.features)
	for i := 0; i < end; i++ {
		if f := &in.features[i]; netSign(f) != 0 {
			total[f.list] += f.value
		}
	}
	for i := 0; i < end; i++ {
		f := in.features[i]
		sign := netSign(&f)
		if sign == 0 {
			continue
		}
		f.key, f.value = key{kind: net, a: f.list}, sign*f.value/math.Sqrt(max(1, total[f.list]))
		in.add(f)
		if in.cueClass != "" {
			f.key = key{cueNet, in.cueClass, f.list}
			in.add(f)
		}
	}
}

// netSign is what a feature of a phrase counts in its list's balance.
func netSign(f *feature) float64 {
	sign := 0.0
	switch f.a {
	case lexicon.Optimistic, lexicon.Favor:
		sign = 1
	case lexicon.Skeptical, lexicon.Against:
		sign = -1
	}
	switch f.kind {
	case asserted:
		return sign
	case negated:
		return -sign
	case unreal:
		return sign / 2
	}
	return 0
}
