package stance

import (
	"math"
	"slices"
	"strings"
	"testing"

	"readout/analysis"
	"readout/analysis/segment"
	"readout/lexicon"
)

// statement makes a document of one statement.
func statement(segmenter analysis.Segmenter, source, cue, content, target string) *analysis.Document {
	text := source + " " + cue + " " + content
	at := func(from, n int) []analysis.Span { return []analysis.Span{{Start: from, End: from + n}} }
	d := &analysis.Document{
		Article: &analysis.Article{Text: text}, Text: text,
		Attributions: []analysis.Attribution{{
			Source: at(0, len(source)), Cue: at(len(source)+1, len(cue)), Content: at(len(source)+len(cue)+2, len(content)),
			Inherits: -1, Parent: -1, Polarity: analysis.Affirmed,
		}},
		Statements: []analysis.Statement{{Target: analysis.Target{Actor: -1, Text: target}}},
	}
	segmenter.Segment(d)
	return d
}

// toward makes the statement's target an actor, where the content names it.
func toward(d *analysis.Document, name string) {
	content := d.Attributions[0].Content[0]
	at := strings.Index(d.Slice(content), name)
	if at < 0 {
		return
	}
	span := analysis.Span{Start: content.Start + at, End: content.Start + at + len(name)}
	d.Actors = []analysis.Actor{{ID: "x", Name: name}}
	d.Mentions = []analysis.Mention{{Span: span, Actors: []int{0}}}
	d.Statements[0].Target.Actor, d.Statements[0].Target.Span = 0, span
}

func load(t testing.TB) (*Scorer, analysis.Segmenter) {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(lex)
	if err != nil {
		t.Fatal(err)
	}
	return s, segment.New(lex)
}

func TestContributionsAddUpToRaw(t *testing.T) {
	s, segmenter := load(t)
	for _, content := range []string{
		"that the talks went well but the hard part is still ahead",
		"the merger is not without risk, and nobody should expect quick profits",
		"“Whatever else he is, he is no fool”",
		"that Halloran had misled the board, and that Halloran must go",
		"Halloran is the best coach we ever had",
		"that",
	} {
		d := statement(segmenter, "The mediator", "warned", content, "the talks")
		toward(d, "Halloran")
		s.Score(d)
		for dim, score := range map[string]analysis.Score{"stance": d.Statements[0].Stance, "outlook": d.Statements[0].Outlook, "certainty": d.Statements[0].Certainty} {
			sum := 0.0
			for _, e := range score.Evidence {
				sum += e.Contribution
				if e.Term != "" && d.Slice(e.Span) != e.Term {
					t.Errorf("%s of %q: evidence %q stands at %q", dim, content, e.Term, d.Slice(e.Span))
				}
			}
			if len(score.Evidence) > most+1 {
				t.Errorf("%s of %q: %d pieces of evidence, at most %d wanted", dim, content, len(score.Evidence), most+1)
			}
			if sum != score.Raw {
				t.Errorf("%s of %q: contributions add up to %v, Raw is %v", dim, content, sum, score.Raw)
			}
			m := s.heads.models[map[string]int{"stance": 0, "outlook": 1, "certainty": 2}[dim]]
			if math.IsNaN(score.Value) || score.Value < -1 || score.Value > 1 || len(m.Classes) < 2 {
				t.Errorf("%s of %q: value %v", dim, content, score.Value)
			}
		}
	}
}

// TestALabelNeverStandsAgainstItsValue goes through short statements, whose
// probabilities lie close together.
func TestALabelNeverStandsAgainstItsValue(t *testing.T) {
	s, segmenter := load(t)
	seen := map[string]int{}
	for _, cue := range []string{"said", "added", "told", "warned", "hailed", "denied", "asked whether", "hoped"} {
		for _, content := range []string{
			"and we will not", "that it had", "the market has two sides", "we just want an answer", "the data are fine",
			"somebody will pay for this", "they are where they are", "the offer stands", "nobody lost", "it might yet work",
		} {
			d := statement(segmenter, "The coach", cue, content, "the offer")
			s.Score(d)
			for _, score := range []analysis.Score{d.Statements[0].Stance, d.Statements[0].Outlook} {
				seen[score.Label]++
				plus := score.Label == Favor || score.Label == "optimistic"
				minus := score.Label == Against || score.Label == "skeptical"
				if plus && score.Value <= 0 || minus && score.Value >= 0 {
					t.Errorf("%s %q: %s with the value %.3f", cue, content, score.Label, score.Value)
				}
			}
		}
	}
	if seen[Favor] == 0 || seen[Against] == 0 || seen["optimistic"] == 0 || seen["skeptical"] == 0 {
		t.Errorf("the statements are too much alike: %v", seen)
	}
}

