package main

import (
	"testing"

	"readout/analysis/segment"
	"readout/lexicon"
)

func TestSilverRecordPutsSpansIntoItsText(t *testing.T) {
	const text = "Zoë’s boss said rain was near. Nobody sang."
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	segmenter := segment.New(lex)
	for _, c := range []struct {
		name   string
		record silverRecord
		want   []string // sources, cues, contents, then what is not sure; nil where it must fail
	}{
		{"gaps count code points from the end of the span before", silverRecord{Spans: []int{0, 10, 0, 1, 4, 1, 1, 13, 2}, Unsure: []int{16, 4, 1, 3}},
			[]string{"Zoë’s boss", "said", "rain was near", "rain", "was"}},
		{"nothing found", silverRecord{}, []string{}},
		{"a span that is cut short", silverRecord{Spans: []int{0, 10}}, nil},
		{"an open span that is cut short", silverRecord{Unsure: []int{4}}, nil},
		{"past the end", silverRecord{Spans: []int{0, 400, 2}}, nil},
		{"before the beginning", silverRecord{Spans: []int{-2, 4, 0}}, nil},
	} {
		x, err := c.record.example(segmenter, text)
		if (err != nil) != (c.want == nil) {
			t.Errorf("%s: error %v", c.name, err)
		}
		if err != nil {
			continue
		}
		var got []string
		for _, a := range x.Gold {
			for _, s := range append(append(a.Source, a.Cue...), a.Content...) {
				got = append(got, x.Document.Slice(s))
			}
		}
		for _, s := range x.Unsure {
			got = append(got, x.Document.Slice(s))
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: got %q", c.name, got)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: got %q, want %q", c.name, got[i], c.want[i])
			}
		}
		if !x.Silver {
			t.Errorf("%s: not marked as silver", c.name)
		}
	}
}
