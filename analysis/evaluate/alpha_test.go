package evaluate

import (
	"math"
	"strings"
	"testing"
)

// published are the worked examples of Krippendorff, Computing Krippendorff's
// Alpha-Reliability (2011): one string a coder, one label a unit, "." for none.
var published = []struct {
	name   string
	coders []string
	scale  Scale
	want   float64
}{
	{"A: two coders, two labels", []string{"0100000010", "1110010000"}, Nominal, 0.095},
	{"B: two coders, five labels", []string{"aabbdcccedda", "babbbccceddd"}, Nominal, 0.692},
	{"C: four coders, labels missing, nominal", []string{"123321412...", "1233224125.3", ".3332342251.", "12332441251."}, Nominal, 0.743},
	{"C: ordinal", []string{"123321412...", "1233224125.3", ".3332342251.", "12332441251."}, Ordinal, 0.815},
	{"C: interval", []string{"123321412...", "1233224125.3", ".3332342251.", "12332441251."}, Interval, 0.849},
}

func TestAlphaOfPublishedExamples(t *testing.T) {
	for _, c := range published {
		var units [][]int
		labels := "012345abcde"
		values := make([]float64, len(labels))
		for i := range values {
			values[i] = float64(i)
		}
		for i := range c.coders[0] {
			var u []int
			for _, coder := range c.coders {
				if coder[i] != '.' {
					u = append(u, strings.IndexByte(labels, coder[i]))
				}
			}
			units = append(units, u)
		}
		if got := Alpha(units, values, c.scale); math.Abs(got-c.want) > 0.0006 {
			t.Errorf("%s: %.4f, want %.3f", c.name, got, c.want)
		}
	}
}

func TestAlphaOfNothing(t *testing.T) {
	for _, units := range [][][]string{nil, {{"a"}, {"b"}}, {{"a", "a"}, {"a", "a"}}} {
		if got := AlphaOf(units, nil, Nominal); !math.IsNaN(got) {
			t.Errorf("%v: %v", units, got)
		}
	}
	if got := AlphaOf([][]string{{"a", "a"}, {"b", "b"}}, nil, Ordinal); got != 1 {
		t.Errorf("perfect agreement is %v", got)
	}
}