// BenchmarkScoreTowardActor has the model of signs look at the target too.
func BenchmarkScoreTowardActor(b *testing.B) {
	s, segmenter := load(b)
	d := statement(segmenter, "The finance minister", "warned", "that the rescue of the bank would bring no result unless both lenders agreed to write off most of the debt, which Halloran called unlikely before the summer", "Halloran")
	toward(d, "Halloran")
	b.ReportAllocs()
	for b.Loop() {
		s.Score(d)
	}
}

func BenchmarkScore(b *testing.B) {
	s, segmenter := load(b)
	d := statement(segmenter, "The finance minister", "warned", "that the rescue of the bank would bring no result unless both lenders agreed to write off most of the debt, which he called unlikely before the summer", "the rescue of the bank")
	b.ReportAllocs()
	for b.Loop() {
		s.Score(d)
	}
}

// TestSentences holds the engine to the table. The models are learnt, so a few
// lines may be wrong; which ones is told with -v.
func TestSentences(t *testing.T) {
	s, segmenter := load(t)
	type tally struct{ right, all int }
	by := map[string]*tally{}
	count := func(name string, ok bool) {
		if by[name] == nil {
			by[name] = &tally{}
		}
		by[name].all++
		if ok {
			by[name].right++
		}
	}
	for _, w := range sentences {
		d := statement(segmenter, w.source, w.cue, w.content, w.target)
		s.Score(d)
		st := &d.Statements[0]
		check := func(dim string, want int, labels []string, got analysis.Score) {
			if want == any {
				return
			}
			label := got.Label
			if !got.Known() {
				label = Neutral
			}
			if len(labels) == 3 {
				want++ // the least label is that of -1
			}
			ok := label == labels[want]
			count(dim, ok)
			count(dim+" in "+w.construction, ok)
			if !ok {
				t.Logf("%s (%s, %s): %q %q is %s %.2f", dim, w.construction, w.domain, w.cue, w.content, label, got.Value)
			}
		}
		check("outlook", w.o, Classes("outlook"), st.Outlook)
		check("stance", w.s, Classes("stance"), st.Stance)
		check("certainty", w.c, Classes("certainty"), st.Certainty)
	}
	for dim, least := range map[string]float64{"outlook": .8, "stance": .8, "certainty": .85} {
		share := float64(by[dim].right) / float64(by[dim].all)
		t.Logf("%s: %d of %d right", dim, by[dim].right, by[dim].all)
		if share < least {
			t.Errorf("%s: %.2f of the sentences are right, %.2f wanted", dim, share, least)
		}
	}
}

func TestRankKeepsTheStrongestAndAddsUpTheRest(t *testing.T) {
	for _, c := range []struct {
		contributions []float64
		order         []int32
		rest          float64
	}{
		{nil, nil, 0},
		{[]float64{1}, []int32{0}, 0},
		{[]float64{1, -2}, []int32{1, 0}, 0},
		{[]float64{1, -2, 4}, []int32{2, 1}, 1},
		{[]float64{4, 2, -2, 1}, []int32{0, 1}, -1},
		{[]float64{1, 1, 1}, []int32{0, 1}, 1},
	} {
		var l ledger
		for _, x := range c.contributions {
			l.items = append(l.items, item{contribution: x})
		}
		if rest := l.rank(2); rest != c.rest || !slices.Equal(l.order, c.order) {
			t.Errorf("%v: order %v, rest %v; %v and %v wanted", c.contributions, l.order, rest, c.order, c.rest)
		}
	}
}
