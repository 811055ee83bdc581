package position

import (
	"slices"
	"testing"

	"readout/analysis"
)

// What the same source says elsewhere counts for a statement, what others say does not tell its
// sign, and what it says itself is not counted twice.
func TestTheSameSourceElsewhere(t *testing.T) {
	lex := load(t)
	b := newBook(lex)
	at := b.order["merger"]
	d := statement(lex, "The envoy", "said", "it was a good day for both houses")
	d.Actors = []analysis.Actor{{Name: "Anna Berg", Kind: "person"}, {Name: "Carl Dahl", Kind: "person"}}
	said := func(speaker int, relevance, agreement float64) analysis.Statement {
		st := d.Statements[0]
		st.Speaker.Actors = []int{speaker}
		st.Reading = &analysis.Reading{Relevance: slices.Repeat([]float64{-8}, len(b.ids)), Agreement: make([]float64, len(b.ids))}
		st.Reading.Relevance[at], st.Reading.Agreement[at] = relevance, agreement
		return st
	}
	d.Statements = []analysis.Statement{said(0, 4, -5), said(0, -2, .5), said(1, -2, .5)}
	var p page
	p.read(b, d)
	of := func(statement int, what string) float64 {
		t.Helper()
		c := candidate{proposition: at}
		c.elsewhere(&p, &d.Statements[statement], at)
		for _, f := range slices.Concat(c.bears, c.agrees) {
			if f.Key.What == what {
				return f.Value
			}
		}
		t.Fatalf("no feature %q", what)
		return 0
	}
	if x := of(1, "speaker agreement"); x > -2 {
		t.Errorf("beside a statement that disagrees: %.2f", x)
	}
	if x := of(0, "speaker agreement"); x < 0 {
		t.Errorf("the statement's own agreement counts: %.2f", x)
	}
	if x := of(2, "speaker agreement"); x != 0 {
		t.Errorf("another source's agreement counts: %.2f", x)
	}
	if x, y := of(1, "speaker relevance"), of(2, "speaker relevance"); x < y+2 {
		t.Errorf("relevance beside a relevant statement %.2f, beside none %.2f", x, y)
	}
	if x, y := of(2, "article relevance"), of(0, "article relevance"); x < y+1 {
		t.Errorf("relevance in the article %.2f with the relevant statement, %.2f without", x, y)
	}
}

// Who is named often, and praised elsewhere, is told with a mention; the statement's own
// reading of the mention is not.
func TestWhoIsNamedElsewhere(t *testing.T) {
	lex := load(t)
	b := newBook(lex)
	d := statement(lex, "The envoy", "thanked", "Anna Berg and Carl Dahl for the ferry")
	hull := d.Attributions[0].Content[0]
	d.Actors = []analysis.Actor{{Name: "Anna Berg", Kind: "person"}, {Name: "Carl Dahl", Kind: "person"}}
	d.Mentions = []analysis.Mention{
		{Span: analysis.Span{Start: hull.Start, End: hull.Start + 9}, Type: analysis.MentionName, Actors: []int{0}},
		{Span: analysis.Span{Start: hull.Start + 14, End: hull.Start + 23}, Type: analysis.MentionName, Actors: []int{1}},
	}
	first := d.Statements[0]
	first.Reading = &analysis.Reading{Mentions: []analysis.MentionReading{{Mention: 0, Praise: 6}}}
	second := d.Statements[0]
	second.Reading = &analysis.Reading{Mentions: []analysis.MentionReading{{Mention: 0, Praise: 5}, {Mention: 1, Neither: 6}}}
	d.Statements = []analysis.Statement{first, second}
	var p page
	p.read(b, d)
	praise := map[string]float64{}
	for _, c := range p.mentioned(b, &d.Statements[1]) {
		for _, f := range c.agrees {
			if f.Key.What == "praise elsewhere" {
				praise[c.name] = f.Value
			}
		}
	}
	if praise["Anna Berg"] < 2 || praise["Carl Dahl"] != 0 {
		t.Errorf("praise elsewhere: %v", praise)
	}
	only := p.mentioned(b, &d.Statements[0])
	if len(only) == 0 || only[0].name != "Anna Berg" {
		t.Fatalf("%+v", only)
	}
}

// The tone of the words toward a mention says that it is blamed or praised, and which.
func TestToneTowardAMention(t *testing.T) {
	c := mentionCandidate{}
	c.reader(&analysis.Reading{Mentions: []analysis.MentionReading{{Mention: 1, Positive: 9}, {Mention: 2, Negative: 4, Neutral: 1, Positive: -20}}}, 2)
	got := map[string]float64{}
	for _, f := range append(c.bears, c.agrees...) {
		got[f.Key.What] = f.Value
	}
	for what, want := range map[string]float64{"reader tone against": 3, "reader tone for": -8, "reader tone": -8} {
		if got[what] != want {
			t.Errorf("%s is %v, not %v", what, got[what], want)
		}
	}
}
