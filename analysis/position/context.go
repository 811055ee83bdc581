package position

import (
	"math"
	"slices"

	"readout/analysis"
)

// context is the reader's output summed over the statements of a document, all of them and by
// source. Features of one statement are made of what the others say, since a source that speaks
// of a matter twice mostly takes the same position.
type context struct {
	all     pooled
	speaker map[int]*pooled      // by index into Document.Actors of the first speaker
	named   []int                // number of mentions, by index into Document.Actors
	held    []holding            // praise and blame, by index into Document.Actors of whom it is of
	holds   map[pairing]*holding // praise and blame, by speaker and whom it is of
	first   []int                // index into Document.Mentions of the first mention, by index into Document.Actors
	titled  []int                // indexes into Document.Mentions of mentions in headlines, at most mostTitled
	most    []int                // indexes into Document.Actors of those who are named most, at most mostNamed
}

// pairing is a speaker and whom the speaker's statements name.
type pairing struct{ speaker, of int }

// pooled is sums over n statements.
type pooled struct {
	n         int
	relevance []float64 // by proposition: probabilities that the statement bears on it
	agreement []float64 // by proposition: log-odds of agreeing, weighted by those probabilities
}

// holding is sums over n mentions of one actor.
type holding struct {
	n         int
	evaluates float64 // probabilities of praise or blame
	praise    float64 // log-odds of praise against blame, weighted by those probabilities
}

func (c *pooled) add(r *analysis.Reading) {
	if c.relevance == nil {
		c.relevance, c.agreement = make([]float64, len(r.Relevance)), make([]float64, len(r.Relevance))
	}
	c.n++
	for i, x := range r.Relevance {
		p := analysis.Probability(x)
		c.relevance[i] += p
		c.agreement[i] += p * bounded(r.Agreement[i])
	}
}

// pool fills the context of a document.
func (p *page) pool(d *analysis.Document) {
	p.context = context{speaker: map[int]*pooled{}, named: make([]int, len(d.Actors)), held: make([]holding, len(d.Actors)), holds: map[pairing]*holding{}}
	p.context.names(p)
	for i := range d.Statements {
		st := &d.Statements[i]
		if !pools(d, st) {
			continue
		}
		p.context.all.add(st.Reading)
		if who := speakerOf(st); who >= 0 {
			if p.context.speaker[who] == nil {
				p.context.speaker[who] = &pooled{}
			}
			p.context.speaker[who].add(st.Reading)
		}
		for k := range st.Reading.Mentions {
			m := &st.Reading.Mentions[k]
			if a := whom(&d.Mentions[m.Mention]); a >= 0 {
				p.context.held[a].add(m, 1)
				if who := (pairing{speakerOf(st), a}); who.speaker >= 0 {
					if p.context.holds[who] == nil {
						p.context.holds[who] = &holding{}
					}
					p.context.holds[who].add(m, 1)
				}
			}
		}
	}
}

// names fills in who is named where and how often.
func (c *context) names(p *page) {
	d := p.d
	c.first = make([]int, len(d.Actors))
	for i := range d.Mentions {
		for _, a := range d.Mentions[i].Actors {
			if c.named[a]++; c.named[a] == 1 {
				c.first[a] = i
			}
		}
		if first, _ := p.tokens(d.Mentions[i].Span); len(c.titled) < mostTitled && d.Sentences[d.Tokens[first].Sentence].Headline {
			c.titled = append(c.titled, i)
		}
	}
	for range mostNamed {
		top := -1
		for a, n := range c.named {
			if n > 1 && !slices.Contains(c.most, a) && (top < 0 || n > c.named[top]) {
				top = a
			}
		}
		if top >= 0 {
			c.most = append(c.most, top)
		}
	}
}

// add adds the reader's output for a mention, or, where by is -1 and not 1, subtracts it.
func (h *holding) add(m *analysis.MentionReading, by int) {
	e := float64(by) * analysis.Probability(evaluates(m))
	h.n += by
	h.evaluates += e
	h.praise += e * bounded(m.Praise-m.Blame)
}

// whom is the index of the actor whom a mention names, -1 where it is not resolved.
func whom(m *analysis.Mention) int {
	if len(m.Actors) == 0 {
		return -1
	}
	return m.Actors[0]
}

