package compare

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"
)

// The figures of testdata/reference.py, which numpy and scipy made; see there.
func TestSecondImplementation(t *testing.T) {
	raw, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var ref struct {
		Cases []struct {
			Name       string
			Statements [][3]any
			Difference float64
			Cliff      float64
			P          float64
			Low, High  float64
		}
		P, Adjusted []float64
	}
	if err := json.Unmarshal(raw, &ref); err != nil {
		t.Fatal(err)
	}
	for _, c := range ref.Cases {
		t.Run(c.Name, func(t *testing.T) {
			var a, b []Unit
			for _, s := range c.Statements {
				u := Unit{s[2].(float64), fmt.Sprint(s[1])}
				if s[0] == "A" {
					a = append(a, u)
				} else {
					b = append(b, u)
				}
			}
			r := Difference(a, b, Config{Resamples: 20_000, MinStatements: 1, MinArticles: 1}, c.Name)
			for _, f := range []struct {
				name            string
				got, want, most float64
			}{
				{"difference", r.Difference, c.Difference, 1e-9},
				{"Cliff's delta", r.Effect, c.Cliff, 1e-9},
				{"p", r.P, c.P, 1e-9},
				{"low", r.Low, c.Low, 0.03}, // two sets of random draws; means of labels come in steps
				{"high", r.High, c.High, 0.03},
			} {
				if math.Abs(f.got-f.want) > f.most {
					t.Errorf("%s is %.4f here and %.4f there", f.name, f.got, f.want)
				}
			}
		})
	}
	for i, got := range Adjust(ref.P) {
		if math.Abs(got-ref.Adjusted[i]) > 1e-12 {
			t.Errorf("adjusted p[%d] is %v here and %v there", i, got, ref.Adjusted[i])
		}
	}
}
