package sentiment

import (
	"bytes"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"readout/analysis"
	"readout/analysis/segment"
	"readout/lexicon"
)

// newScorer gives the scorer of the embedded lexicon and its segmenter.
func newScorer(t testing.TB) (*Scorer, *segment.Segmenter) {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(lex, Config{})
	if err != nil {
		t.Fatal(err)
	}
	return s, segment.New(lex)
}

func document(seg *segment.Segmenter, text string) *analysis.Document {
	d := &analysis.Document{Article: &analysis.Article{}, Text: text}
	seg.Segment(d)
	return d
}

func whole(d *analysis.Document) []analysis.Span {
	return []analysis.Span{{Start: 0, End: len(d.Text)}}
}

// sign is one line of testdata/signs.txt.
type sign struct{ construction, domain, want, text string }

func readSigns(t testing.TB) []sign {
	t.Helper()
	b, err := os.ReadFile("testdata/signs.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []sign
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.SplitN(line, " ", 4)
		if len(f) != 4 || !strings.Contains("+-0", f[2]) {
			t.Fatalf("signs.txt: %q", line)
		}
		out = append(out, sign{f[0], f[1], f[2], f[3]})
	}
	return out
}

// signOf is what a score says: a neutral label or no score is 0 only where nothing
// was wanted, since a faint tone is a tone.
func signOf(s analysis.Score, want string) string {
	switch {
	case !s.Known(), want == "0" && s.Label == "neutral":
		return "0"
	case s.Value > 0:
		return "+"
	case s.Value < 0:
		return "-"
	}
	return "0"
}

func TestSigns(t *testing.T) {
	s, seg := newScorer(t)
	for _, c := range readSigns(t) {
		d := document(seg, c.text)
		score := s.Tone(d, whole(d))
		if got := signOf(score, c.want); got != c.want {
			t.Errorf("%s, %s: want %s, got %s (%.2f %s): %s\n%s", c.construction, c.domain, c.want, got, score.Value, score.Label+score.Abstained, c.text, show(score))
		}
	}
}

// show writes the words that made a score.
func show(s analysis.Score) string {
	var b strings.Builder
	for _, e := range s.Evidence {
		b.WriteString("    " + e.Term + " ")
		b.WriteString(strings.TrimSpace(strings.Join([]string{e.Lexicon, e.Modifier}, " ")))
		b.WriteString(" " + figure(e.Weight) + " gives " + figure(e.Contribution) + "\n")
	}
	return b.String()
}

func figure(x float64) string {
	n := int(math.Round(x * 100))
	sign := "+"
	if n < 0 {
		sign, n = "-", -n
	}
	return sign + string(rune('0'+n/100%10)) + "." + string(rune('0'+n/10%10)) + string(rune('0'+n%10))
}

func TestTopicsHaveNoTone(t *testing.T) {
	s, seg := newScorer(t)
	for _, text := range []string{
		"The war began in March.",
		"The two armies signed a ceasefire on Sunday.",
		"Sanctions on the bank take effect next week.",
		"The attack happened near the station.",
		"The security council meets about the crisis.",
	} {
		d := document(seg, text)
		if score := s.Tone(d, whole(d)); score.Known() && score.Label != "neutral" {
			t.Errorf("%s: %s %.2f\n%s", text, score.Label, score.Value, show(score))
		}
	}
}

func TestAbstains(t *testing.T) {
	s, seg := newScorer(t)
	for _, c := range []struct{ text, reason string }{
		{"Yes.", "fragment"},
		{"Where is the file?", "question"},
		{"The table of the", "too little evidence"},
	} {
		d := document(seg, c.text)
		if got := s.Tone(d, whole(d)); got.Abstained != c.reason {
			t.Errorf("%q: %q, want %q\n%s", c.text, got.Abstained, c.reason, show(got))
		}
	}
	d := document(seg, "The talks went well.")
	if got := s.Toward(d, analysis.Span{}); got.Abstained != "no target" {
		t.Errorf("no target: %q", got.Abstained)
	}
}

func TestToward(t *testing.T) {
	s, seg := newScorer(t)
	for _, c := range []struct{ text, target, want string }{
		{"The committee praised the coach for his generous and honest work.", "the coach", "positive"},
		{"Critics accused the treasurer of lying and stealing from the poor.", "the treasurer", "negative"},
		{"He is a disgrace and should resign, she said.", "He", "negative"},
		{"The mayor will speak to reporters at noon on Thursday.", "The mayor", "neutral"},
	} {
		d := document(seg, c.text)
		at := strings.Index(c.text, c.target)
		got := s.Toward(d, analysis.Span{Start: at, End: at + len(c.target)})
		if got.Label != c.want {
			t.Errorf("%s: toward %s %s, want %s", c.text, c.target, got.Label, c.want)
		}
	}
}

