package sentiment

import (
	"hash/fnv"

	"readout/analysis"
	"readout/lexicon"
)

// Example is one labelled text, segmented. It has a Tone, or a Label: of what
// was said, or toward the words at Target.
type Example struct {
	Doc     *analysis.Document
	Content []analysis.Span // what has the tone; the whole text where there is none
	Target  analysis.Span
	Label   string    // negative, neutral, positive; "" where it has a Tone or Shares
	Shares  []float64 // what a teacher gives each label toward Target; learnt from, never scored
	Weight  float64   // how much Shares count, beside 1 for a label
	Tone    *float64  // -1..1, the mean of raters
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

// How the training goes. The scales say how freely a group of columns may move
// under the common penalty.
type settings struct {
	lexiconUnit, vectorUnit, wordUnit float64
	tonePenalty                       float64
	iterations                        int
	// What was said has labels, not ratings: a label stands for the rating
	// labelTone, and weighs statementWeight.
	labelTone, statementWeight, targetWeight float64
}

// The settings were found by cross-validation on the training sets.
func defaults() settings {
	return settings{
		lexiconUnit: 10, vectorUnit: 6, wordUnit: 3, tonePenalty: 20,
		iterations: 80,
		labelTone:  0.35, statementWeight: 0.1, targetWeight: 0.1,
	}
}

// unscored marks an example that is learnt from in every part and scored in none.
const unscored = -2

const toneFolds = 10

// Train learns the model of tone from examples. The same examples in the same order give
// the same model.
func Train(lex *lexicon.Lexicon, examples []Example) (*Model, Report, error) {
	s, err := newReader(lex)
	if err != nil {
		return nil, Report{}, err
	}
	m, r := &Model{}, Report{}
	if err := s.trainTone(examples, defaults(), m, &r); err != nil {
		return nil, r, err
	}
	return m, r, nil
}

// fold puts a text into one of n parts by its words, so that copies of a sentence
// never stand on both sides.
func fold(text string, n int) int {
	h := fnv.New32a()
	h.Write([]byte(text))
	return int(h.Sum32() % uint32(n))
}

func labelIndex(label string) int {
	for i, l := range TargetClasses {
		if l == label {
			return i
		}
	}
	return -1
}

// without lists the examples that are not in part k.
func without(parts []int, k int) []int {
	var use []int
	for i, p := range parts {
		if p != k {
			use = append(use, i)
		}
	}
	return use
}
