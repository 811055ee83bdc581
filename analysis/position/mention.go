package position

import (
	"iter"
	"math"
	"slices"
	"strings"

	"readout/analysis"
)

// tokensOf gives the indexes of the tokens in spans.
func (p *page) tokensOf(spans []analysis.Span) iter.Seq[int] {
	return func(yield func(int) bool) {
		d := p.d
		for _, s := range spans {
			first, last := d.TokensOf(s)
			for i := first; i < last; i++ {
				if !yield(i) {
					return
				}
			}
		}
	}
}

// mentionCandidate is somebody whom a statement may praise or blame.
type mentionCandidate struct {
	actor  int // index into Document.Actors, -1 where it is not resolved
	name   string
	span   analysis.Span // where the text names him
	bears  []Feature     // of the regression: does the statement praise or blame him
	agrees []Feature     // of the regression: if so, is it praise
}

// mentioned gives whom a statement may praise or blame, its speakers left out, once each: those
// named in its content, then those beside it ("criticized the mayor for ..."), both in text order,
// then those whom its sentences do not name.
func (p *page) mentioned(b *book, st *analysis.Statement) []mentionCandidate {
	d := p.d
	a := &d.Attributions[st.Attribution]
	within := d.Within(a)
	var all []mentionCandidate
	form := p.form(b, st)
	for _, inside := range []bool{true, false} {
		for k := d.MentionsFrom(within.Start); k < len(d.Mentions) && d.Mentions[k].Start < within.End; k++ {
			m := &d.Mentions[k]
			if overlaps(a.Content, m.Span) != inside || overlaps(a.Source, m.Span) {
				continue
			}
			c, ok := p.named(st, m)
			if !ok || slices.ContainsFunc(all, func(o mentionCandidate) bool { return o.actor == c.actor && o.name == c.name }) {
				continue
			}
			p.mentionFeatures(&c, st, m, k, form)
			all = append(all, c)
		}
	}
	for i := range all {
		n := num("others", math.Log(float64(len(all))))
		all[i].bears = append(all[i].bears, n)
	}
	return append(all, p.absent(st, all, form)...)
}

// named makes a candidate of a mention; ok is false for the speaker, for what he speaks for,
// and for an unresolved pronoun.
func (p *page) named(st *analysis.Statement, m *analysis.Mention) (c mentionCandidate, ok bool) {
	c = mentionCandidate{actor: -1, name: strings.TrimSpace(p.d.Slice(m.Span)), span: m.Span}
	if len(m.Actors) == 0 {
		return c, m.Type != analysis.MentionPronoun && c.name != ""
	}
	c.actor = m.Actors[0]
	c.name = p.d.Actors[c.actor].Name
	return c, c.name != "" && !slices.Contains(st.Speaker.Actors, c.actor) && !speaksFor(&st.Speaker, p.d.Actors[c.actor].ID)
}

// place says where a mention stands, as the value of a feature: in the content, right after
// the reporting verb, or elsewhere in the sentences.
func (p *page) place(a *analysis.Attribution, m analysis.Span) string {
	if overlaps(a.Content, m) {
		return "in content"
	}
	if len(a.Cue) > 0 {
		if end := a.Cue[len(a.Cue)-1].End; m.Start >= end {
			from, _ := p.tokens(analysis.Span{Start: end, End: end + 1})
			to, _ := p.tokens(m)
			if to-from <= afterCue && !p.broken(from, to) {
				return "after cue"
			}
		}
	}
	return "beside"
}

// afterCue is the most tokens between a reporting verb and its object: "criticized the mayor".
const afterCue = 4

// speaksFor reports whether an actor is the body, state or side that a source speaks
// for, and so the source itself.
func speaksFor(s *analysis.Speaker, actor string) bool {
	return actor != "" && (actor == s.SideID || actor == s.Affiliation.OrganizationID || actor == s.Affiliation.Country || actor == s.Affiliation.Party)
}

// aroundMention is how many tokens on either side are near a mention.
const aroundMention = 6

