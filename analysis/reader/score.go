package reader

import (
	"readout/analysis"
)

// Reasons for having no score.
const (
	reasonEmpty    = "no words"
	reasonFragment = "fragment"
	reasonTarget   = "no target"
	reasonQuestion = "question"
	reasonSilent   = "the source would not speak of it"
	reasonMany     = "too many statements in one article"
)

// fewestWords are needed for a stance or an outlook.
const fewestWords = 2

// withhold gives a statement no scores, for a reason.
func withhold(st *analysis.Statement, reason string) {
	no := analysis.Score{Abstained: reason}
	st.Sentiment, st.TargetSentiment, st.Stance, st.Outlook, st.Certainty, st.Frames = no, no, no, no, no, nil
}

// statement fills in what the reading of a statement says; of none, that there is none.
func (r *Reader) statement(d *analysis.Document, st *analysis.Statement, rd *reading, t *teller) {
	if rd == nil {
		withhold(st, reasonMany)
		return
	}
	a := &d.Attributions[st.Attribution]
	if a.Silent { // there is nothing to read, and no doubt that it was reported
		withhold(st, reasonSilent)
		return
	}
	valid := sigmoid(r.heads["validity"].statement(rd).logits()[0])
	st.Validity = &valid
	st.Reading = &analysis.Reading{}
	r.position.read(rd, st.Reading, func(parts []float64) []analysis.Evidence {
		told, _ := t.tell(rd, parts, 0, nil)
		return told
	})
	r.mentions(d, a, rd, st.Reading)
	words, question := contentWords(d, a.Content)
	if words == 0 {
		withhold(st, reasonEmpty)
		return
	}
	if score := r.towards(rd, st.Target.Span, t); score.Known() {
		st.TargetSentiment = score
	}
	shifts := r.overlay.shifts(d, a.Content)
	st.Sentiment = r.threeWay("sentiment", rd, t, shifts)
	st.Stance = r.threeWay("stance", rd, t, shifts)
	st.Outlook = r.threeWay("outlook", rd, t, shifts)
	st.Certainty = r.certainty(rd, t)
	st.Frames = r.frames(rd, t, shifts)
	for _, score := range []*analysis.Score{&st.Stance, &st.Outlook} {
		switch {
		case words < fewestWords:
			*score = analysis.Score{Abstained: reasonFragment}
		case question && score.Label == Neutral:
			*score = analysis.Score{Abstained: reasonQuestion}
		}
	}
	// A position is told also where the target stage named nothing; being neutral is not.
	if target := &st.Target; st.Stance.Label == Neutral && target.Text == "" && target.IssueID == "" && target.Actor < 0 {
		st.Stance = analysis.Score{Abstained: reasonTarget}
	}
}

// contentWords counts the words of a content, and tells whether it is a question.
func contentWords(d *analysis.Document, content []analysis.Span) (n int, question bool) {
	hull := analysis.Hull(content)
	last := ""
	for i := d.TokenAt(hull.Start); i < len(d.Tokens) && d.Tokens[i].Start < hull.End; i++ {
		if !overlapsAny(d.Tokens[i].Span, content) {
			continue
		}
		switch d.Tokens[i].Kind {
		case analysis.Word, analysis.Number:
			n++
			last = ""
		case analysis.Punct:
			last = d.Tokens[i].Lower
		}
	}
	return n, last == "?"
}

// threeWay makes the score of a head of the classes minus, none and plus. Raw is
// the log-odds of plus against minus.
func (r *Reader) threeWay(name string, rd *reading, t *teller, shifts []shift) analysis.Score {
	h := r.heads[name]
	out := h.statement(rd)
	return h.score(rd, out, t, shiftsOf(shifts, name, ""))
}

// score makes a score of the output of such a head. t is nil where no words are to be told.
func (h *head) score(rd *reading, out *output, t *teller, shifts []shift) analysis.Score {
	z := out.logits()
	for i := range shifts {
		z[2] += shifts[i].by / 2
		z[0] -= shifts[i].by / 2
	}
	p := probabilities(z)
	class := h.class(p)
	score := analysis.Score{Value: h.value(p)}
	score.Label, score.Prob = h.Classes[class], p[class]
	if t != nil {
		score.Evidence, score.Raw = t.tell(rd, difference(out.parts[2], out.parts[0]), out.base[2]-out.base[0], shifts)
	}
	return score
}

// Class is the place of the label that logits have.
func (c *HeadConfig) Class(logits []float64) int { return c.class(probabilities(logits)) }

func (c *HeadConfig) class(p []float64) int {
	if c.Threshold == 0 || len(p) != 3 {
		return likeliest(p)
	}
	switch value := c.value(p); {
	case value >= c.Threshold:
		return 2
	case value <= -c.Threshold:
		return 0
	}
	return 1
}

// value is the value of a score whose classes minus, none and plus have probabilities p.
func (c *HeadConfig) value(p []float64) float64 {
	switch {
	case c.Value != sideValue:
		return p[2] - p[0]
	case p[2] < p[0]:
		return p[1] - 1
	}
	return 1 - p[1]
}

func likeliest(p []float64) int {
	best := 0
	for c := range p {
		if p[c] > p[best] {
			best = c
		}
	}
	return best
}

func difference(plus, minus []float64) []float64 {
	d := make([]float64, len(plus))
	for i := range d {
		d[i] = plus[i] - minus[i]
	}
	return d
}

// plainFrom is the certainty from which on something is called plain.
const plainFrom = 0.5

