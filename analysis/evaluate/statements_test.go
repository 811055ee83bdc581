package evaluate

import (
	"strings"
	"testing"
)

func TestStatementDocumentFindsItsParts(t *testing.T) {
	for _, c := range []struct {
		name string
		gold StatementGold
		cue  string // with what stands around it, to tell which one was found
	}{
		{"in its context", StatementGold{Source: "The coach", Cue: "said", Content: "we will win", Context: "The coach said we will win."}, "coach said we"},
		{"the cue nearest to the content", StatementGold{Source: "the judge", Cue: "said", Content: "the case is closed", Context: "As was said, the judge said the case is closed."}, "judge said the"},
		{"without a context", StatementGold{Source: "A doctor", Cue: "warned", Content: "that the fever spreads"}, "doctor warned that"},
	} {
		d := c.gold.Document(noSegments{})
		a := d.Attributions[0]
		if got := d.Slice(a.Content[0]); got != c.gold.Content {
			t.Errorf("%s: content %q", c.name, got)
		}
		if got := d.Slice(a.Source[0]); got != c.gold.Source {
			t.Errorf("%s: source %q", c.name, got)
		}
		if !strings.HasPrefix(d.Text[a.Cue[0].Start:], strings.SplitN(c.cue, " ", 2)[1]) {
			t.Errorf("%s: cue at %q", c.name, d.Text[a.Cue[0].Start:])
		}
	}
}

func TestFaultyRecordsAreRefusedWithTheirLine(t *testing.T) {
	for name, text := range map[string]string{
		"no content":      "{\"content\":\"a\"}\n{\"source\":\"b\"}\n",
		"not JSON":        "{\"content\":\"a\"}\n{\n",
		"span past text":  "{\"text\":\"ab cd\",\"a\":[0,2],\"b\":[3,5]}\n{\"text\":\"ab\",\"a\":[0,2],\"b\":[3,5]}\n",
		"span that is no": "{\"text\":\"ab cd\",\"a\":[0,2],\"b\":[3,5]}\n{\"text\":\"ab cd\",\"a\":[2,2],\"b\":[3,5]}\n",
	} {
		var err error
		if strings.Contains(name, "span") {
			_, err = ReadDirected(strings.NewReader(text))
		} else {
			_, err = ReadStatements(strings.NewReader(text))
		}
		if err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%s: error %v does not name line 2", name, err)
		}
	}
}

func TestDirectedSpansAreCodePoints(t *testing.T) {
	g := DirectedGold{Text: "Café Müller praised Özil", A: [2]int{0, 11}, B: [2]int{20, 24}}
	a, b := g.Spans()
	if a, b := g.Text[a.Start:a.End], g.Text[b.Start:b.End]; a != "Café Müller" || b != "Özil" {
		t.Errorf("a %q, b %q", a, b)
	}
}
