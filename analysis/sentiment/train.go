package sentiment

import (
	"readout/analysis"
)

// Example is one labelled text, segmented. It has a Tone, or a Label: of what
// was said, or toward the words at Target.
type Example struct {
	Doc     *analysis.Document
	Content []analysis.Span // what has the tone; the whole text where there is none
	Target  analysis.Span
	Label   string    // negative, neutral, positive; "" where it has a Tone, Shares or Taught
	Shares  []float64 // what a teacher gives each label toward Target; learnt from, never scored
	Weight  float64   // how much Shares or Taught count, beside 1 for a label or a Tone
	Tone    *float64  // -1..1, the mean of raters
	Taught  []float64 // -1..1, of teachers, of which number k has not seen part k of the rated; learnt from, never scored
	Group   string    // examples of one group are never parted; the text where empty
}

// group is what keeps an example on one side of a split.
func (e *Example) group() string {
	if e.Group != "" {
		return e.Group
	}
	return e.Doc.Text
}

// Report is what training found out by leaving a part out: every figure is on
// examples that the scored model had not seen.
type Report struct {
	Tones, Statements int
	Pearson           float64 // of tone
	StatementF1       float64 // macro-F1 of its labels
}

func labelIndex(label string) int {
	for i, l := range TargetClasses {
		if l == label {
			return i
		}
	}
	return -1
}
