package sentiment

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"readout/analysis"
	"readout/analysis/evaluate"
	"readout/analysis/network"
	"readout/analysis/segment"
	"readout/lexicon"
)

// trainingSet makes a small one of the table of signs: the sentences with their
// signs as ratings, and again as what two teachers and a label say.
func trainingSet(t *testing.T, lex *lexicon.Lexicon) []Example {
	seg := segment.New(lex)
	var out []Example
	for _, c := range readSigns(t) {
		tone := map[string]float64{"+": 0.5, "-": -0.5, "0": 0}[c.want]
		d := document(seg, c.text)
		out = append(out, Example{Doc: d, Tone: &tone}, Example{Doc: d, Taught: []float64{tone, tone / 2}, Weight: 0.5},
			Example{Doc: d, Label: map[string]string{"+": "positive", "-": "negative", "0": "neutral"}[c.want]})
	}
	return out
}

func toneOptions() network.Options {
	return network.Options{Units: 8, Epochs: 40, Drop: 0.1, Rarest: 2, Seed: 1}
}

// targets are three sentences about everyone.
func targets(seg *segment.Segmenter) (out []Example) {
	for _, who := range []string{"The coach", "The mayor", "The pilot", "The nurse", "The judge", "The baker", "The author", "The farmer"} {
		for _, c := range []struct{ rest, label string }{
			{" was praised by everyone.", "positive"},
			{" was accused of fraud.", "negative"},
			{" spoke on Tuesday.", "neutral"},
		} {
			out = append(out, Example{Doc: document(seg, who+c.rest), Target: analysis.Span{Start: 0, End: len(who)}, Label: c.label})
		}
	}
	return out
}

func TestTrainingIsDeterministicAndLearns(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	examples := trainingSet(t, lex)
	var files [2][]byte
	for i := range files {
		m, report, err := Train(lex, examples, evaluate.FoldOf, toneOptions())
		if err != nil {
			t.Fatal(err)
		}
		if report.Pearson < 0.3 || report.StatementF1 < 0.5 || report.Tones == 0 || report.Tones != report.Statements {
			t.Errorf("%+v", report)
		}
		if files[i], err = m.Bytes(); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("the same examples gave two models")
	}
}

func TestTrainingSaysWhatIsWrong(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	all := trainingSet(t, lex)
	seg := segment.New(lex)
	for _, c := range []struct {
		name, want string
		examples   []Example
	}{
		{"no ratings", "0 texts with a tone", all[1:2]},
		{"an unknown label", `label "angry"`, append(slices.Clone(all), Example{Doc: document(seg, "No."), Label: "angry"})},
		{"a target", `toward "The coach"`, append(slices.Clone(all), targets(seg)...)},
	} {
		if _, _, err := Train(lex, c.examples, evaluate.FoldOf, toneOptions()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestTrainingTowardTargetsIsDeterministicAndLearns(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	words, err := lex.Words()
	if err != nil {
		t.Fatal(err)
	}
	examples := targets(segment.New(lex))
	o := network.Options{Units: 8, Epochs: 150, Drop: 0.1, Rarest: 2, Folds: 4, Seed: 1}
	var files [2][]byte
	for i := range files {
		m, held, err := TrainTarget(words, examples, o)
		if err != nil {
			t.Fatal(err)
		}
		right := 0
		for _, p := range held {
			if p.Scores[p.Label] == slices.Max(p.Scores) {
				right++
			}
		}
		if len(held) == 0 || right*10 < len(held)*8 {
			t.Errorf("%d right of %d held back", right, len(held))
		}
		if files[i], err = m.Bytes(); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("the same examples gave two models")
	}
	examples[3].Label = "angry"
	if _, _, err := TrainTarget(words, examples, o); err == nil || !strings.Contains(err.Error(), `label "angry"`) {
		t.Errorf("an unknown label: %v", err)
	}
}
