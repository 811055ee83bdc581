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
			"Harbour talks: North sounds optimistic in both statements; South sounds skeptical in 1 of 2 statements", "2 statements in 2 articles against 2 in 2"},
		{"two sides of one tally", talk("north harbour_talks +-", "south harbour_talks +-", "west harbour_talks 00"),
			"Harbour talks: North and South sound optimistic in 1 and skeptical in 1 of 2 statements each; West sounds neither way in both statements", "No gap in outlook"},
		{"five statements a side", talk("north harbour_talks ++++0", "south harbour_talks ---0+"),
			"Harbour talks: North sounds optimistic; South sounds skeptical", "Too few"},
		{"five beside three", talk("north harbour_talks ++++0", "south harbour_talks ---"),
			"Harbour talks: North sounds optimistic; South sounds skeptical in all 3 statements", "Too few"},
		{"a single statement of six tells nothing", talk("north harbour_talks +00000", "south harbour_talks ---"),
			"Harbour talks: North sounds neither optimistic nor skeptical; South sounds skeptical in all 3 statements", "Too few"},
		{"four of fifteen lean", talk("north harbour_talks ++++"+many("0", 11), "south harbour_talks ---"),
			"Harbour talks: North leans optimistic; South sounds skeptical in all 3 statements", "Too few"},
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
			"Harbour talks: North, South, West and East are optimistic; Down is skeptical", "Furthest apart in outlook are"},
		{"no issue of both", talk("north harbour_talks ++", "south dredging --"), "No two sides are heard on one event or issue", "different questions"},
		{"no issue of both, much said", talk("north harbour_talks "+many("+", 14), "south dredging "+many("-", 14)), "No two sides are heard on one event or issue", "different questions"},
		{"an issue of both is preferred to more words on others", talk("north harbour_talks ++++++", "south dredging -----", "north prices +", "south prices -"),
			"Prices: one statement each: North's is optimistic, South's is skeptical", "Too few"},
		{"one side only", talk("north harbour_talks +++"), "North sounds optimistic in all 3 statements; no other side is heard", "nothing to compare"},
		{"no side, two speakers", talk("@ada harbour_talks +", "@bo harbour_talks -"),
			"Harbour talks: one statement each: Ada's is optimistic, Bo's is skeptical", "without a verdict"},
		{"no side, one speaker", talk("@ada harbour_talks ++"), "Ada sounds optimistic in both statements; no other side is heard", ""},
		{"nobody tells an outlook", talk("north harbour_talks ??", "south harbour_talks ?"), "No outlook is told by what is said", ""},
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

// What the headline says of two sides with enough statements.
func TestHeadlineOfTwoSidesWithEnoughStatements(t *testing.T) {
	for _, c := range []struct {
		name         string
		north, south string
		want         string
	}{
		{"apart", many("+", 12), many("-", 12), "North is optimistic; South is skeptical"},
		{"of one word", many("00-", 5), many("00-", 4), "South and North are both skeptical"},
		{"one of which fewer statements tell", many("0+", 8), many("000-", 5), "North is optimistic; South leans skeptical"},
		{"words that differ, figures that do not", many("0", 30) + many("-", 6), many("0", 30) + many("-", 5), "South and North hardly differ"},
	} {
		if s := load(t, talk("north harbour_talks "+c.north, "south harbour_talks "+c.south)); s.Headline != "Harbour talks: "+c.want {
			t.Errorf("%s: %q, want %q", c.name, s.Headline, c.want)
		}
	}
}
