package tagger

import (
	"math"

	"readout/analysis"
)

// Evidence is the features of an attribution's confidence: log odds of the tagger and the
// linker, and binary features.
type Evidence [evidences]float32

const (
	evidenceContent = iota // log odds of the content's ends
	evidenceCue
	evidenceSource
	evidenceCueLink // log odds of the links
	evidenceSourceLink
	evidenceNoSource
	evidenceQuoted
	evidenceParts // several contents
	evidences
)

// Calibration is a logistic regression from evidence to the probability that
// source and content are right, fitted on articles that the tagger had not seen
// (Platt 1999).
type Calibration struct {
	Weights [evidences]float32
	Bias    float32
}

// Of gives the calibrated probability.
func (c *Calibration) Of(e Evidence) float64 {
	x := float64(c.Bias)
	for i, w := range c.Weights {
		x += float64(w * e[i])
	}
	return analysis.Probability(x)
}

func logOdds(p float32) float32 {
	p = min(max(p, 0.01), 0.99)
	return float32(math.Log(float64(p / (1 - p))))
}

// evidenceOf gathers the evidence of an attribution; cueProb and sourceProb are the
// probabilities of its links.
func (t *Tagger) evidenceOf(x *Finding, cueProb, sourceProb float32) Evidence {
	var e Evidence
	content := float32(1)
	for _, k := range x.Content {
		content = min(content, k.Conf)
	}
	e[evidenceContent] = logOdds(content)
	if len(x.Cue) > 0 {
		e[evidenceCue] = logOdds(x.Cue[0].Conf)
	}
	e[evidenceCueLink] = logOdds(cueProb)
	if len(x.Source) > 0 {
		e[evidenceSource] = logOdds(x.Source[0].Conf)
		e[evidenceSourceLink] = logOdds(sourceProb)
	} else {
		e[evidenceNoSource] = 1
	}
	if t.Info[x.Content[0].First].Quote != 0 {
		e[evidenceQuoted] = 1
	}
	if len(x.Content) > 1 {
		e[evidenceParts] = 1
	}
	return e
}
