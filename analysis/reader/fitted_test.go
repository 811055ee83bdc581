package reader

import (
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readout/analysis"
	"readout/lexicon"
)

// laidOver gives the lexicon with fitted heads of a user's folder.
func laidOver(tb testing.TB, b []byte) *lexicon.Lexicon {
	tb.Helper()
	dir := tb.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "models"), 0o700); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "models", FittedModel+".bin"), b, 0o600); err != nil {
		tb.Fatal(err)
	}
	lex, err := lexicon.Load(dir)
	if err != nil {
		tb.Fatal(err)
	}
	return lex
}

// Fitted heads give the logits of Fitted.Of, and evidence that adds up to them; other heads
// give what they gave.
func TestFittedHeadsKeepExactEvidence(t *testing.T) {
	r := tinyReader(t, Config{}, 3)
	rng := rand.New(rand.NewPCG(3, 3))
	m := must(NewHeads(must(embedded())))
	for _, name := range FittedHeads {
		f := &Fitted{Classes: r.heads[name].Classes, Scale: 0.7}
		for range f.Classes {
			f.Shift = append(f.Shift, rng.NormFloat64())
			row := make([]float32, r.encoder.Width)
			for i := range row {
				row[i] = float32(rng.NormFloat64()) / 4
			}
			f.Words = append(f.Words, row)
		}
		m.Heads[name] = f
	}
	m.Heads["frame"].Words = nil
	states := map[[2]any]State{}
	d := article(t, news, statements...)
	r.Score(d)
	tone := d.Statements[1].TargetSentiment
	r.States(d, func(i int) bool { return i != 1 }, func(i int, head string, s State) { states[[2]any{i, head}] = s })
	if len(states) != 2*len(FittedHeads) {
		t.Fatalf("%d states of 2 statements and %d heads", len(states), len(FittedHeads))
	}
	if err := r.fit(laidOver(t, must(m.Encode()))); err != nil {
		t.Fatal(err)
	}
	r.States(d, func(int) bool { return true }, func(i int, head string, s State) {
		before, ok := states[[2]any{i, head}]
		if !ok {
			return
		}
		for c, want := range m.Heads[head].Of(before) {
			if math.Abs(s.Logits[c]-want) > 1e-4 {
				t.Errorf("%s of statement %d: class %d has %v, want %v", head, i, c, s.Logits[c], want)
			}
		}
	})
	d = article(t, news, statements...)
	r.Score(d)
	for name, s := range map[string]analysis.Score{"outlook": d.Statements[0].Outlook, "sentiment": d.Statements[0].Sentiment, "certainty": d.Statements[0].Certainty} {
		sum := 0.0
		for _, e := range s.Evidence {
			sum += e.Contribution
		}
		if math.Abs(sum-s.Raw) > 1e-6 {
			t.Errorf("evidence of %s adds up to %v, not %v", name, sum, s.Raw)
		}
	}
	if d.Statements[1].TargetSentiment.Value != tone.Value {
		t.Error("a head that was not fitted gives another score")
	}
}

func TestDamagedFittedHeadsAreRefused(t *testing.T) {
	r := tinyReader(t, Config{}, 3)
	other := must(NewHeads(must(embedded())))
	other.Reader = "another"
	shape := func(name string, f *Fitted) *Heads {
		m := must(NewHeads(must(embedded())))
		m.Heads[name] = f
		return m
	}
	outlook := r.heads["outlook"].Classes
	for _, c := range []struct {
		name, want string
		b          []byte
	}{
		{"no JSON", "invalid character", []byte("x")},
		{"another version", "version 2", []byte(`{"version": 2}`)},
		{"another reader", "another reader.bin", must(other.Encode())},
		{"no such head", "no head \"tone\"", must(shape("tone", &Fitted{}).Encode())},
		{"a head of spans", "no head \"directed\"", must(shape("directed", &Fitted{}).Encode())},
		{"too few classes", "has not the 3 classes", must(shape("outlook", &Fitted{Classes: outlook[:2], Scale: 1, Shift: make([]float64, 2)}).Encode())},
		{"scale", "scale 0", must(shape("outlook", &Fitted{Classes: outlook, Shift: make([]float64, 3)}).Encode())},
		{"width", "5 weights for a width of 64", must(shape("outlook", &Fitted{Classes: outlook, Scale: 1, Shift: make([]float64, 3), Words: [][]float32{make([]float32, 5), nil, nil}}).Encode())},
	} {
		if err := r.fit(laidOver(t, c.b)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if err := r.fit(must(embedded())); err != nil {
		t.Errorf("no fitted heads at all: %v", err)
	}
}
