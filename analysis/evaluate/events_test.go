package evaluate

import (
	"math"
	"strings"
	"testing"
)

func TestBCubed(t *testing.T) {
	gold, err := ReadEvents(strings.NewReader(`{"id":"x_1","text":"a"}
{"id":"x_2","text":"a","published_at":"2019-10-24"}
{"id":"y_1","title":"Head","sentences":["One.","Two."]}
`))
	if err != nil {
		t.Fatal(err)
	}
	if a := gold[2].Article(); a.Text != "Head\n\nOne. Two." || a.HeadlineEnd != 4 {
		t.Errorf("article %+v", a)
	}
	for _, c := range []struct {
		name              string
		found             map[string]string
		precision, recall float64
	}{
		{"all right", map[string]string{"x_1": "1", "x_2": "1", "y_1": "2"}, 1, 1},
		{"all in one", map[string]string{"x_1": "1", "x_2": "1", "y_1": "1"}, 5.0 / 9, 1},
		{"each alone", map[string]string{"x_1": "1", "x_2": "2", "y_1": "3"}, 1, 2.0 / 3},
	} {
		f, err := Events(gold, c.found)
		if err != nil || math.Abs(f.Precision-c.precision) > 1e-9 || math.Abs(f.Recall-c.recall) > 1e-9 {
			t.Errorf("%s: %+v, %v", c.name, f, err)
		}
	}
	if _, err := Events(gold, map[string]string{"x_1": "1"}); err == nil {
		t.Error("an article without an event is no fault")
	}
}

func TestGoldEventsWithoutWordsOrEventAreFaults(t *testing.T) {
	for _, line := range []string{`{"id":"x1","text":"a"}`, `{"id":"x_1"}`, `{"id":"x_1","text":"a","published_at":"soon"}`} {
		if _, err := ReadEvents(strings.NewReader(line)); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("%s: %v", line, err)
		}
	}
}
