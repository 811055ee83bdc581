package reports

import (
	"fmt"
	"strings"
	"testing"
)

// talk is a corpus in which each mark is a statement in an article of its own:
// + optimistic, - skeptical, 0 neither, ? without a score. A line is a side (or
// "@" and a speaker without one), an issue and the marks.
func talk(lines ...string) []press {
	var all []press
	for _, line := range lines {
		part := strings.Fields(line)
		side, actor := part[0], part[0]+"-head"
		if name, ok := strings.CutPrefix(side, "@"); ok {
			side, actor = "", name
		}
		for i, mark := range part[2] {
			x := map[rune]float64{'+': 0.6, '-': -0.6, '0': 0, '?': na}[mark]
			id := fmt.Sprintf("%s-%s-%d", actor, part[1], i)
			all = append(all, press{id: id, outlet: "Paper", day: "2024-05-02", says: []said{
				{side, actor, "", part[1], fmt.Sprintf("%s spoke %d times.", id, i), x, x, "", nil, 0, ""}}})
		}
	}
	return all
}

func many(mark string, n int) string { return strings.Repeat(mark, n) }

func TestHeadlineSaysNoMoreThanTheFiguresBear(t *testing.T) {
	for _, c := range []struct {
		name     string
		corpus   []press
		headline string
		standing string // a part of it
	}{
		{"nothing at all", nil, "No statement was found", ""},
		{"one statement each", talk("north harbour_talks +", "south harbour_talks -"),
			"Harbour talks: one statement each: North's is optimistic, South's is skeptical", "Too few"},
		{"one statement each, one of them plain", talk("north harbour_talks 0", "south harbour_talks -"),
			"Harbour talks: one statement each: North's is neither, South's is skeptical", "Too few"},
		{"one scored statement each", talk("north harbour_talks +?", "south harbour_talks -"),
			"Harbour talks: one scored statement each: North's is optimistic, South's is skeptical", "Too few"},
		{"two statements a side", talk("north harbour_talks ++", "south harbour_talks -0"),
			"Harbour talks: North sounds optimistic in both statements; South sounds skeptical in 1 of 2 statements", "rests on 2 statements in 2 articles against 2 in 2"},
		{"two sides of one tally", talk("north harbour_talks +-", "south harbour_talks +-", "west harbour_talks 00"),
			"Harbour talks: North and South sound optimistic in 1 and skeptical in 1 of 2 statements each; West sounds neither way in both statements", "Too few"},
		{"five statements a side", talk("north harbour_talks ++++0", "south harbour_talks ---0+"),
			"Harbour talks: North sounds optimistic; South sounds skeptical", "Too few"},
		{"five beside three", talk("north harbour_talks ++++0", "south harbour_talks ---"),
			"Harbour talks: North sounds optimistic; South sounds skeptical in all 3 statements", "Too few"},
		{"enough, and apart", talk("north harbour_talks "+many("+", 14), "south harbour_talks "+many("-", 14)),
			"Harbour talks: North is optimistic; South is skeptical", "That is more than noise, and large in size"},
		{"enough, and of one mind", talk("north harbour_talks "+many("+", 12), "south harbour_talks "+many("+", 14)),
			"Harbour talks: South and North are both optimistic", "No gap in outlook"},
		{"enough, of two words that could be noise", talk("north harbour_talks "+many("++--+", 6), "south harbour_talks "+many("+-", 15)),
			"Harbour talks: South is divided; North seems to lean optimistic", "could be noise"},
		{"enough, and nobody tells either", talk("north harbour_talks "+many("0", 12), "south harbour_talks "+many("0", 12)),
			"Harbour talks: what North and South say is neither optimistic nor skeptical", "No gap in outlook"},
		{"enough of one side only", talk("north harbour_talks "+many("+", 14), "south harbour_talks ---"),
			"Harbour talks: North is optimistic; South sounds skeptical in all 3 statements", "Too few"},
		{"the side that disagrees is not left out", talk("north harbour_talks "+many("+", 60), "south harbour_talks "+many("+", 50), "west harbour_talks "+many("+", 45), "east harbour_talks "+many("+", 40), "up harbour_talks "+many("+", 30), "down harbour_talks "+many("-", 10)),
			"Harbour talks: North, South, West and East are optimistic; Down is skeptical", "Of the 6 sides with enough statements"},
		{"no issue of both", talk("north harbour_talks ++", "south dredging --"), "No two sides are heard on one issue", "different questions"},
		{"no issue of both, much said", talk("north harbour_talks "+many("+", 14), "south dredging "+many("-", 14)), "No two sides are heard on one issue", "different questions"},
		{"an issue of both is preferred to more words on others", talk("north harbour_talks ++++++", "south dredging -----", "north prices +", "south prices -"),
			"Prices: one statement each: North's is optimistic, South's is skeptical", "Too few"},
		{"one side only", talk("north harbour_talks +++"), "North sounds optimistic in all 3 statements; no other side is heard", "nothing to compare"},
		{"no side, two speakers", talk("@ada harbour_talks +", "@bo harbour_talks -"),
			"Harbour talks: one statement each: Ada's is optimistic, Bo's is skeptical", "without a verdict"},
		{"no side, one speaker", talk("@ada harbour_talks ++"), "No speaker is on a known side, and no two are heard on one issue", ""},
		{"nobody tells an outlook", talk("north harbour_talks ??", "south harbour_talks ?"), "No side's outlook is told by its words", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := load(t, c.corpus)
			if s.Headline != c.headline {
				t.Errorf("headline %q\n    want %q", s.Headline, c.headline)
			}
			if !strings.Contains(s.Standing, c.standing) {
				t.Errorf("standing %q, want in it %q", s.Standing, c.standing)
			}
			var page, md, term strings.Builder
			for _, err := range []error{s.HTML(&page), s.Markdown(&md), s.Terminal(&term, TerminalOptions{Width: 200}), s.JSON(&strings.Builder{})} {
				if err != nil {
					t.Fatal(err)
				}
			}
			for name, out := range map[string]string{"Markdown": md.String(), "terminal": term.String()} {
				if !strings.Contains(out, c.headline) {
					t.Errorf("%s does not say it:\n%s", name, out)
				}
			}
		})
	}
}

