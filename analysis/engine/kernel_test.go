package engine_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"readout/analysis"
	"readout/analysis/engine"
	"readout/analysis/reader/kernel"
	"readout/lexicon"
)

const harbour = `Port talks end without a deal

Mayor Ruth Okafor said on Friday that the talks with the dock workers had been constructive, and that she was confident a deal would be signed within days.

"They have offered us nothing," union leader Tom Varga said. He denied that the strike had failed and warned that it could last for months.`

// TestKernelsGiveTheSameScores reads an article with the embedded weights and every
// set of instructions that this processor has. Evidence adds up to each score.
func TestKernelsGiveTheSameScores(t *testing.T) {
	if testing.Short() {
		t.Skip("plain Go takes ten seconds")
	}
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	want := ""
	for _, set := range kernel.Sets() {
		p, err := engine.New(lex, engine.Config{NoBayes: true, Kernel: set.Name})
		if err != nil {
			t.Fatal(err)
		}
		a := &analysis.Article{ID: "a", Title: "Port talks end without a deal", HeadlineEnd: 29, Text: harbour}
		d, err := p.Analyze(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		got := scores(t, d)
		if want == "" {
			want = got
		}
		if got != want || strings.Count(got, "\n") < 12 {
			t.Errorf("%s gives\n%s\nthe fastest\n%s", set.Name, got, want)
		}
	}
}

// TestKernelsAgreeOverArticles reads as many real articles as KERNELS says with every set of
// instructions: make kernels.
func TestKernelsAgreeOverArticles(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("KERNELS"))
	if n == 0 {
		t.Skip("takes half an hour: make kernels")
	}
	f, err := os.Open("../../../shared/eval/corpus/politics_2000.jsonl")
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	var engines []*analysis.Pipeline
	for _, set := range kernel.Sets() {
		p, err := engine.New(lex, engine.Config{NoBayes: true, Kernel: set.Name})
		if err != nil {
			t.Fatal(err)
		}
		engines = append(engines, p)
	}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	statements := 0
	for i := 0; i < n && lines.Scan(); i++ {
		var a struct{ Title, Text string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		want := ""
		for k, p := range engines {
			d, err := p.Analyze(t.Context(), &analysis.Article{ID: a.Title, Text: a.Text})
			if err != nil {
				t.Fatal(err)
			}
			got := scores(t, d)
			if k == 0 {
				want = got
				statements += len(d.Statements)
			} else if got != want {
				t.Errorf("article %d: %s scores other than %s", i+1, kernel.Sets()[k].Name, kernel.Sets()[0].Name)
			}
		}
	}
	t.Logf("%d articles, %d statements, %d sets of instructions", n, statements, len(engines))
}

// scores writes all that the reader said of a document, to the last bit.
func scores(t *testing.T, d *analysis.Document) string {
	t.Helper()
	var b strings.Builder
	for i := range d.Statements {
		st := &d.Statements[i]
		for name, s := range map[string]*analysis.Score{"sentiment": &st.Sentiment, "toward": &st.TargetSentiment, "stance": &st.Stance, "outlook": &st.Outlook, "certainty": &st.Certainty} {
			sum := 0.0
			for _, e := range s.Evidence {
				sum += e.Contribution
			}
			if math.Abs(sum-s.Raw) > 1e-6 {
				t.Errorf("statement %d: evidence of %s adds up to %v, not %v", i, name, sum, s.Raw)
			}
		}
		fmt.Fprintf(&b, "%v\n%v\n%v\n%v\n%v\n%v\n", st.Sentiment, st.TargetSentiment, st.Stance, st.Outlook, st.Certainty, st.Frames)
		if st.Validity != nil { // of a source that would not speak there is none
			fmt.Fprintf(&b, "%v\n", *st.Validity)
		}
	}
	return b.String()
}