// checkScore holds what is true of every score.
func checkScore(t *testing.T, d *analysis.Document, s analysis.Score) {
	t.Helper()
	if !s.Known() {
		if len(s.Evidence) != 0 || s.Value != 0 || s.Label != "" {
			t.Errorf("%q: an abstention with a score: %+v", d.Text, s)
		}
		return
	}
	sum := 0.0
	for _, e := range s.Evidence {
		sum += e.Contribution
		if e.Term != d.Slice(e.Span) {
			t.Errorf("%q: evidence %q is not at its place", d.Text, e.Term)
		}
		if (e.Modifier == "") != e.ModifierSpan.Empty() {
			t.Errorf("%q: %q has modifier %q at %v", d.Text, e.Term, e.Modifier, e.ModifierSpan)
		}
	}
	if math.Abs(sum-s.Raw) > 1e-9 {
		t.Errorf("%q: contributions add up to %v, the score is %v", d.Text, sum, s.Raw)
	}
	if s.Value < -1 || s.Value > 1 || s.Prob <= 0 || s.Prob > 1 || math.IsNaN(s.Value) {
		t.Errorf("%q: value %v, probability %v", d.Text, s.Value, s.Prob)
	}
}

func TestContributionsAddUp(t *testing.T) {
	s, seg := newScorer(t)
	for _, c := range readSigns(t) {
		d := document(seg, c.text)
		checkScore(t, d, s.Tone(d, whole(d)))
		for _, tok := range d.Tokens {
			checkScore(t, d, s.Toward(d, tok.Span))
		}
	}
}

func FuzzScores(f *testing.F) {
	for _, c := range readSigns(f) {
		f.Add(c.text, 4, 9)
	}
	f.Add("", 0, 0)
	f.Add("“No”, \xff not n't — but but although", 3, 4)
	s, seg := newScorer(f)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		d := document(seg, text)
		checkScore(t, d, s.Tone(d, whole(d)))
		if from >= 0 && from < to && to <= len(text) {
			checkScore(t, d, s.Toward(d, analysis.Span{Start: from, End: to}))
		}
	})
}

func TestLengthSaturates(t *testing.T) {
	s, seg := newScorer(t)
	sentence := "The service was excellent and the staff were kind."
	one := document(seg, sentence)
	ten := document(seg, strings.Repeat(sentence+" ", 10))
	a, b := s.Tone(one, whole(one)).Value, s.Tone(ten, whole(ten)).Value
	if a <= 0 || b < a || b > 4*a {
		t.Errorf("once %.2f, ten times %.2f", a, b)
	}
}

func TestManyGoroutinesAgree(t *testing.T) {
	s, seg := newScorer(t)
	s.config.Bayes = true
	text := "The minister said the deal was a terrible mistake for farmers."
	score := func() analysis.Statement {
		d := document(seg, text)
		d.Attributions = []analysis.Attribution{{Content: []analysis.Span{{Start: 18, End: len(text)}}}}
		d.Statements = []analysis.Statement{{Target: analysis.Target{Span: analysis.Span{Start: 18, End: 26}}}}
		s.Score(d)
		return d.Statements[0]
	}
	want := score()
	if want.BayesPolarity == 0 || want.BayesProbability <= 0 || want.Sentiment.Label != "negative" {
		t.Errorf("bayes %d %v, sentiment %s", want.BayesPolarity, want.BayesProbability, want.Sentiment.Label)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if got := score(); got.Sentiment.Value != want.Sentiment.Value || got.BayesProbability != want.BayesProbability {
				t.Errorf("got %v and %v, want %v and %v", got.Sentiment.Value, got.BayesProbability, want.Sentiment.Value, want.BayesProbability)
			}
		})
	}
	all.Wait()
}

func TestModelFile(t *testing.T) {
	s, _ := newScorer(t)
	b, err := s.model.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := readModel(b, s.words)
	if err != nil {
		t.Fatal(err)
	}
	if c, _ := again.Bytes(); !bytes.Equal(b, c) {
		t.Error("a model read and written is another one")
	}
	for _, cut := range []int{0, 3, 8, 40, len(b) / 2, len(b) - 1} {
		if _, _, err := readModel(b[:cut], s.words); err == nil {
			t.Errorf("a model of %d of %d bytes passed", cut, len(b))
		}
	}
	for name, m := range map[string]Model{"no network": {}, "three classes": {Net: s.toward.Model()}} {
		b, err := m.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := readModel(b, s.words); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func BenchmarkTone(b *testing.B) {
	s, seg := newScorer(b)
	d := document(seg, "The talks were not without difficulty, but both sides described the outcome as an important step forward for the region.")
	spans := whole(d)
	b.ReportAllocs()
	for b.Loop() {
		s.Tone(d, spans)
	}
}

func BenchmarkToward(b *testing.B) {
	s, seg := newScorer(b)
	d := document(seg, "The talks were not without difficulty, but both sides described the outcome as an important step forward for the region.")
	b.ReportAllocs()
	for b.Loop() {
		s.Toward(d, analysis.Span{Start: 0, End: 9})
	}
}

func TestStrongestTermsAreToldAndTheRestAddedUp(t *testing.T) {
	for _, c := range []struct{ all, want []float64 }{
		{nil, []float64{10}},
		{[]float64{1, 2, 3}, []float64{1, 2, 3, 10}},
		{[]float64{1, -8, 2, 4, -3}, []float64{-8, 4, -3, 13}},
		{[]float64{1, 1, 1, 1, 1}, []float64{1, 1, 1, 12}},
	} {
		var all []analysis.Evidence
		for i, x := range c.all {
			all = append(all, analysis.Evidence{Span: analysis.Span{Start: i, End: i + 1}, Contribution: x})
		}
		var got []float64
		for _, e := range strongest(all, 10) {
			got = append(got, e.Contribution)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: told %v, %v wanted", c.all, got, c.want)
		}
	}
}
