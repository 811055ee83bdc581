package coding

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"readout/data/table"
)

// TestItemsAreDrawnAsOftenAsTheirProbabilitySays: n items every time, none more often or
// less than it says.
func TestItemsAreDrawnAsOftenAsTheirProbabilitySays(t *testing.T) {
	const n, draws = 20, 4000
	times := map[string]int{}
	probability := map[string]float64{}
	for seed := range uint64(draws) {
		var units []unit
		for i := range 100 {
			id := fmt.Sprintf("s-%d", i)
			units = append(units, unit{size: []float64{0.1, 1, 1, 30}[i%4], random: hashOf(seed, id), Item: Item{Draw: table.Draw{StatementID: id, Stratum: fmt.Sprint(i % 3)}}})
		}
		got := systematic(units, n, rand.New(rand.NewPCG(seed, 3)))
		if len(got) != n {
			t.Fatalf("seed %d: %d items", seed, len(got))
		}
		for i := range units {
			probability[units[i].StatementID] = units[i].Probability
		}
		for i := range got {
			times[got[i].StatementID]++
		}
	}
	sum := 0.0
	for id, p := range probability {
		sum += p
		if p < leastShare*n/100-1e-9 || p > 1 {
			t.Errorf("%s has a probability of %g", id, p)
		}
		if share, error := float64(times[id])/draws, math.Sqrt(p*(1-p)/draws); math.Abs(share-p) > 5*error+1e-9 {
			t.Errorf("%s was drawn in %.3f, with a probability of %.3f", id, share, p)
		}
	}
	if math.Abs(sum-n) > 1e-6 {
		t.Errorf("probabilities add up to %g", sum)
	}
}

func TestCodersShareTheItems(t *testing.T) {
	d := Drawn{Items: make([]Item, 50)}
	for i := range d.Items {
		d.Items[i].Seq = int32(i + 1)
	}
	times := map[int32]int{}
	for _, s := range d.Part([]string{"ana", "ben", "eva"}, 0.2) {
		if len(s.Items) < 23 || len(s.Items) > 24 {
			t.Errorf("%s has %d items", s.Coder, len(s.Items))
		}
		for i := range s.Items {
			times[s.Items[i].Seq]++
		}
	}
	for seq := int32(1); seq <= 50; seq++ {
		if want := map[bool]int{true: 3, false: 1}[seq <= 10]; times[seq] != want {
			t.Errorf("item %d has %d coders, want %d", seq, times[seq], want)
		}
	}
}

func TestSheetsOfSpreadsheets(t *testing.T) {
	rows, err := ReadCSV(strings.NewReader("\ufeffcoder;statement_id;valid;positions;actor\r\nana;s-1;0,5;b=disagree, a=agree;'=\r\nana;s-2;;;\r\n"))
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if v := rows[0].Values; v["valid"] != "0.5" || v["positions"] != "a=agree,b=disagree" || v["actor"] != SameActor {
		t.Errorf("%v", v)
	}
}
