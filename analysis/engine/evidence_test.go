package engine_test

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"math"
	"os"
	"testing"

	"readout/analysis"
	"readout/analysis/engine"
	"readout/analysis/reader"
	"readout/data/sample"
	"readout/lexicon"
)

// The contributions of a score's evidence are its log-odds of plus against minus: with its value
// and its label's probability they give the same, for every statement of the sample, and for a
// thousand of real articles where ../shared is there.
func TestEvidenceAddsUpToTheLogOdds(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, err := engine.New(lex, engine.Config{NoBayes: true})
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	read := func(a *analysis.Article) {
		d, err := p.Analyze(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		for i := range d.Statements {
			st := &d.Statements[i]
			checked++
			addsUp(t, st.Stance, reader.Against, true)
			addsUp(t, st.Outlook, reader.Skeptical, false)
			addsUp(t, st.Sentiment, reader.Negative, false)
		}
	}
	names, err := fs.Glob(sample.Files, "*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := sample.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		read(&analysis.Article{ID: name, Text: string(b)})
	}
	if checked < 40 {
		t.Fatalf("only %d statements in the sample", checked)
	}
	f, err := os.Open("../../../shared/eval/corpus/wikinews_2019.jsonl")
	if err != nil || testing.Short() {
		return
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for checked < 1040 && lines.Scan() {
		var a struct{ Title, Text string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		read(&analysis.Article{ID: a.Title, Text: a.Text})
	}
}

// addsUp checks one score. signed: its value is the probability of a side with the sign of the
// likelier one; else it is the probability of plus less that of minus.
func addsUp(t *testing.T, s analysis.Score, minus string, signed bool) {
	t.Helper()
	if !s.Known() {
		return
	}
	sum := 0.0
	for _, e := range s.Evidence {
		sum += e.Contribution
	}
	sides := math.Abs(s.Value) // the probability of plus or minus
	if !signed {
		switch {
		case s.Label == reader.Neutral:
			sides = 1 - s.Prob
		case s.Label == minus:
			sides = 2*s.Prob + s.Value
		default:
			sides = 2*s.Prob - s.Value
		}
	}
	var want float64
	switch {
	case signed && s.Label == reader.Neutral: // how the two sides share is not told
		if want = sum; sum*s.Value < 0 {
			t.Errorf("evidence adds up to %v where the value is %v", sum, s.Value)
		}
	case signed:
		want = math.Copysign(math.Log(s.Prob/(sides-s.Prob)), s.Value)
	default:
		want = math.Log((sides + s.Value) / (sides - s.Value))
	}
	// near certainty the rounding of the lesser probability is all there is
	if math.Abs(sum-want) > 1e-6*math.Exp(math.Abs(want)) || math.Abs(sum-s.Raw) > 1e-6 {
		t.Errorf("evidence of %s %v adds up to %v, want %v", s.Label, s.Value, sum, want)
	}
}
