package reports

import (
	"math"
	"strings"
	"testing"
)

// second is the same articles in another version, with other words.
func second(articles []press, from, to string) []press {
	out := make([]press, len(articles))
	for i, p := range articles {
		p.version = "-2"
		says := make([]said, len(p.says))
		for k, s := range p.says {
			s.text = strings.ReplaceAll(s.text, from, to)
			says[k] = s
		}
		p.says = says
		out[i] = p
	}
	return out
}

func TestWhatChangedSinceTheRunBefore(t *testing.T) {
	start := talk("north harbour_talks "+many("+-0", 5), "south harbour_talks "+many("0", 12))
	for _, c := range []struct {
		name string
		runs [][]press
		want string // all sentences
	}{
		{"the first run", [][]press{start}, "No earlier run to compare with: this is the first in its folder."},
		{"one new article", [][]press{start, talk("north dredging +")},
			"1 new article and 1 statement added.|Heard for the first time, issue: Dredging of the channel (1).|No side's outlook moved by more than noise."},
		{"a new side with new speakers", [][]press{start, talk("west harbour_talks +0", "@ada harbour_talks 0")},
			"3 new articles and 3 statements added.|Heard for the first time, side: West (2).|Heard for the first time, speakers: West-head (2) and Ada (1).|No side's outlook moved by more than noise."},
		{"many new articles that turn a side", [][]press{start, talk("north dredging " + many("-", 12))},
			"12 new articles and 12 statements added.|Heard for the first time, issue: Dredging of the channel (12).|North's outlook fell from 0.00 (n = 15) to −0.27 (n = 27): "},
		{"many new articles of the same kind", [][]press{start, talk("north dredging " + many("+-0", 5))},
			"15 new articles and 15 statements added.|Heard for the first time, issue: Dredging of the channel (15).|No side's outlook moved by more than noise."},
		{"corrected, other words", [][]press{talk("north harbour_talks ++"), second(talk("north harbour_talks ++"), "spoke", "talked")},
			"2 corrected articles.|No side's outlook moved by more than noise."},
		{"read again", [][]press{talk("north harbour_talks ++"), talk("north harbour_talks +-")},
			"2 articles scored again and 1 statement changed.|No side's outlook moved by more than noise."},
		{"a statement gone", [][]press{harbour, {{id: "a2", outlet: "Shore Herald", day: "2024-05-03", version: "-2", says: harbour[1].says[:1]}}},
			"1 corrected article and 3 statements removed.|No side's outlook moved by more than noise."},
		{"against all that was there, not against the last run", [][]press{start, talk("north dredging +"), talk("north dredging +0")},
			"1 new article, 1 article scored again and 1 statement added.|No side's outlook moved by more than noise."},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := t.TempDir()
			var s *Summary
			for _, articles := range c.runs {
				var err error
				if s, err = Load(publishInto(t, out, articles)); err != nil {
					t.Fatal(err)
				}
			}
			if got := strings.Join(s.Changes.Sentences(), "|"); !strings.HasPrefix(got, c.want) || strings.HasSuffix(c.want, ".") && got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
			var page, md, term strings.Builder
			for _, err := range []error{s.HTML(&page), s.Markdown(&md), s.Terminal(&term, TerminalOptions{Width: 300})} {
				if err != nil {
					t.Fatal(err)
				}
			}
			first := s.Changes.Sentences()[0]
			for name, out := range map[string]string{"the page": page.String(), "Markdown": md.String(), "the terminal": term.String()} {
				if !strings.Contains(out, first) {
					t.Errorf("%s does not say %q", name, first)
				}
			}
		})
	}
}

// What was there before is what the run before said.
func TestMovesBeginWhereTheLastReportEnded(t *testing.T) {
	out := t.TempDir()
	all := regatta(60)
	before, err := Load(publishInto(t, out, all[:40]))
	if err != nil {
		t.Fatal(err)
	}
	// Five articles corrected, twenty new.
	now, err := Load(publishInto(t, out, append(second(all[:5], "day", "date"), all[40:]...)))
	if err != nil {
		t.Fatal(err)
	}
	side := func(s *Summary, id string) Figure {
		for i := range s.Sides {
			if s.Sides[i].ID == id {
				return s.Sides[i].Outlook
			}
		}
		return Figure{}
	}
	if len(now.Changes.Moves) < 4 {
		t.Fatalf("%d moves", len(now.Changes.Moves))
	}
	for _, m := range now.Changes.Moves {
		was, is := side(before, m.SideID), side(now, m.SideID)
		if was.Scored != m.NBefore || is.Scored != m.NNow || math.Abs(*was.Mean-m.Before) > 1e-9 || math.Abs(*is.Mean-m.Now) > 1e-9 {
			t.Errorf("%s, %s: from %.4f (%d) to %.4f (%d), and the reports say %.4f (%d) and %.4f (%d)", m.SideID, m.Dimension,
				m.Before, m.NBefore, m.Now, m.NNow, *was.Mean, was.Scored, *is.Mean, is.Scored)
		}
		if m.Low != nil && (*m.Low > m.Change || *m.High < m.Change) {
			t.Errorf("%+v: the interval leaves out the change", m)
		}
	}
}

// The tables of a run, and so its report, do not tell when the runs were made.
func TestChangesNameNoRun(t *testing.T) {
	out := t.TempDir()
	publishInto(t, out, talk("north harbour_talks +"))
	s, err := Load(publishInto(t, out, talk("south harbour_talks -")))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := s.JSON(&b); err != nil || strings.Contains(b.String(), "run-2") {
		t.Errorf("%v: the report names a run", err)
	}
}
