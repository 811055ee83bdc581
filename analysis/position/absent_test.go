package position

import (
	"slices"
	"strings"
	"testing"

	"readout/analysis"
	"readout/analysis/segment"
	"readout/lexicon"
)

// quoted makes a document of a text whose one statement is the last sentence, said by the first
// of the actors. Every place where the text has an actor's name is a mention.
func quoted(lex *lexicon.Lexicon, title, text string, actors ...string) *analysis.Document {
	segmented := segment.New(lex).Segment(&analysis.Article{Title: title, Text: title + "\n\n" + text})
	last := segmented.Sentences[len(segmented.Sentences)-1]
	d := analysis.NewDocument(&analysis.Attributed{Segmented: *segmented, Attributions: []analysis.Attribution{{
		Content: []analysis.Span{last.Span}, Inherits: -1, Parent: -1, Polarity: analysis.Affirmed,
	}}})
	for i, name := range actors {
		d.Actors = append(d.Actors, analysis.Actor{ID: name, Name: name, Kind: "person"})
		for at := 0; ; {
			k := strings.Index(d.Text[at:], name)
			if k < 0 {
				break
			}
			at += k + len(name)
			d.Mentions = append(d.Mentions, analysis.Mention{Span: analysis.Span{Start: at - len(name), End: at}, Type: analysis.MentionName, Actors: []int{i}})
		}
	}
	slices.SortFunc(d.Mentions, func(a, b analysis.Mention) int { return a.Start - b.Start })
	d.Statements[0].Speaker.Actors = []int{0}
	return d
}

func ways(c *mentionCandidate) []string {
	var all []string
	for _, f := range c.bears {
		if f.Key.What == "absent named" && f.Key.Of != "" {
			all = append(all, f.Key.Of)
		}
	}
	return all
}

// Whom a statement's own sentence does not name, the sentences before it and the headline may.
func TestWhomTheStatementDoesNotName(t *testing.T) {
	lex := load(t)
	b := newBook(lex)
	d := quoted(lex, "Ferry row: Hugo Lind under fire",
		"Carl Dahl went home early. Rain fell on the quay. It was a long day for Anna Berg. Maria Falk had closed the ferry line. Hugo Lind signed the order. \"It is a disgrace for Olga Stein's town,\" she said.",
		"Anna Berg", "Hugo Lind", "Maria Falk", "Carl Dahl", "Olga Stein")
	var p page
	p.read(b, d)
	got := map[string][]string{}
	for _, c := range p.mentioned(b, &d.Statements[0]) {
		if _, twice := got[c.name]; twice {
			t.Errorf("%s is a candidate twice", c.name)
		}
		got[c.name] = ways(&c)
	}
	want := map[string][]string{
		"Olga Stein": nil, // named in the statement
		"Hugo Lind":  {namedBefore, namedInTitle, namedMost},
		"Maria Falk": {namedBefore},
	}
	for name, how := range want {
		if found, ok := got[name]; !ok || !slices.Equal(found, how) {
			t.Errorf("%s: %v (%v), want %v", name, found, ok, how)
		}
	}
	if len(got) != len(want) {
		t.Errorf("candidates %v: the speaker, and who was named long before, are none", got)
	}
}

// Headlines make no more candidates than mostTitled, however many they name.
func TestHeadlinesThatNameMany(t *testing.T) {
	lex := load(t)
	b := newBook(lex)
	names := append([]string{"Anna"}, strings.Fields("Dahl Lind Falk Stein Quill Norden Hansen Vidal Moser Pratt")...)
	d := quoted(lex, strings.Join(names[1:], " "), "Snow fell on the quay. Rain fell on the hill. \"It is a disgrace,\" she said.", names...)
	var p page
	p.read(b, d)
	if n := len(p.mentioned(b, &d.Statements[0])); n != mostTitled {
		t.Errorf("%d candidates, want %d", n, mostTitled)
	}
}

// What the same source holds of an actor elsewhere is told apart from what others hold.
func TestWhatTheSourceHoldsElsewhere(t *testing.T) {
	lex := load(t)
	b := newBook(lex)
	d := quoted(lex, "Ferry row", "Hugo Lind signed the order. \"It is a disgrace,\" she said.", "Anna Berg", "Hugo Lind", "Maria Falk")
	said := func(speaker int, praise, blame float64) analysis.Statement {
		st := d.Statements[0]
		st.Speaker.Actors = []int{speaker}
		st.Reading = &analysis.Reading{Mentions: []analysis.MentionReading{{Mention: 0, Praise: praise, Blame: blame}}}
		return st
	}
	silent := d.Statements[0]
	silent.Reading = &analysis.Reading{}
	d.Statements = []analysis.Statement{silent, said(0, 0, 7), said(2, 7, 0), said(2, 7, 0)}
	var p page
	p.read(b, d)
	all := p.mentioned(b, &d.Statements[0])
	if len(all) != 1 || all[0].name != "Hugo Lind" {
		t.Fatalf("candidates: %+v", all)
	}
	of := func(features []Feature, what string) float64 {
		t.Helper()
		for _, f := range features {
			if f.Key.What == what {
				return f.Value
			}
		}
		t.Fatalf("no feature %q in %+v", what, features)
		return 0
	}
	if own, others := of(all[0].agrees, "absent speaker praises"), of(all[0].agrees, "absent praise elsewhere"); own > -2 || others < 0 {
		t.Errorf("the source blames: %.2f, most praise: %.2f", own, others)
	}
	if own := of(all[0].bears, "absent speaker evaluates"); own < -1 {
		t.Errorf("the source evaluates elsewhere: %.2f", own)
	}
}

// What the reader says at the mentions before a statement is that of the one at which it is surest.
func TestTheReaderOnWhomTheSentencesBeforeName(t *testing.T) {
	lex := load(t)
	b := newBook(lex)
	d := quoted(lex, "Ferry row", "Hugo Lind came. Hugo Lind and Maria Falk signed the order. \"It is a disgrace,\" she said.", "Anna Berg", "Hugo Lind", "Maria Falk")
	d.Statements[0].Reading = &analysis.Reading{Around: []analysis.MentionReading{{Mention: 1, Neither: 3}, {Mention: 0, Blame: 5}}}
	var p page
	p.read(b, d)
	got := map[string]float64{}
	for _, c := range p.mentioned(b, &d.Statements[0]) {
		for _, f := range c.agrees {
			if f.Key.What == "absent reader praise" {
				got[c.name] = f.Value
			}
		}
	}
	if len(got) != 1 || got["Hugo Lind"] != -5 {
		t.Errorf("praise at the mentions before: %v", got)
	}
}
