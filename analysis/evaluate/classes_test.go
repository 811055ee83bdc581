package evaluate

import (
	"math"
	"testing"
)

func TestConfusion(t *testing.T) {
	type item struct{ gold, given string }
	for _, c := range []struct {
		name                string
		neutral             string
		items               []item
		macro, acc, abstain float64
	}{
		{"all right", "o", []item{{"+", "+"}, {"o", "o"}, {"-", "-"}}, 1, 1, 0},
		{"an abstention counts as neutral", "o", []item{{"o", ""}, {"+", "+"}}, 1, 1, 0.5},
		{"an abstention counts as wrong without a neutral", "", []item{{"-", ""}, {"+", "+"}}, 0.5, 0.5, 0.5},
		{"a label that the gold lacks is left out of the mean", "o", []item{{"+", "+"}, {"+", "-"}}, 2.0 / 3, 0.5, 0},
	} {
		table := NewConfusion([]string{"-", "o", "+"}, c.neutral)
		for _, i := range c.items {
			if err := table.Add(i.gold, i.given, 0.9); err != nil {
				t.Fatal(err)
			}
		}
		f := table.Figures()
		if math.Abs(f.MacroF1-c.macro) > 1e-9 || math.Abs(f.Accuracy-c.acc) > 1e-9 || math.Abs(f.Abstained-c.abstain) > 1e-9 {
			t.Errorf("%s: macro-F1 %v, accuracy %v, abstained %v", c.name, f.MacroF1, f.Accuracy, f.Abstained)
		}
	}
	if err := NewConfusion([]string{"+"}, "").Add("?", "+", 1); err == nil {
		t.Error("an unknown gold label passed")
	}
}
