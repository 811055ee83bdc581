package table

import "fmt"

// Accuracy is how often the engine was right in one dimension on articles that
// language-model readers coded and that no model learned from: the part dev of the
// coded set, as `readout evaluate coded` counts it.
type Accuracy struct {
	Dimension string
	Measure   string
	Value     float64 // 0 to 1
}

// accuracies are those of this version's models. Who trains them anew measures them anew.
var accuracies = []Accuracy{
	{"speaker", "right of those coded", .879},
	{"country", "right of those coded", .834},
	{"party", "right of those coded", .819},
	{"stance", "macro-F1 of three labels", .706},
	{"outlook", "macro-F1 of three labels", .657},
	{"sentiment", "macro-F1 of three labels", .699},
	{"certainty", "macro-F1 of plain and hedged", .875},
	{"frame", "right of thirteen", .536},
	{"positions", "given and right, proposition and direction", positionPrecision},
	{"positions", "found of those coded", positionRecall},
	{"positions", "direction right where the proposition is", positionSign},
	{"praise and blame", "given and right, whom and which", evaluationPrecision},
	{"praise and blame", "found of those coded", evaluationRecall},
}

// Those of position.bin.
const (
	positionPrecision   = .558
	positionRecall      = .261
	positionSign        = .845
	evaluationPrecision = .419
	evaluationRecall    = .375
)

// shrinkage is what is left of a difference of the shares that agree, where errors fall on
// both sides alike, 0 to 1: a position that is given is on the right proposition with one
// probability, and there in the right direction with another.
func shrinkage() float64 { return positionPrecision / positionSign * (2*positionSign - 1) }

// AccuracyNotes say how the figures came about and what they mean for a comparison.
func AccuracyNotes() []string {
	return []string{
		"How often the engine is right was measured on 295 articles (1,166 statements) of mostly US news of 2012 to 2020 that no model " +
			"learned from. They were coded by language-model readers under a written guide, not by people; two of these readers agree on positions with F1 .89.",
		fmt.Sprintf("A position that is given is right, proposition and direction, %.0f times of 100; where the proposition is right, the direction is %.0f times of 100. "+
			"Where such errors fall on both sides alike, a difference of 40 points between the shares of two sides that agree shows as about %.0f: "+
			"a difference that shows is smaller than the true one, and its absence proves nothing. Errors that fall on one side more than on the other "+
			"can make a difference of their own, so read the sentences behind it.", 100*positionPrecision, 100*positionSign, 40*shrinkage()),
	}
}
