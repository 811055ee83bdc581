package stance

import (
	"math"
	"testing"
)

func TestShrinkKeepsWhatTellsClassesApart(t *testing.T) {
	m := &Model{
		Dimension: "stance", Classes: []string{"a", "b"}, Offsets: []float64{0, 0},
		Keys:    []ModelKey{{1, "strong", ""}, {1, "alike", ""}, {1, "weak", ""}, {1, "other", "way"}},
		Weights: []float32{1, -0.5, 0.7, 0.7, 0.01, -0.01, -0.2, 0.3},
	}
	m.shrink(0.04)
	b, err := m.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	got, err := ReadModel(b)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]float32{"strong": {1, -0.5}, "other": {-0.2, 0.3}}
	if len(got.Keys) != len(want) {
		t.Fatalf("kept %v", got.Keys)
	}
	for i, k := range got.Keys {
		for c, x := range want[k.A] {
			if y := got.Weights[2*i+c]; math.Abs(float64(y-x)) > 0.5/127 {
				t.Errorf("%s: weight %d is %v, %v wanted", k.A, c, y, x)
			}
		}
	}
}
