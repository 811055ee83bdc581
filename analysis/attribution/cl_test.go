package attribution

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"readout/analysis"
	"readout/analysis/segment"
	"readout/lexicon"
)

func TestCluster(t *testing.T) {
	lex, _ := lexicon.Load()
	s := segment.New(lex)
	var sents [][]uint32
	names := map[uint32]string{}
	n := 0
	for _, file := range []string{"corpus/politics_2000.jsonl", "corpus/ukraine_russia.jsonl", "corpus/wikinews_2019.jsonl", "corpus/wikinews_2020.jsonl", "attribution/train.jsonl"} {
		f, _ := os.Open("/work/shared/eval/" + file)
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<24)
		for sc.Scan() {
			var r struct{ Text string }
			json.Unmarshal(sc.Bytes(), &r)
			d := &analysis.Document{Article: &analysis.Article{}, Text: r.Text}
			s.Segment(d)
			for _, x := range d.Sentences {
				var w []uint32
				for i := x.First; i < x.Last; i++ {
					h := hashWord(d.Tokens[i].Lower)
					w = append(w, h)
					names[h] = d.Tokens[i].Lower
					n++
				}
				sents = append(sents, w)
			}
		}
	}
	v := newVocabulary(sents, 4, 40000)
	fmt.Println("tokens", n, "vocab", len(v.counts))
	t0 := time.Now()
	coarse := v.exchange(64, 12, func(r, m int) { fmt.Println("coarse", r, m, time.Since(t0)) })
	fine := v.exchange(*nk, 10, func(r, m int) { fmt.Println("fine", r, m, time.Since(t0)) })
	var out [][3]uint32
	by := map[uint16][]string{}
	for i, h := range v.hashes {
		if h != 0 {
			out = append(out, [3]uint32{h, uint32(fine[i]) + 1, uint32(coarse[i]) + 1})
			if len(by[fine[i]]) < 12 {
				by[fine[i]] = append(by[fine[i]], names[h])
			}
		}
	}
	b, _ := json.Marshal(out)
	os.WriteFile(*clusterFile, b, 0o644)
	for i := uint16(0); i < 40; i++ {
		fmt.Println(i, by[i])
	}
}