// certainty makes the score of the head that tells plain from hedged. Raw is the
// log-odds of plain.
func (r *Reader) certainty(rd *reading, t *teller) analysis.Score {
	h := r.heads["certainty"]
	out := h.statement(rd)
	p := probabilities(out.logits())
	class := 0
	if p[1] >= plainFrom {
		class = 1
	}
	score := analysis.Score{Value: p[1], Label: h.Classes[class], Prob: p[class]}
	score.Evidence, score.Raw = t.tell(rd, difference(out.parts[1], out.parts[0]), out.base[1]-out.base[0], nil)
	return score
}

// frameShare is the least share with which a frame is told beside the first, and
// frameWords how many words are told for the first.
const (
	frameShare = 0.1
	frameWords = 2
)

// frames ranks the frames by their probability.
func (r *Reader) frames(rd *reading, t *teller, shifts []shift) []analysis.Frame {
	h := r.heads["frame"]
	out := h.statement(rd)
	z := out.logits()
	for c, id := range h.Classes {
		for _, s := range shiftsOf(shifts, "frame", id) {
			z[c] += s.by
		}
	}
	p := probabilities(z)
	var ranked []analysis.Frame
	taken := make([]bool, len(p))
	for {
		next := -1
		for c := range p {
			if !taken[c] && (next < 0 || p[c] > p[next]) {
				next = c
			}
		}
		if next < 0 || len(ranked) > 0 && p[next] < frameShare {
			return ranked
		}
		taken[next] = true
		f := analysis.Frame{ID: h.Classes[next], Weight: p[next]}
		if len(ranked) == 0 {
			mean := make([]float64, len(rd.ids))
			for _, parts := range out.parts {
				for i, x := range parts {
					mean[i] += x / float64(len(p))
				}
			}
			f.Evidence = t.strongest(rd, difference(out.parts[next], mean), frameWords, shiftsOf(shifts, "frame", f.ID))
		}
		ranked = append(ranked, f)
	}
}

// towards makes the tone toward a span.
func (r *Reader) towards(rd *reading, span analysis.Span, t *teller) analysis.Score {
	in, ok := rd.pieces(span)
	if !ok || span.Empty() {
		return analysis.Score{Abstained: reasonTarget}
	}
	h := r.heads["target_tone"]
	if !r.config.TargetEvidence {
		t = nil
	}
	return h.score(rd, h.about(rd, in), t, nil)
}

// pieces tells which pieces have part in a span, and whether any has.
func (w *window) pieces(span analysis.Span) (in []bool, any bool) {
	in = make([]bool, len(w.spans))
	for i, s := range w.spans {
		in[i] = s.Overlaps(span)
		any = any || in[i]
	}
	return in, any
}

// mentions reads what the source of a statement holds of everybody else whom its
// sentences name, and in which tone its words speak of them.
func (r *Reader) mentions(d *analysis.Document, a *analysis.Attribution, rd *reading, into *analysis.Reading) {
	own := d.Within(a)
	from := d.MentionsFrom(own.Start)
	for i := from; i < len(d.Mentions) && d.Mentions[i].Start < own.End; i++ {
		m := &d.Mentions[i]
		if !own.Overlaps(m.Span) || overlapsAny(m.Span, a.Source) {
			continue
		}
		if read, ok := r.mention(d, i, rd); ok {
			into.Mentions = append(into.Mentions, read)
		}
	}
	for i := from - 1; i >= 0 && len(into.Around) < mostAround; i-- {
		read, ok := r.mention(d, i, rd)
		if !ok {
			break
		}
		into.Around = append(into.Around, read)
	}
}

// mostAround is how many mentions before a statement's sentences are read, so that long sentences
// cost no more.
const mostAround = 16

// mention reads what the source of a statement holds of mention i. It reports false where no
// piece of the mention is read.
func (r *Reader) mention(d *analysis.Document, i int, rd *reading) (analysis.MentionReading, bool) {
	in, ok := rd.pieces(d.Mentions[i].Span)
	if !ok {
		return analysis.MentionReading{}, false
	}
	z, t := r.heads["evaluation"].about(rd, in).logits(), r.heads["target_tone"].about(rd, in).logits()
	return analysis.MentionReading{Mention: i, Blame: z[0], Neither: z[1], Praise: z[2], Negative: t[0], Neutral: t[1], Positive: t[2]}, true
}

// Toward gives the tone of d's text toward a span of it, with the words that made
// it where Config.TargetEvidence is set.
func (r *Reader) Toward(d *analysis.Document, target analysis.Span) analysis.Score {
	score := analysis.Score{Abstained: reasonTarget}
	s := r.open(d, d.Slice(target))
	p, ok := s.bare(analysis.Span{End: len(d.Text)}, target)
	if !ok {
		return score
	}
	r.read(s, []job{{passage: p, done: func(rd *reading) { score = r.towards(rd, target, newTeller(d, r.silent)) }}})
	return score
}

// Tone gives the sentiment of the words at spans, read for themselves.
func (r *Reader) Tone(d *analysis.Document, spans []analysis.Span) analysis.Score {
	score := analysis.Score{Abstained: reasonEmpty}
	s := r.open(d)
	p, ok := s.bare(analysis.Hull(spans), analysis.Hull(spans))
	if words, _ := contentWords(d, spans); !ok || words == 0 {
		return score
	}
	r.read(s, []job{{passage: p, content: spans, done: func(rd *reading) {
		score = r.threeWay("sentiment", rd, newTeller(d, r.silent), r.overlay.shifts(d, spans))
	}}})
	return score
}