// mentionFeatures adds the features of one mention to its candidate.
func (p *page) mentionFeatures(c *mentionCandidate, st *analysis.Statement, m *analysis.Mention, k int, form []Feature) {
	d := p.d
	first, last := p.tokens(m.Span)
	both := func(f Feature) { c.bears, c.agrees = append(c.bears, f), append(c.agrees, f) }
	c.bears = append(c.bears, form...)
	both(num("bias", 1))
	place := p.place(&d.Attributions[st.Attribution], m.Span)
	c.bears = append(c.bears, one("mention", string(m.Type)), one("mention", place))
	if c.actor >= 0 {
		c.bears = append(c.bears, one("kind", d.Actors[c.actor].Kind))
	}
	lean := 0.0
	if st.Stance.Known() {
		lean = st.Stance.Value
	}
	where := "not target"
	if c.actor >= 0 && c.actor == st.Target.Actor {
		where = "target"
	} else if st.Target.Span.Overlaps(m.Span) {
		where = "in target"
	}
	c.bears = append(c.bears, one("mention", where), Feature{Key: Key{"attitude at", where}, Value: math.Abs(lean), first: -1})
	c.agrees = append(c.agrees, Feature{Key: Key{"stance at", where}, Value: lean, first: -1})
	if where != "not target" && st.TargetSentiment.Known() {
		c.agrees = append(c.agrees, num("tone", st.TargetSentiment.Value))
		c.bears = append(c.bears, num("toned", math.Abs(st.TargetSentiment.Value)))
	}
	if st.Sentiment.Known() {
		c.agrees = append(c.agrees, num("sentiment", st.Sentiment.Value))
		c.bears = append(c.bears, num("toned all", math.Abs(st.Sentiment.Value)))
	}
	if g := p.governor(first, last); g >= 0 {
		by := &p.governs[g]
		f := Feature{Key: Key{"governed", "before"}, Value: 1, first: by.first, last: by.last, entry: by.entry}
		if by.first >= last {
			f.Key.Of = "after"
		}
		c.bears = append(c.bears, f)
		f.Value = float64(by.sign)
		c.agrees = append(c.agrees, f)
	}
	p.tones(c, first, last)
	if hull := analysis.Hull(d.Attributions[st.Attribution].Content); m.Start-hull.Start < 5 {
		c.bears = append(c.bears, one("mention", "first"))
	}
	for _, f := range form {
		switch f.Key.What {
		case "cue", "report", "frame", "cue denied":
			c.agrees = append(c.agrees, f)
		}
		if f.Key.What == "cue" && place == "after cue" {
			f.Key.What = "cue done to"
			both(f)
		}
	}
	c.neighbours(p, first, last)
	c.elsewhere(p, st)
	c.reader(st.Reading, k)
}

// neighbours makes features of the words right before and after a mention.
func (c *mentionCandidate) neighbours(p *page, first, last int) {
	s := &p.d.Sentences[p.d.Tokens[first].Sentence]
	near := func(place string, i int) {
		if i >= s.First && i < s.Last && p.plain[i] != "" {
			c.bears, c.agrees = append(c.bears, one(place, p.plain[i])), append(c.agrees, one(place, p.plain[i]))
		}
	}
	for k := 1; k <= 3; k++ {
		near("before", first-k)
		near("after", last-1+k)
	}
}

// tones makes features of the valence of the words before and after a mention.
func (p *page) tones(c *mentionCandidate, first, last int) {
	sentence := p.d.Tokens[first].Sentence
	before, after := 0.0, 0.0
	for i := max(0, first-aroundMention); i < first; i++ {
		if p.d.Tokens[i].Sentence == sentence {
			before += p.valence[i]
		}
	}
	for i := last; i < min(len(p.valence), last+aroundMention); i++ {
		if p.d.Tokens[i].Sentence == sentence {
			after += p.valence[i]
		}
	}
	for _, x := range []struct {
		of    string
		value float64
	}{{"before", before}, {"after", after}} {
		v := max(-1, min(1, x.value))
		c.agrees = append(c.agrees, Feature{Key: Key{"valence", x.of}, Value: v, first: -1})
		c.bears = append(c.bears, Feature{Key: Key{"valence", x.of}, Value: math.Abs(v), first: -1})
	}
}

// reader makes features of what the reader says of mention k.
func (c *mentionCandidate) reader(r *analysis.Reading, k int) {
	if r == nil {
		return
	}
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if m.Mention != k {
			continue
		}
		most := -8.0
		for j := range r.Mentions {
			if j != i {
				most = max(most, evaluates(&r.Mentions[j]))
			}
		}
		c.bears = append(c.bears, one("reader", "read"), num("reader evaluates", evaluates(m)), num("reader evaluates beside", bounded(evaluates(m)-most)))
		c.bears = append(c.bears, num("reader tone against", bounded(m.Negative-m.Neutral)), num("reader tone for", bounded(m.Positive-m.Neutral)))
		c.agrees = append(c.agrees, num("reader praise", bounded(m.Praise-m.Blame)), num("reader tone", bounded(m.Positive-m.Negative)))
		return
	}
}

// tokens gives the tokens [first, last) of a span, at least one.
func (p *page) tokens(s analysis.Span) (first, last int) {
	first, last = p.d.TokensOf(s)
	first = min(first, len(p.d.Tokens)-1)
	return first, max(last, first+1)
}
