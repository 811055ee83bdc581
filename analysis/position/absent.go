package position

import (
	"math"
	"slices"
	"sort"

	"readout/analysis"
)

// How somebody whom a statement's sentences do not name comes to be a candidate, as the value
// of a feature.
const (
	namedBefore  = "before" // in the sentences before
	namedInTitle = "title"  // in a headline
	namedMost    = "most"   // among those whom the article names most
)

const (
	sentencesBefore = 2 // how many sentences before a statement's own are looked at
	mostNamed       = 2 // how many of those whom an article names most

	// So that long sentences and many headlines cost no more: how many actors of the sentences
	// before are candidates, the nearest, and how many mentions in headlines.
	mostBefore = 16
	mostTitled = 8
)

// absentee is somebody whom a statement's sentences do not name.
type absentee struct {
	actor   int
	mention int      // index into Document.Mentions of where the text names him
	ways    []string // why he is a candidate
	back    int      // sentences from there to the statement, 0 for no candidate of the sentences before
}

// absentees are those of whom a statement may speak without naming them ("It is a disgrace", she
// said): who is named right before it, in a headline or most of all. Those in present, those who
// speak and those for whom the source speaks are not among them.
func (p *page) absentees(st *analysis.Statement, present []mentionCandidate) []absentee {
	d := p.d
	within := d.Within(&d.Attributions[st.Attribution])
	first, _ := p.sentences(within)
	var found []absentee
	add := func(actor, mention, back int, way string) {
		if i := slices.IndexFunc(found, func(x absentee) bool { return x.actor == actor }); i >= 0 {
			if !slices.Contains(found[i].ways, way) {
				found[i].ways = append(found[i].ways, way)
			}
			return
		}
		named := slices.ContainsFunc(present, func(c mentionCandidate) bool { return c.actor == actor })
		if a := &d.Actors[actor]; !named && a.Name != "" && !slices.Contains(st.Speaker.Actors, actor) && !speaksFor(&st.Speaker, a.ID) {
			found = append(found, absentee{actor, mention, []string{way}, back})
		}
	}
	if first < len(d.Sentences) {
		from := d.Sentences[max(0, first-sentencesBefore)].Start
		k := sort.Search(len(d.Mentions), func(i int) bool { return d.Mentions[i].Start >= within.Start }) - 1
		for ; k >= 0 && d.Mentions[k].Start >= from && len(found) < mostBefore; k-- {
			s, _ := p.sentences(d.Mentions[k].Span)
			for _, actor := range d.Mentions[k].Actors {
				add(actor, k, first-s, namedBefore)
			}
		}
	}
	for _, k := range p.context.titled {
		for _, actor := range d.Mentions[k].Actors {
			add(actor, k, 0, namedInTitle)
		}
	}
	for _, actor := range p.context.most {
		add(actor, p.context.first[actor], 0, namedMost)
	}
	return found
}

// ofAbsent puts "absent" before the names of features: who is not named is told by other weights
// than who is, since there are no words around a mention.
func ofAbsent(features []Feature) []Feature {
	for i := range features {
		features[i].Key.What = "absent " + features[i].Key.What
	}
	return features
}

// absent makes candidates of absentees.
func (p *page) absent(st *analysis.Statement, present []mentionCandidate, form []Feature) []mentionCandidate {
	content := p.d.Attributions[st.Attribution].Content
	inside := 0
	for i := range present {
		if overlaps(content, present[i].span) {
			inside++
		}
	}
	shared := slices.DeleteFunc(slices.Clone(form), func(f Feature) bool { return f.Key.What == "attitude" || f.Key.What == "certainty" })
	shared = append(shared, num("beside", math.Log1p(float64(inside))))
	if inside == 0 {
		shared = append(shared, num("alone", 1))
	}
	tone := []Feature{num("bias", 1)}
	if st.Stance.Known() {
		shared, tone = append(shared, num("stance", math.Abs(st.Stance.Value))), append(tone, num("stance", st.Stance.Value))
	}
	if st.Sentiment.Known() {
		shared, tone = append(shared, num("sentiment", math.Abs(st.Sentiment.Value))), append(tone, num("sentiment", st.Sentiment.Value))
	}
	for _, f := range form {
		if f.Key.What == "cue" || f.Key.What == "frame" {
			tone = append(tone, f)
		}
	}
	var all []mentionCandidate
	for _, x := range p.absentees(st, present) {
		a := &p.d.Actors[x.actor]
		c := mentionCandidate{actor: x.actor, name: a.Name, span: p.d.Mentions[x.mention].Span, bears: slices.Clone(shared), agrees: slices.Clone(tone)}
		c.bears = append(c.bears, one("kind", a.Kind), num("sentences back", math.Log1p(float64(x.back))))
		for _, way := range x.ways {
			c.bears = append(c.bears, one("named", way))
		}
		c.elsewhere(p, st)
		c.around(p.d, st.Reading)
		c.bears, c.agrees = ofAbsent(c.bears), ofAbsent(c.agrees)
		all = append(all, c)
	}
	return all
}

// around makes features of what the reader says of an absentee where the sentences before name
// him: that of the mention at which it is surest of praise or blame.
func (c *mentionCandidate) around(d *analysis.Document, r *analysis.Reading) {
	if r == nil {
		return
	}
	var best *analysis.MentionReading
	for i := range r.Around {
		m := &r.Around[i]
		if slices.Contains(d.Mentions[m.Mention].Actors, c.actor) && (best == nil || evaluates(m) > evaluates(best)) {
			best = m
		}
	}
	if best == nil {
		return
	}
	c.bears = append(c.bears, one("reader", "read"), num("reader evaluates", evaluates(best)),
		num("reader tone against", bounded(best.Negative-best.Neutral)), num("reader tone for", bounded(best.Positive-best.Neutral)))
	c.agrees = append(c.agrees, num("reader praise", bounded(best.Praise-best.Blame)), num("reader tone", bounded(best.Positive-best.Negative)))
}
