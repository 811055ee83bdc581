package reader

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

// overlay is what a user's folder changed in the word lists of the lexicon. The
// encoder learnt from the lists as they are embedded, so what differs from them is added to
// its scores by rule:
//
//   - a phrase of a content whose worth differs by w (valence -1..1; outlook, stance and frame
//     phrases 0..1, with the sign of their kind) moves the log-odds of plus against minus,
//     or of its frame, by overlayOdds*w;
//   - under a negation or a reversing word that reaches it in its sentence, by that
//     times the modifier's factor;
//   - it stands in the evidence as a part of its own, under the list's name.
type overlay struct {
	phrases   *lexicon.Phrases[changed]
	modifiers *lexicon.Phrases[*lexicon.Modifier]
}

// overlayOdds is the log-odds of a phrase of weight 1.
const overlayOdds = 3

// changed is a phrase and what it is worth more than in the embedded lexicon.
type changed struct {
	term string
	by   []change
}

type change struct {
	effect
	weight float64
}

// effect is which score a phrase moves, and as which entry of which list.
type effect struct {
	head, frame string // of head "frame" which frame
	list, entry string
}

// shift is a changed phrase that was found in a content.
type shift struct {
	effect
	by       float64 // log-odds
	evidence analysis.Evidence
}

// newOverlay compares a lexicon with the embedded one. It gives nil where nothing
// of the lists was laid over.
func newOverlay(lex *lexicon.Lexicon) (*overlay, error) {
	if !strings.HasSuffix(lex.Version, "+overlay") {
		return nil, nil
	}
	embedded, err := lexicon.Load()
	if err != nil {
		return nil, fmt.Errorf("embedded lexicon: %w", err)
	}
	worth := map[string]map[effect]float64{} // by term
	addWorth(worth, lex, 1)
	addWorth(worth, embedded, -1)
	var all []changed
	for term, effects := range worth {
		c := changed{term: term}
		for e, w := range effects {
			if w != 0 {
				c.by = append(c.by, change{e, w})
			}
		}
		slices.SortFunc(c.by, func(a, b change) int {
			return cmp.Or(cmp.Compare(a.head, b.head), cmp.Compare(a.frame, b.frame), cmp.Compare(a.entry, b.entry))
		})
		if len(c.by) > 0 {
			all = append(all, c)
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	slices.SortFunc(all, func(a, b changed) int { return cmp.Compare(a.term, b.term) })
	var turning []*lexicon.Modifier
	for i := range lex.Modifiers {
		if k := lex.Modifiers[i].Kind; k == lexicon.Negation || k == lexicon.Reverser {
			turning = append(turning, &lex.Modifiers[i])
		}
	}
	return &overlay{
		phrases:   lexicon.NewPhrases(all, func(c changed) string { return c.term }),
		modifiers: lexicon.NewPhrases(turning, func(m *lexicon.Modifier) string { return m.Term }),
	}, nil
}

// addWorth adds what the phrases of a lexicon are worth, times sign.
func addWorth(worth map[string]map[effect]float64, l *lexicon.Lexicon, sign float64) {
	add := func(term string, e effect, w float64) {
		if worth[term] == nil {
			worth[term] = map[effect]float64{}
		}
		worth[term][e] += sign * w
	}
	for _, v := range l.Valence {
		add(v.Term, effect{head: "sentiment", list: "valence", entry: v.Term}, v.Weight)
	}
	for _, p := range l.Outlook {
		add(p.Term, effect{head: "outlook", list: "outlook", entry: p.Entry}, signed(p, lexicon.Optimistic))
	}
	for _, p := range l.Stance {
		add(p.Term, effect{head: "stance", list: "stance", entry: p.Entry}, signed(p, lexicon.Favor))
	}
	for _, p := range l.Frames {
		add(p.Term, effect{head: "frame", frame: p.Kind, list: "frame", entry: p.Entry}, p.Weight)
	}
}

func signed(p lexicon.Position, plus string) float64 {
	if p.Kind == plus {
		return p.Weight
	}
	return -p.Weight
}

// shifts finds the changed phrases of a content.
func (o *overlay) shifts(d *analysis.Document, content []analysis.Span) []shift {
	if o == nil {
		return nil
	}
	var found []shift
	word := func(i int) string { return d.Tokens[i].Lower }
	hull := analysis.Hull(content)
	for i := d.TokenAt(hull.Start); i < len(d.Tokens) && d.Tokens[i].Start < hull.End; {
		c, n := o.phrases.Longest(i, len(d.Tokens), word)
		if n == 0 || !overlapsAny(d.Tokens[i].Span, content) {
			i++
			continue
		}
		span := analysis.Span{Start: d.Tokens[i].Start, End: d.Tokens[i+n-1].End}
		factor, by := o.turn(d, i)
		for _, ch := range c.by {
			s := shift{effect: ch.effect, by: float64(overlayOdds*ch.weight) * factor}
			s.evidence = analysis.Evidence{Span: span, Term: d.Slice(span), Lexicon: ch.list, Entry: ch.entry, Weight: ch.weight, Contribution: s.by}
			if !by.Empty() {
				s.evidence.Modifier, s.evidence.ModifierSpan = "negation", by
			}
			found = append(found, s)
		}
		i += n
	}
	return found
}

// turn gives the factor of the nearest modifier before a token that reaches it
// within its sentence and clause, and where that stands; 1 for none.
func (o *overlay) turn(d *analysis.Document, token int) (float64, analysis.Span) {
	word := func(i int) string { return d.Tokens[i].Lower }
	sentence := d.Tokens[token].Sentence
	words := 0
	for i := token - 1; i >= 0 && d.Tokens[i].Sentence == sentence; i-- {
		if d.Tokens[i].Kind == analysis.Punct {
			break
		}
		if m, n := o.modifiers.Longest(i, token, word); n > 0 && m.Side != lexicon.Before && words-n+1 < m.Reach {
			return m.Factor, analysis.Span{Start: d.Tokens[i].Start, End: d.Tokens[i+n-1].End}
		}
		words++
	}
	return 1, analysis.Span{}
}

// shiftsOf are the shifts of one score.
func shiftsOf(shifts []shift, head, frame string) []shift {
	var of []shift
	for _, s := range shifts {
		if s.head == head && s.frame == frame {
			of = append(of, s)
		}
	}
	return of
}
