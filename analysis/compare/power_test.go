package compare

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// powerTable says how wide the corrected 95 % interval of one side's share is, by how many
// statements that bear on it are coded and how often the engine is right: means over draws
// from articles with some 2,000 statements of a side. It stands in the page on coding.
func powerTable() string {
	var b strings.Builder
	b.WriteString("| coded statements that bear on the share | engine right 70 % | 80 % | 90 % | 95 % |\n|---|---|---|---|---|\n")
	for _, n := range []int{25, 50, 100, 200, 400} {
		fmt.Fprintf(&b, "| %d |", n)
		for _, right := range []float64{.7, .8, .9, .95} {
			wrong := 1 - right
			w := world{articles: 1000, n: n * 23 / 10, agree: [2]float64{.6, .6}, error: [2][2]float64{{wrong, wrong}, {wrong, wrong}}, missed: [2]float64{wrong, wrong}, invented: wrong / 2}
			rng := rand.New(rand.NewPCG(11, uint64(n)))
			width, coded := 0.0, 0
			const draws = 12
			for range draws {
				all := w.draw(rng)[0]
				c := CorrectShare(all)
				width += (c.High - c.Low) / draws
				coded += c.Coded
			}
			if mean := coded / draws; mean < n*7/10 || mean > n*14/10 {
				return fmt.Sprintf("%d coded where %d were wanted", mean, n)
			}
			fmt.Fprintf(&b, " %.2f |", width)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestPowerTableStandsInThePage(t *testing.T) {
	const path = "../../data/coding/CODING.md"
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if want := powerTable(); !strings.Contains(string(page), want) {
		t.Errorf("%s lacks the table as it is measured:\n%s", path, want)
	}
}
