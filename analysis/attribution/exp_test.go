package attribution

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"testing"
	"time"

	"readout/analysis"
	"readout/analysis/segment"
	"readout/lexicon"
)

var rounds = flag.Int("rounds", 8, "")
var rate = flag.Float64("rate", 0.1, "")
var l2 = flag.Float64("l2", 1e-5, "")
var bitsF = flag.Uint("bits", 22, "")
var cutoff = flag.Int("cutoff", 2, "")
var clusterFile = flag.String("clusters", "/tmp/attr/clusters.json", "")
var useDev = flag.Bool("dev", false, "")
var nk = flag.Int("k", 256, "")

func loadGold(t testing.TB, file string, lex *lexicon.Lexicon) []Example {
	s := segment.New(lex)
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	var out []Example
	for sc.Scan() {
		var r struct {
			Text         string
			Attributions []struct{ Source, Cue, Content [][2]int }
		}
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		d := &analysis.Document{Article: &analysis.Article{Text: r.Text}, Text: r.Text}
		s.Segment(d)
		var off []int
		for i := range r.Text {
			off = append(off, i)
		}
		off = append(off, len(r.Text))
		conv := func(x [][2]int) (o []analysis.Span) {
			for _, p := range x {
				o = append(o, analysis.Span{Start: off[p[0]], End: off[p[1]]})
			}
			return
		}
		ex := Example{Document: d}
		for _, a := range r.Attributions {
			ex.Gold = append(ex.Gold, analysis.Attribution{Source: conv(a.Source), Cue: conv(a.Cue), Content: conv(a.Content)})
		}
		out = append(out, ex)
	}
	return out
}

func loadClusters() *clusters {
	b, err := os.ReadFile(*clusterFile)
	if err != nil {
		return nil
	}
	var x [][3]uint32
	json.Unmarshal(b, &x)
	var s []clusterSlot
	for _, y := range x {
		s = append(s, clusterSlot{y[0], uint16(y[1]), uint16(y[2])})
	}
	return newClusters(s)
}

func split(ex []Example) (train, held []Example) {
	for i, e := range ex {
		if i%5 == 0 {
			held = append(held, e)
		} else {
			train = append(train, e)
		}
	}
	return
}

type prf struct{ tp, sys, gold int }

func (p prf) String() string {
	P := float64(p.tp) / float64(max(p.sys, 1))
	R := float64(p.tp) / float64(max(p.gold, 1))
	return fmt.Sprintf("P %.3f R %.3f F %.3f", P, R, 2*P*R/max(P+R, 1e-9))
}

func spansOf(l []label, begin label) map[[2]int]bool {
	m := map[[2]int]bool{}
	for i := 0; i < len(l); i++ {
		if l[i] == begin {
			j := i + 1
			for j < len(l) && l[j] == begin+1 {
				j++
			}
			m[[2]int{i, j}] = true
		}
	}
	return m
}

func scoreLabels(gold, sys [][]label) {
	for k, name := range []string{"source", "cue", "content"} {
		b := label(1 + 2*k)
		var tok, ex prf
		for i := range gold {
			g, s := spansOf(gold[i], b), spansOf(sys[i], b)
			ex.gold += len(g)
			ex.sys += len(s)
			for x := range s {
				if g[x] {
					ex.tp++
				}
			}
			for j := range gold[i] {
				a, c := gold[i][j] == b || gold[i][j] == b+1, sys[i][j] == b || sys[i][j] == b+1
				if a {
					tok.gold++
				}
				if c {
					tok.sys++
				}
				if a && c {
					tok.tp++
				}
			}
		}
		fmt.Println(name, "token", tok, " exact", ex)
	}
}

func TestExp(t *testing.T) {
	lex, _ := lexicon.Load()
	ex := loadGold(t, "/work/shared/eval/attribution/train.jsonl", lex)
	train, held := split(ex)
	if *useDev {
		train = ex
		held = loadGold(t, "/work/shared/eval/attribution/dev.jsonl", lex)
	}
	e := newEncoder(newCueIndex(lex), loadClusters())
	t0 := time.Now()
	seqs := encodeAll(e, train)
	nf, nt := 0, 0
	for _, s := range seqs {
		nf += len(s.numbers)
		nt += len(s.gold)
	}
	fmt.Println("encoded", len(seqs), nt, float64(nf)/float64(nt), time.Since(t0))
	cutRare(seqs, uint8(*cutoff))
	hs := encodeAll(e, held)
	o := Options{Rounds: *rounds, Rate: float32(*rate), L2: float32(*l2)}
	o.Progress = func(s string) { fmt.Println(s, time.Since(t0)) }
	c, _ := fit(context.Background(), seqs, o)
	var gold, sys [][]label
	for i := range hs {
		c.emit(&hs[i])
		c.lattice.viterbi(&c.transitions)
		gold = append(gold, hs[i].gold)
		sys = append(sys, append([]label(nil), c.lattice.labels...))
	}
	scoreLabels(gold, sys)
	w := quantise(*bitsF, c.weights, 300000)
	sys = nil
	for i := range hs {
		c.lattice.resize(len(hs[i].gold))
		copy(c.lattice.context, hs[i].context)
		for j := range hs[i].gold {
			w.score(hs[i].numbers[hs[i].offsets[j]:hs[i].offsets[j+1]], &c.lattice.emit[j])
		}
		c.lattice.viterbi(&c.transitions)
		sys = append(sys, append([]label(nil), c.lattice.labels...))
	}
	fmt.Println("quantised, rows", len(w.rows), "scale", w.scale)
	scoreLabels(gold, sys)
}
