package reports

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// regatta is a large made-up corpus: years of quarrels over a regatta, eight
// sides that differ by as much as their place in the list.
func regatta(articles int) []press {
	rng := rand.New(rand.NewPCG(5, 8))
	sides := []string{"organizers", "northern-clubs", "southern-clubs", "sail-makers", "harbour-board", "island-council", "broadcasters", "coast-guard", "fishers"}
	issues := []string{"harbour_talks", "dredging", "prize-money", "safety-rules", "television-rights", "start-dates", "entry-fees", "anchorages", "measuring", "weather-holds", "crew-sizes", "clean-water", "old-boats"}
	good := []string{"a real step ahead", "within reach", "good news for everyone", "likely to hold", "a fair offer"}
	bad := []string{"dead on arrival", "no way forward", "a broken promise", "bound to fail", "a gift to the rich"}
	start := time.Date(2016, 3, 1, 0, 0, 0, 0, time.UTC)
	all := make([]press, articles)
	for i := range all {
		p := press{id: fmt.Sprintf("r%04d", i), outlet: fmt.Sprintf("Paper %d", rng.IntN(14)+1),
			day: start.AddDate(0, 0, i*1600/articles).Format(time.DateOnly), url: fmt.Sprintf("https://paper.example/%d", i)}
		bent := rng.NormFloat64() * 0.15
		for range 3 + rng.IntN(22) {
			k := min(rng.IntN(len(sides)), rng.IntN(len(sides)))
			x := max(-1, min(1, 0.75-float64(k)*0.22+bent+rng.NormFloat64()*0.35))
			words := good[rng.IntN(len(good))]
			if x < 0 {
				words = bad[rng.IntN(len(bad))]
			}
			issue := issues[min(rng.IntN(len(issues)), rng.IntN(len(issues)))]
			s := said{sides[k], fmt.Sprintf("%s-%d", sides[k], rng.IntN(4)), "spokesperson", issue,
				fmt.Sprintf("A spokesperson for the %s said on day %d that the plan for the %s was “{%s|outlook|%+.2f}”, and that number %d on the list had not been asked.",
					strings.ReplaceAll(sides[k], "-", " "), i, strings.ReplaceAll(issue, "-", " "), words, x, rng.IntN(9000)),
				x, x * 0.8, []string{"progress", "obstacle", "demand", "plan", "caution", "blame"}[rng.IntN(6)], nil, 0, ""}
			if rng.IntN(4) == 0 {
				s.outlook = na
			}
			p.says = append(p.says, s)
		}
		all[i] = p
	}
	return all
}

func TestLargeReportStaysReadable(t *testing.T) {
	s := load(t, regatta(160))
	var out bytes.Buffer
	if err := s.HTML(&out); err != nil {
		t.Fatal(err)
	}
	if out.Len() > 1<<20 {
		t.Errorf("%d bytes for %d statements", out.Len(), s.Statements)
	}
	if n := len(s.ShownIssues()); n != maxIssues || len(s.ShownSides()) != maxSides {
		t.Errorf("%d issues and %d sides", n, len(s.ShownSides()))
	}
	if *pages != "" {
		if err := write(filepath.Join(*pages, "large.html"), s.HTML); err != nil {
			t.Fatal(err)
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	s := load(b, regatta(200))
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := s.HTML(&out); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	c := publish(b, regatta(200))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(c); err != nil {
			b.Fatal(err)
		}
	}
}
