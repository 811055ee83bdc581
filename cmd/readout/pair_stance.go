package main

import (
	"math"
	"slices"
	"strings"

	"readout/analysis"
	"readout/analysis/evaluate"
	"readout/analysis/stance"
	"readout/lexicon"
)

// pairStance says whether a source is for or against a target in one sentence.
// The model of signs gives its odds there; so does what the article's other
// sentences that name both say, because few people change their mind within an
// article.
type pairStance struct{ leaning *stance.Leaning }

func newPairStance(lex *lexicon.Lexicon) (*pairStance, error) {
	leaning, err := stance.NewLeaning(lex)
	if err != nil {
		return nil, err
	}
	return &pairStance{leaning}, nil
}

// What the article says elsewhere counts beside the sentence itself: sentences
// on the same two, and those on the two the other way round, because a position
// is mostly returned. Each is a mean over its sentences.
const (
	elsewhere = 0.5
	returned  = 0.25
)

// PairStance gives favor or against, and the probability that it is right.
func (p *pairStance) PairStance(d *analysis.Document, sentence analysis.Span, source, target evaluate.Party) (string, float64) {
	odds := p.odds(d, sentence, source, target) +
		elsewhere*p.mean(d, source, target, sentence) +
		returned*p.mean(d, target, source, analysis.Span{})
	prob := 1 / (1 + math.Exp(-math.Abs(odds)))
	if odds >= 0 {
		return stance.Favor, prob
	}
	return stance.Against, prob
}

// mean is that of the odds over the sentences that name both parties, but for
// those that overlap one; 0 where there is none.
func (p *pairStance) mean(d *analysis.Document, source, target evaluate.Party, without analysis.Span) float64 {
	sum, n := 0.0, 0
	for i := range d.Sentences {
		s := d.Sentences[i].Span
		if s.Overlaps(without) {
			continue
		}
		to := findParty(d, s, target, analysis.Span{})
		if to.Empty() || findParty(d, s, source, to).Empty() {
			continue
		}
		sum += p.odds(d, s, source, target)
		n++
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// odds is the logarithm of the odds for favor in one sentence.
func (p *pairStance) odds(d *analysis.Document, sentence analysis.Span, source, target evaluate.Party) float64 {
	to := findParty(d, sentence, target, analysis.Span{})
	return p.leaning.Odds(d, sentence, findParty(d, sentence, source, to), to)
}

// findParty is where a sentence names a party, by resolution or by its words,
// empty for nowhere.
func findParty(d *analysis.Document, sentence analysis.Span, party evaluate.Party, not analysis.Span) analysis.Span {
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if party.Actor >= 0 && sentence.Contains(m.Span) && !m.Span.Overlaps(not) && slices.Contains(m.Actors, party.Actor) {
			return m.Span
		}
	}
	text := d.Slice(sentence)
	words := strings.Fields(party.Name)
	slices.Reverse(words) // a person's last word is the surname
	for _, name := range append([]string{party.Name}, words...) {
		for from := 0; len(name) > 2; {
			at := strings.Index(text[from:], name)
			if at < 0 {
				break
			}
			s := analysis.Span{Start: sentence.Start + from + at, End: sentence.Start + from + at + len(name)}
			if !s.Overlaps(not) {
				return s
			}
			from += at + len(name)
		}
	}
	return analysis.Span{}
}
