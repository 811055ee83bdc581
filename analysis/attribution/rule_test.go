package attribution

import (
	"fmt"
	"os"
	"testing"

	"readout/analysis"
	"readout/lexicon"
)

func TestRules(t *testing.T) {
	lex, _ := lexicon.Load()
	b, _ := os.ReadFile("/tmp/attr/attribution.bin")
	m, err := ReadModel(b)
	if err != nil { t.Fatal(err) }
	a := NewWithModel(lex, m)
	ex := loadGold(t, "/work/shared/eval/attribution/dev.jsonl", lex)
	type st struct{ n, in, src, exact int; ex []string }
	by := map[string]*st{}
	for _, x := range ex {
		d := x.Document
		a.Attribute(d)
		owner := make([]int, len(d.Tokens))
		for i, g := range x.Gold { for _, s := range g.Content { for k, l := tokensIn(d, s); k < l; k++ { owner[k] = i + 1 } } }
		for i := range d.Attributions {
			y := &d.Attributions[i]
			s := by[y.Rule]; if s == nil { s = &st{}; by[y.Rule] = s }
			s.n++
			c := map[int]int{}; n := 0
			for _, sp := range y.Content { for k, l := tokensIn(d, sp); k < l; k++ { c[owner[k]]++; n++ } }
			best := 0
			for o, v := range c { if o > 0 && v > c[best] || best == 0 && o > 0 && v*2 > n { best = o } }
			if best > 0 && c[best]*2 >= n { s.in++
				src := y.Source; if y.Inherits >= 0 { src = d.Attributions[y.Inherits].Source }
				ok := len(x.Gold[best-1].Source) == 0
				for _, p := range src { for _, q := range x.Gold[best-1].Source { if p.Overlaps(q) { ok = true } } }
				if ok { s.src++ }
			} else if y.Rule != ruleModel { s.ex = append(s.ex, d.Slice(analysis.Hull(y.Content))) }
		}
	}
	for r, s := range by { fmt.Println(r, s.n, "inside gold content", s.in, "source ok", s.src); for i, e := range s.ex { if i < 12 { fmt.Println("    ", e) } } }
}
