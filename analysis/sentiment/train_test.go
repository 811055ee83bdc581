package sentiment

import (
	"bytes"
	"strings"
	"testing"

	"readout/analysis"
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
		if report.Pearson < 0.3 || report.TargetF1 < 0.6 {
			t.Errorf("r %.2f, macro-F1 %.2f toward targets", report.Pearson, report.TargetF1)
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
	broken := append([]Example{}, all...)
	last := &broken[len(broken)-1]
	last.Label = "angry"
	for _, c := range []struct {
		name, want string
		examples   []Example
	}{
		{"no ratings", "0 texts with a tone", all[len(all)-24:]},
		{"no targets", "0 labelled targets", all[:40]},
		{"an unknown label", `label "angry"`, broken},
	} {
		if _, _, err := Train(lex, c.examples); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
