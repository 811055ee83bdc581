package sentiment

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"readout/analysis"
	"readout/analysis/network"
	"readout/analysis/segment"
	"readout/lexicon"
)

// trainingSet makes a small one of the table of signs: the sentences with their
// signs as ratings, and two sentences about a target for every noun.
func trainingSet(t *testing.T, lex *lexicon.Lexicon) []Example {
	seg := segment.New(lex)
	var out []Example
	for _, c := range readSigns(t) {
		tone := map[string]float64{"+": 0.5, "-": -0.5, "0": 0}[c.want]
		out = append(out, Example{Doc: document(seg, c.text), Tone: &tone})
	}
	return append(out, targets(seg)...)
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
		m, report, err := Train(lex, examples)
		if err != nil {
			t.Fatal(err)
		}
		if report.Pearson < 0.3 {
			t.Errorf("r %.2f", report.Pearson)
		}
		if files[i], err = m.MarshalBinary(); err != nil {
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
	broken := slices.Clone(all)
	broken[len(broken)-1].Label = "angry"
	for _, c := range []struct {
		name, want string
		examples   []Example
	}{
		{"no ratings", "0 texts with a tone", all[len(all)-24:]},
		{"an unknown label", `label "angry"`, broken},
	} {
		if _, _, err := Train(lex, c.examples); err == nil || !strings.Contains(err.Error(), c.want) {
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