// The widest gap that is told and the first row of the table of differences are
// one computation.
func TestWidestGapIsInTheTable(t *testing.T) {
	for _, corpus := range [][]press{harbour, regatta(40), regatta(160), talk("north harbour_talks ++++0", "south harbour_talks ---0+", "west harbour_talks -")} {
		s := load(t, corpus)
		if len(s.Differences) == 0 {
			t.Fatal("no difference")
		}
		first := &s.Differences[0]
		high, low := first.ends()
		if gap := fmt.Sprintf("%.2f", abs(*first.Value)); !strings.Contains(s.Standing, high.Name) || !strings.Contains(s.Standing, low.Name) || !strings.Contains(s.Standing, gap) {
			t.Errorf("%q does not tell of %s", s.Standing, first.gap())
		}
		for i := range s.Differences {
			d := &s.Differences[i]
			if d.IssueID == first.IssueID && d.Dimension == first.Dimension && d.Sufficient == first.Sufficient && abs(*d.Value) > abs(*first.Value) {
				t.Errorf("%s is wider than %s", d.gap(), first.gap())
			}
		}
	}
}

func abs(x float64) float64 { return max(x, -x) }

// What the headline says of two sides with enough statements, told apart by
// outlook and stance.
func TestHeadlineTakesTheDimensionThatTellsSidesApart(t *testing.T) {
	corpus := func(north, south string, stance func(side string) float64) []press {
		all := talk("north harbour_talks "+north, "south harbour_talks "+south)
		for i := range all {
			s := &all[i].says[0]
			s.stance = stance(s.side)
		}
		return all
	}
	against := func(side string) float64 {
		if side == "north" {
			return 0.8
		}
		return -0.7
	}
	level := func(string) float64 { return 0.5 }
	for _, c := range []struct {
		name   string
		corpus []press
		want   string
	}{
		{"outlook alone", corpus(many("+", 12), many("-", 12), level), "North is optimistic; South is skeptical"},
		{"both: outlook comes first", corpus(many("+", 12), many("-", 12), against), "North is optimistic; South is skeptical"},
		{"stance alone", corpus(many("00-", 5), many("00-", 5), against), "North is in favor; South is against"},
		{"neither", corpus(many("00-", 5), many("000-", 4), level), "South and North are both skeptical"},
		{"words that differ, figures that do not", corpus(many("0", 30)+many("-", 6), many("0", 30)+many("-", 5), level),
			"South and North hardly differ: most of what each says is neither optimistic nor skeptical, and of the rest more is skeptical than optimistic"},
	} {
		if s := load(t, c.corpus); s.Headline != "Harbour talks: "+c.want {
			t.Errorf("%s: %q, want %q", c.name, s.Headline, c.want)
		}
	}
}
