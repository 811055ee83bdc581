package reports

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"readout/analysis/compare"
)

// words of the two answers.
func (x *Shares) answers() (yes, no string) {
	if x.On == compare.EvaluationDimension {
		return "praise", "blame"
	}
	return "agree", "disagree"
}

// maxAgreements is how many pairs are printed; the table comparisons has them all.
const maxAgreements = 12

// shownAgreements is the pairs with most propositions in common. On a single one agreement
// says no more than the shares do.
func (x *Shares) shownAgreements() []ShareAgreements {
	if x.On != "position" {
		return nil
	}
	shown := slices.DeleteFunc(slices.Clone(x.Agreements), func(a ShareAgreements) bool { return a.Shared < 2 })
	return shown[:min(len(shown), maxAgreements)]
}

// Terminal prints the votes of every proposition, group by group, and how far groups agree.
func (x *Shares) Terminal(w io.Writer, o TerminalOptions) error {
	if o.Width < 40 {
		o.Width = 80
	}
	p := &termPrinter{bufio.NewWriter(w), o}
	yes, no := x.answers()
	p.wrap("", p.style(bold, fmt.Sprintf("%s by %s", capital(string(x.On)), x.By)))
	p.wrap("", x.Note)
	for i := range x.Propositions {
		s := &x.Propositions[i]
		p.text("\n")
		p.wrap("", p.style(bold, s.Text))
		for _, g := range s.Groups {
			p.text("  %s %3d %s  %3d %s  %3.0f %%  (%.0f to %.0f)\n", fit(g.Name, 24), g.Agree, yes, g.Disagree, no, 100*g.Share, 100*g.Low, 100*g.High)
			if k := g.Corrected; k != nil {
				p.text("  %s %s%3.0f %%  (%.0f to %.0f)\n", fit(fmt.Sprintf("  corrected, %d coded", k.Coded), 24), strings.Repeat(" ", len(yes)+len(no)+12), 100*k.Value, 100*k.Low, 100*k.High)
			}
		}
		for _, d := range s.Pairs {
			if d.Differs {
				p.wrap("  ", fmt.Sprintf("%s and %s differ by %.0f points (%.0f to %.0f).", d.NameA, d.NameB, 100*math.Abs(d.Difference), 100*min(math.Abs(d.Low), math.Abs(d.High)), 100*max(math.Abs(d.Low), math.Abs(d.High))))
			}
			if k := d.Corrected; k != nil {
				verdict := "which could be chance"
				if k.Differs {
					verdict = "more than chance"
				}
				p.wrap("  ", fmt.Sprintf("%s less %s, corrected: %+.0f points (%+.0f to %+.0f), %s.", d.NameA, d.NameB, 100*k.Value, 100*k.Low, 100*k.High, verdict))
			}
		}
	}
	if len(x.Propositions) == 0 {
		p.text("No vote to count.\n")
	}
	if shown := x.shownAgreements(); len(shown) > 0 {
		p.text("\n")
		p.wrap("", p.style(bold, "Agreement: 1 the same on all that both speak of, -1 opposite"))
		for _, a := range shown {
			p.text("  %s %s %+.2f  over %d\n", fit(a.NameA, 24), fit(a.NameB, 24), a.Value, a.Shared)
		}
	}
	return p.w.Flush()
}

// Markdown writes the same as tables.
func (x *Shares) Markdown(w io.Writer) error {
	b := bufio.NewWriter(w)
	yes, no := x.answers()
	cell := func(s string) string { return strings.ReplaceAll(clean(s), "|", "\\|") }
	fmt.Fprintf(b, "# %s by %s\n\n%s\n", capital(string(x.On)), x.By, x.Note)
	for _, s := range x.Propositions {
		fmt.Fprintf(b, "\n## %s\n\n| %s | %s | %s | share | 95 %% interval | actors | method | coded |\n|---|---|---|---|---|---|---|---|\n", cell(s.Text), x.By, yes, no)
		for _, g := range s.Groups {
			fmt.Fprintf(b, "| %s | %d | %d | %.2f | %.2f to %.2f | %d | plain | |\n", cell(g.Name), g.Agree, g.Disagree, g.Share, g.Low, g.High, g.Actors)
			if k := g.Corrected; k != nil {
				fmt.Fprintf(b, "| %s | | | %.2f | %.2f to %.2f | | corrected | %d |\n", cell(g.Name), k.Value, k.Low, k.High, k.Coded)
			}
		}
	}
	if shown := x.shownAgreements(); len(shown) > 0 {
		fmt.Fprintf(b, "\n## Agreement\n\n| a | b | agreement | propositions |\n|---|---|---|---|\n")
		for _, a := range shown {
			fmt.Fprintf(b, "| %s | %s | %+.2f | %d |\n", cell(a.NameA), cell(a.NameB), a.Value, a.Shared)
		}
	}
	return b.Flush()
}

// CSV writes a row a proposition and group.
func (x *Shares) CSV(w io.Writer) error {
	c := csv.NewWriter(w)
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', 4, 64) }
	rows := [][]string{{"on", "by", "id", "text", "group", "agree", "disagree", "share", "ci_low", "ci_high", "actors", "events_or_articles", "method", "n_coded", "group_name"}}
	for _, s := range x.Propositions {
		for _, g := range s.Groups {
			rows = append(rows, []string{string(x.On), x.By, s.ID, s.Text, g.ID, strconv.Itoa(g.Agree), strconv.Itoa(g.Disagree),
				number(g.Share), number(g.Low), number(g.High), strconv.Itoa(g.Actors), strconv.Itoa(g.Places), "plain", "0", g.Name})
			if k := g.Corrected; k != nil {
				rows = append(rows, []string{string(x.On), x.By, s.ID, s.Text, g.ID, "", "", number(k.Value), number(k.Low), number(k.High), "", "", "corrected", strconv.Itoa(k.Coded), g.Name})
			}
		}
	}
	return c.WriteAll(rows)
}

// JSON writes everything as one object.
func (x *Shares) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(x)
}
