package reports

import (
	"strings"
	"testing"
	"time"

	"readout/analysis"
	"readout/data/table"
)

// f is a figure of n statements, so many of them labelled positive and negative.
func f(mean float64, n, positive, negative int) *Figure {
	share := func(k int) *float64 { x := float64(k) / float64(n); return &x }
	return &Figure{Mean: &mean, Scored: n, Positive: share(positive), Negative: share(negative), Neutral: share(n - positive - negative)}
}

func TestWordOfAFigure(t *testing.T) {
	for _, c := range []struct {
		name   string
		figure *Figure
		dim    analysis.Dimension
		want   string
	}{
		{"no mean", &Figure{}, "outlook", ""},
		{"all one way", f(0.8, 3, 3, 0), "outlook", "optimistic"},
		{"twice as many", f(0.2, 10, 4, 2), "outlook", "optimistic"},
		{"fewer than twice as many", f(0.1, 10, 4, 3), "outlook", "leaning optimistic"},
		{"as many", f(0.02, 10, 4, 4), "outlook", "divided"},
		{"more statements one way, but weaker ones", f(-0.1, 10, 4, 3), "outlook", "divided"},
		{"fewer the other way", f(-0.1, 10, 3, 4), "outlook", "leaning skeptical"},
		{"all the other way", f(-0.8, 3, 0, 3), "outlook", "skeptical"},
		{"hardly any is labelled", f(0.03, 20, 2, 0), "outlook", "neither optimistic nor skeptical"},
		{"stance has its own words", f(0.5, 4, 4, 0), "stance", "in favor"},
		{"and sentiment", f(-0.5, 4, 0, 4), "sentiment", "negative"},
		{"and certainty", f(0.9, 4, 4, 0), "certainty", "plainly asserted"},
	} {
		if got := c.figure.word(c.dim); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTally(t *testing.T) {
	for _, c := range []struct {
		figure *Figure
		want   string
	}{
		{f(0.5, 9, 4, 1), "4 optimistic, 1 skeptical, 4 neither"},
		{f(0.5, 3, 3, 0), "3 optimistic"},
		{&Figure{}, ""},
	} {
		if got := c.figure.Tally("outlook"); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestNumbersInWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{signed(0.625), "+0.62"},
		{signed(-0.6), "−0.60"},
		{signed(-0.001), "0.00"},
		{score(nil), "–"},
		{number(7), "7"},
		{number(1234567), "1,234,567"},
		{count(1, "article"), "1 article"},
		{count(0, "article"), "0 articles"},
		{title("united-states"), "United States"},
		{title("nato"), "NATO"},
		{title("eu"), "EU"},
		{title("council-of-europe"), "Council of Europe"},
		{withArticle("United States"), "the United States"},
		{withArticle("European Union"), "the European Union"},
		{withArticle("Ukraine"), "Ukraine"},
		{join([]string{"A"}), "A"},
		{join([]string{"A", "B", "C"}), "A, B and C"},
		{reach(0.25).Low() + " " + reach(1).High(), "−0.25 +1"},
		{pValue(number64(0.0004)), "< 0.001"},
		{cell("=1+1"), "'=1+1"},
		{cell("-shore"), "'-shore"},
		{cell("north-shore"), "north-shore"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	day := func(s string) *time.Time { d, _ := time.Parse(time.DateOnly, s); return &d }
	for _, c := range []struct{ from, to, want string }{
		{"2024-05-02", "2024-05-02", "2 May 2024"},
		{"2024-05-02", "2024-05-09", "2–9 May 2024"},
		{"2024-05-02", "2024-06-09", "2 May – 9 June 2024"},
		{"2023-12-30", "2024-01-02", "30 December 2023 – 2 January 2024"},
	} {
		if got := dates(day(c.from), day(c.to)); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if got := dates(nil, nil); got != "no dates" {
		t.Errorf("%q", got)
	}
}

// e is evidence on outlook for the words from..to of a text.
func e(from, to int32, contribution float64, lexicon string) table.Evidence {
	return table.Evidence{Dimension: "outlook", Start: &from, End: &to, Contribution: contribution, Lexicon: lexicon}
}

func TestWhichWordsAreUnderlined(t *testing.T) {
	text := "The harbour deal is a very real step ahead for us all" // real 27..31, step 32..36, ahead 37..42
	plus, minus, unsure := 0.7, -0.7, 0.02
	for _, c := range []struct {
		name     string
		evidence []table.Evidence
		score    *float64
		want     string // the underlined words
	}{
		{"the word that made the score", []table.Evidence{e(27, 31, 1, "outlook")}, &plus, "real"},
		{"overlapping phrases become one", []table.Evidence{e(27, 36, 1, "outlook"), e(32, 42, 1, "frame")}, &plus, "real step ahead"},
		{"a word of the other direction is left out", []table.Evidence{e(27, 31, 1, "outlook"), e(4, 11, -0.8, "outlook")}, &plus, "real"},
		{"of an undecided score both directions show", []table.Evidence{e(27, 31, 1, "outlook"), e(4, 11, -0.8, "outlook")}, &unsure, "harbour|real"},
		{"what moved it little is left out", []table.Evidence{e(27, 31, 1, "outlook"), e(4, 11, 0.2, "outlook")}, &plus, "real"},
		{"features of a model count when no list has a word", []table.Evidence{e(12, 16, -1, "model")}, &minus, "deal"},
		{"and not beside words of a list", []table.Evidence{e(0, 3, 2, "model"), e(27, 31, 1, "outlook")}, &plus, "real"},
		{"a list's word has the model's weight too", []table.Evidence{e(27, 31, 0.2, "model"), e(27, 31, 0.3, "outlook"), e(4, 11, 1, "frame")}, &plus, "harbour|real"},
		{"at most four", []table.Evidence{e(0, 3, 1, "a"), e(4, 11, 1, "a"), e(12, 16, 1, "a"), e(17, 19, 1, "a"), e(20, 21, 1, "a")}, &plus, "The|harbour|deal|is"},
		{"evidence without a place", []table.Evidence{{Dimension: "outlook", Contribution: 2}}, &plus, ""},
		{"evidence beyond the text", []table.Evidence{e(50, 90, 1, "outlook")}, &plus, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := Quote{Outlook: c.score}
			q.segment(&shownText{Sentence: text, Content: text, ContentEnd: int32(len(text))}, c.evidence, "outlook")
			var marked []string
			whole := ""
			for _, seg := range q.Segments {
				whole += seg.Text
				if seg.Role == "evidence" {
					marked = append(marked, seg.Text)
				}
			}
			if got := strings.Join(marked, "|"); got != c.want || whole != text {
				t.Errorf("%q in %q, want %q", got, whole, c.want)
			}
		})
	}
}

func TestWhereAStatementIsShown(t *testing.T) {
	for _, c := range []struct {
		name     string
		s        shownText
		want     string
		wantFrom int
	}{
		{"in its sentence", shownText{Sentence: "She said no.", SentenceStart: 10, Content: "no", ContentStart: 19, ContentEnd: 21}, "She said no.", 10},
		{"beyond its sentence", shownText{Sentence: "She said no.", SentenceStart: 10, Content: "no. And never.", ContentStart: 19, ContentEnd: 33}, "She said no. And never.", 10},
		{"without a sentence", shownText{Content: "no", ContentStart: 19, ContentEnd: 21}, "no", 19},
		{"before its sentence", shownText{Sentence: "She said no.", SentenceStart: 10, Content: "no", ContentStart: 2, ContentEnd: 4}, "no", 2},
	} {
		if got, from := c.s.shown(); got != c.want || from != c.wantFrom {
			t.Errorf("%s: %q from %d", c.name, got, from)
		}
	}
}

func TestLongQuotesAreCutAroundTheirEvidence(t *testing.T) {
	long := strings.Repeat("word ", 200) + "doomed" + strings.Repeat(" more", 100)
	q := Quote{Outlook: number64(-0.9)}
	q.segment(&shownText{Content: long, ContentEnd: int32(len(long))}, []table.Evidence{e(1000, 1006, -2, "outlook")}, "outlook")
	if !strings.HasPrefix(q.Text, "… ") || !strings.HasSuffix(q.Text, " …") || !strings.Contains(q.Text, "doomed") || len([]rune(q.Text)) > maxQuote+4 {
		t.Errorf("%d: %q", len(q.Text), q.Text)
	}
}

func TestEveryTerminalLineFits(t *testing.T) {
	for _, articles := range [][]press{harbour, hostile(), regatta(20)} {
		s := load(t, articles)
		for _, width := range []int{60, 80, 100} {
			var out strings.Builder
			if err := s.Terminal(&out, TerminalOptions{Width: width, Color: true}); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(out.String()) {
				if n := visible(strings.TrimSuffix(line, "\n")); n > width {
					t.Errorf("%d columns in %d: %q", n, width, line)
				}
			}
		}
	}
}

func TestNothingToSay(t *testing.T) {
	for _, c := range []struct {
		name     string
		articles []press
		want     string
	}{
		{"no article", nil, "No statement was found"},
		{"an article without statements", []press{{id: "a"}}, "No statement was found"},
		{"nobody tells an outlook", []press{{id: "a", says: []said{{"town", "mayor", "", "", "The mayor read a letter.", na, na, "", nil, 0, ""}}}}, "No outlook is told by what is said"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := load(t, c.articles)
			if s.Headline != c.want {
				t.Errorf("%q", s.Headline)
			}
			var out strings.Builder
			for _, err := range []error{s.HTML(&out), s.Markdown(&out), s.JSON(&out), s.Terminal(&out, TerminalOptions{})} {
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestRoleBesideAName(t *testing.T) {
	for _, c := range []struct{ name, role, want string }{
		{"Harbour Board spokesman", "spokesman", ""},
		{"Spokesman", "spokesman", ""},
		{"Ada Okafor", "mayor", "mayor"},
		{"Will Spokesman", "man", "man"},
		{"Harbour Board spokesman", "", ""},
	} {
		if got := roleBeside(c.name, c.role); got != c.want {
			t.Errorf("%s, %s: %q, want %q", c.name, c.role, got, c.want)
		}
	}
}

func TestTimelineTellsOfMarksBeyondItsScale(t *testing.T) {
	line := func(points ...Figure) *Summary {
		return &Summary{Timeline: Timeline{Lines: []Line{{Points: points}}}}
	}
	if s := line(*f(0.1, 9, 4, 1), *f(0.8, 1, 1, 0)); s.TimeReach() != 0.25 || !s.TimeClipped() {
		t.Errorf("a mean of one statement beyond %v is not told of", s.TimeReach())
	}
	if s := line(*f(0.1, 9, 4, 1), *f(0.2, 1, 1, 0)); s.TimeClipped() {
		t.Error("nothing is beyond the scale, and it is told")
	}
}
