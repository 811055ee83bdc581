package analysis_test

import (
	"strings"
	"testing"

	"readout/analysis"
	"readout/analysis/segment"
	"readout/lexicon"
)

func TestMarkNames(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	segmenter := segment.New(lex)
	for _, c := range []struct{ text, names string }{
		{"the United States wants peace", "United States"},
		{"United Airlines cut its forecast", "United Airlines"},
		{"Hope is not lost, said the coach", ""},
		{"Excellent work was done in Geneva", "Geneva"},
		{"I think that Theresa May may go", "Theresa May"},
		{"The court heard Justice Brave on Monday", "Justice Brave Monday"},
		{"she said: “Great news for the club”", ""},
		{"the fund said. Strong demand helped", ""},
		{"Council Backs Great New Harbour Plan After Long Debate", ""},
		{"it’s what I’d call a win for Union Square", "Union Square"},
		{"", ""},
	} {
		d := segmenter.Segment(&analysis.Article{Text: c.text})
		var names []string
		for i, is := range analysis.MarkNames(d.Text, d.Tokens, nil) {
			if is {
				names = append(names, d.Slice(d.Tokens[i].Span))
			}
		}
		if got := strings.Join(names, " "); got != c.names {
			t.Errorf("%q: names %q, %q wanted", c.text, got, c.names)
		}
	}
}