// evaluates is the log-odds of praise or blame against neither: the logarithm of the sum of
// the odds of both.
func evaluates(m *analysis.MentionReading) float64 {
	top := max(m.Blame, m.Praise)
	return bounded(top + math.Log1p(math.Exp(min(m.Blame, m.Praise)-top)) - m.Neither)
}

// pools reports whether a statement is part of the sums: it is scored, and the reader has read it.
func pools(d *analysis.Document, st *analysis.Statement) bool {
	return st.Reading != nil && scored(d, st)
}

// scored reports whether a statement may have positions and evaluations: it is neither a
// candidate nor of a source that would not speak.
func scored(d *analysis.Document, st *analysis.Statement) bool {
	return !st.IsCandidate() && !d.Attributions[st.Attribution].Silent
}

// speakerOf is the index of the actor who speaks, the first of several, -1 for none.
func speakerOf(st *analysis.Statement) int {
	if len(st.Speaker.Actors) == 0 {
		return -1
	}
	return st.Speaker.Actors[0]
}

// Means over few statements are drawn toward a prior: as if there were so many more statements,
// each with this probability of bearing on a proposition or of praise or blame.
const (
	priorCount     = 1
	priorBears     = .02
	priorEvaluates = .05
)

// priorWeight is added to the weights of a mean of log-odds, so that with little weight it
// stays near 0.
const priorWeight = .5

// without gives the log-odds that another statement bears on proposition i, and the mean
// log-odds of agreeing with it among those that do. own says that st is part of the sums: it is
// then taken off.
func (c *pooled) without(st *analysis.Statement, own bool, i int) (relevance, agreement float64) {
	if c == nil || c.relevance == nil {
		return logit(priorBears), 0
	}
	sum, agreed, n := c.relevance[i], c.agreement[i], c.n
	if own {
		p := analysis.Probability(st.Reading.Relevance[i])
		sum, agreed, n = max(0, sum-p), agreed-p*bounded(st.Reading.Agreement[i]), n-1
	}
	return logit((sum + priorBears*priorCount) / (float64(n) + priorCount)), agreed / (sum + priorWeight)
}

func logit(p float64) float64 { return math.Log(p / (1 - p)) }

// elsewhere makes features of what the other statements of the document say of the proposition.
func (c *candidate) elsewhere(p *page, st *analysis.Statement, i int) {
	if p.context.all.n == 0 {
		return
	}
	own := pools(p.d, st)
	relevance, _ := p.context.all.without(st, own, i)
	c.bears = append(c.bears, num("article relevance", relevance))
	relevance, agreement := p.context.speaker[speakerOf(st)].without(st, own, i)
	c.bears = append(c.bears, num("speaker relevance", relevance))
	c.agrees = append(c.agrees, num("speaker agreement", agreement))
}

// elsewhere makes features of how often an actor is named in the document and what other
// statements hold of the actor.
func (c *mentionCandidate) elsewhere(p *page, st *analysis.Statement) {
	if c.actor < 0 {
		return
	}
	c.bears = append(c.bears, num("named", math.Log1p(float64(p.context.named[c.actor]))),
		num("named share", float64(p.context.named[c.actor])/float64(max(1, len(p.d.Mentions)))))
	if p.context.all.n == 0 || st.Reading == nil {
		return
	}
	h, by := p.context.held[c.actor], holding{}
	x := p.context.holds[pairing{speakerOf(st), c.actor}]
	if x != nil {
		by = *x
	}
	if pools(p.d, st) {
		for k := range st.Reading.Mentions {
			if m := &st.Reading.Mentions[k]; whom(&p.d.Mentions[m.Mention]) == c.actor {
				h.add(m, -1)
				if x != nil {
					by.add(m, -1)
				}
			}
		}
	}
	c.bears = append(c.bears, num("evaluated elsewhere", h.often()), num("speaker evaluates", by.often()))
	c.agrees = append(c.agrees, num("praise elsewhere", h.lean()), num("speaker praises", by.lean()))
}

// often is the log-odds that another statement holds something of the actor.
func (h *holding) often() float64 {
	return logit((max(0, h.evaluates) + priorEvaluates*priorCount) / (float64(h.n) + priorCount))
}

// lean is the mean log-odds of praise among the statements that hold something.
func (h *holding) lean() float64 { return h.praise / (max(0, h.evaluates) + priorWeight) }
