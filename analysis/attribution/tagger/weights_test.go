package tagger

import "testing"

func TestWeightsKeepTheirRows(t *testing.T) {
	numbers := []uint32{0, 5, 63, 64, 700, 1023}
	rows := make([]Row, len(numbers))
	for i := range rows {
		rows[i][0] = int8(i + 1)
	}
	w := NewWeights(10, numbers, rows, 1)
	for i, n := range numbers {
		var out [Labels]float32
		w.score([]uint32{n}, &out)
		if out[BeginSource] != float32(i+1) {
			t.Errorf("feature %d: got %v, want %d", n, out[BeginSource], i+1)
		}
	}
	var out [Labels]float32
	if w.score([]uint32{1, 62, 65, 1022}, &out); out != [Labels]float32{} {
		t.Errorf("features without a row scored %v", out)
	}
}
