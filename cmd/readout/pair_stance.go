package main

import (
	"math"
	"slices"
	"strings"

	"readout/analysis"
	"readout/analysis/evaluate"
	"readout/analysis/reader"
	"readout/lexicon"
)

// pairStance says whether a source is for or against a target in one sentence.
// The reader gives the odds of what the source holds of the target there, and those of
// the stance that a run would give the sentence as a statement, which also tells where the
// target is not named; so do the article's other sentences that name both, because
// few people change their mind within an article.
type pairStance struct{ reader *reader.Reader }

func newPairStance(lex *lexicon.Lexicon) (*pairStance, error) {
	r, err := reader.New(lex, reader.Config{})
	if err != nil {
		return nil, err
	}
	return &pairStance{r}, nil
}

// Weights of the mean log-odds of the article's other sentences, relative to the sentence
// itself: of sentences with the same source and target, and of those with both exchanged,
// because a position is mostly returned. leaning is the weight of a sentence's stance, which
// may be toward something else.
const (
	elsewhere = 0.5
	returned  = 0.25
	leaning   = 0.5
)

// PairStance gives favor or against, and the probability that it is right.
func (p *pairStance) PairStance(d *analysis.Document, sentence analysis.Span, source, target evaluate.Party) (string, float64) {
	to := findParty(d, sentence, target, analysis.Span{})
	pairs := []reader.Pair{{Within: sentence, Source: findParty(d, sentence, source, to), Target: to}}
	others := pairsOf(d, source, target, sentence)
	back := pairsOf(d, target, source, analysis.Span{})
	odds := p.odds(d, slices.Concat(pairs, others, back))
	n := 1 + len(others)
	sum := odds[0] + elsewhere*mean(odds[1:n]) + returned*mean(odds[n:])
	prob := analysis.Probability(math.Abs(sum))
	if sum >= 0 {
		return reader.Favor, prob
	}
	return reader.Against, prob
}

// pairsOf are the sentences that name both parties, but for those that overlap one.
func pairsOf(d *analysis.Document, source, target evaluate.Party, without analysis.Span) []reader.Pair {
	var pairs []reader.Pair
	for i := range d.Sentences {
		s := d.Sentences[i].Span
		if s.Overlaps(without) {
			continue
		}
		to := findParty(d, s, target, analysis.Span{})
		if from := findParty(d, s, source, to); !to.Empty() && !from.Empty() {
			pairs = append(pairs, reader.Pair{Within: s, Source: from, Target: to})
		}
	}
	return pairs
}

// odds are the log-odds of favor against against, 0 where there is nothing to read.
func (p *pairStance) odds(d *analysis.Document, pairs []reader.Pair) []float64 {
	odds := make([]float64, len(pairs))
	add := func(weight float64, read [][]float64) {
		for i, ways := range read {
			if ways != nil {
				odds[i] += weight * math.Log(ways[2]/ways[0])
			}
		}
	}
	add(1, p.reader.Directed(d, pairs))
	add(leaning, p.reader.Stances(d, pairs))
	return odds
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v / float64(len(x))
	}
	return sum
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
