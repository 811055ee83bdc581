package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"readout/analysis"
	"readout/data/table"
	"readout/reports"
)

// explainText writes a document for people: each statement with its speaker,
// side and scores, and under each score the words that made it.
func explainText(s *screen, d *analysis.Document, many bool, sideName func(id string) string) {
	a := d.Article
	if a.Title != "" {
		for _, line := range reports.Wrap(reports.Plain(a.Title), s.width) {
			fmt.Fprintln(s, s.style(styleBold, line))
		}
	}
	facts := []string{}
	if a.Outlet != "" {
		facts = append(facts, reports.Plain(a.Outlet))
	}
	if !a.PublishedAt.IsZero() {
		facts = append(facts, a.PublishedAt.UTC().Format("2 January 2006"))
	}
	none := 0
	for i := range d.Statements {
		if d.Statements[i].IsCandidate() {
			none++
		}
	}
	facts = append(facts, plural(len(d.Statements)-none, "statement"))
	if none > 0 {
		facts = append(facts, fmt.Sprintf("%d more judged to be none", none))
	}
	if many { // by this name --article finds it
		facts = append(facts, "id "+reports.Plain(a.ID))
	}
	for _, line := range reports.Wrap(strings.Join(facts, ", "), s.width) {
		fmt.Fprintln(s, s.style(styleDim, line))
	}
	for i := range d.Statements {
		fmt.Fprintln(s)
		e := explanation{s, d, &d.Statements[i], &d.Attributions[d.Statements[i].Attribution]}
		e.head(i+1, sideName)
		e.content()
		if e.statement.IsCandidate() {
			e.row("judged", fmt.Sprintf("no statement, validity %.2f: a run keeps it in candidates.parquet", *e.statement.Validity))
		}
		e.reported()
		e.target()
		e.score("stance", e.statement.Stance)
		e.score("outlook", e.statement.Outlook)
		e.score("sentiment", e.statement.Sentiment)
		if e.statement.TargetSentiment.Known() {
			e.score("toward it", e.statement.TargetSentiment)
		}
		e.score("certainty", e.statement.Certainty)
		e.frames()
	}
}

type explanation struct {
	*screen
	doc         *analysis.Document
	statement   *analysis.Statement
	attribution *analysis.Attribution
}

const indent = "    "

func (e explanation) head(n int, sideName func(string) string) {
	var names []string
	for _, k := range e.statement.Speaker.Actors {
		names = append(names, e.doc.Actors[k].Name)
	}
	who := strings.Join(names, " and ")
	if who == "" {
		who = "(speaker not resolved)"
	}
	side := "no side"
	if id := e.statement.Speaker.SideID; id != "" {
		side = sideName(id)
		if who := e.statement.Speaker.Actors; side == id && len(who) > 0 {
			side = cmp.Or(table.OwnSide(&e.doc.Actors[who[0]]), id)
		}
	}
	label := fmt.Sprintf("%-3d ", n)
	who = shorten(reports.Plain(who), e.width-len(label)-len(side)-3)
	fmt.Fprintf(e, "%s%s  %s\n", e.style(styleDim, label), e.style(styleBold, who), e.style(styleCyan, "["+side+"]"))
}

// content shows the statement with its evidence underlined.
func (e explanation) content() {
	hull := analysis.Hull(e.attribution.Content)
	text := reports.Plain(e.doc.Slice(hull))
	var terms []string
	for _, score := range []analysis.Score{e.statement.Stance, e.statement.Outlook, e.statement.Sentiment} {
		for _, ev := range score.Evidence {
			if hull.Contains(ev.Span) && !ev.Span.Empty() {
				terms = append(terms, reports.Plain(e.doc.Slice(ev.Span)))
			}
		}
	}
	for _, line := range reports.Wrap(text, e.width-len(indent)) {
		fmt.Fprintln(e, indent+e.underline(line, terms))
	}
}

// underline marks the terms that a line contains; a term over a line break is
// named below the sentence all the same.
func (e explanation) underline(line string, terms []string) string {
	if !e.colour {
		return line
	}
	slices.SortFunc(terms, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	for _, t := range slices.Compact(terms) {
		if i := strings.Index(line, t); i >= 0 && !strings.Contains(line, "\x1b") {
			line = line[:i] + e.style(styleUnder, t) + line[i+len(t):]
		}
	}
	return line
}

func (e explanation) reported() {
	a := e.attribution
	var parts []string
	if len(a.Source) > 0 {
		parts = append(parts, "“"+reports.Plain(e.doc.Slice(analysis.Hull(a.Source)))+"”")
	}
	if len(a.Cue) > 0 {
		cue := "“" + reports.Plain(e.doc.Slice(analysis.Hull(a.Cue))) + "”"
		if a.CueClass != "" {
			cue += " (" + string(a.CueClass) + ")"
		}
		parts = append(parts, cue)
	}
	parts = append(parts, strings.ReplaceAll(string(a.Type), "_", " "))
	if a.Polarity != "" && a.Polarity != analysis.Affirmed {
		parts = append(parts, string(a.Polarity))
	}
	if a.Floating {
		parts = append(parts, "floating")
	}
	if a.Depth > 0 {
		parts = append(parts, fmt.Sprintf("depth %d", a.Depth))
	}
	parts = append(parts, fmt.Sprintf("confidence %.2f", a.Confidence))
	e.row("reported", strings.Join(parts, ", "))
}

func (e explanation) target() {
	t := e.statement.Target
	var parts []string
	if t.IssueID != "" {
		parts = append(parts, t.IssueID)
	}
	if t.Actor >= 0 {
		parts = append(parts, reports.Plain(e.doc.Actors[t.Actor].Name))
	}
	if t.Text != "" {
		parts = append(parts, "“"+reports.Plain(t.Text)+"”")
	}
	if len(parts) > 0 {
		e.row("about", strings.Join(parts, ", "))
	}
}

// score shows a value as a sign, a number and a word, and the terms behind it,
// the strongest first.
func (e explanation) score(name string, s analysis.Score) {
	if !s.Known() {
		e.row(name, e.style(styleDim, "none: "+s.Abstained))
		return
	}
	colour := ""
	switch {
	case name == "certainty":
	case s.Value > 0.05:
		colour = styleGreen
	case s.Value < -0.05:
		colour = styleRed
	}
	value := fmt.Sprintf("%+.2f %s", s.Value, s.Label)
	if name == "certainty" {
		value = fmt.Sprintf("%.2f %s", s.Value, s.Label)
	}
	if s.Prob > 0 {
		value += fmt.Sprintf(" (%.0f %%)", 100*s.Prob)
	}
	var words []string
	for _, ev := range strongest(s.Evidence) {
		if len(words) == 4 {
			words = append(words, "…")
			break
		}
		w := fmt.Sprintf("%s %+.2f", reports.Plain(ev.Term), ev.Contribution)
		if ev.Modifier != "" {
			w += " (" + ev.Modifier + ")"
		}
		words = append(words, w)
	}
	first := e.style(colour, value)
	if colour == "" {
		first = value
	}
	if len(words) == 0 {
		e.row(name, first)
		return
	}
	e.rowWith(name, value, first, strings.Join(words, ", "))
}

// strongest sums the contributions of each term over lists and features and gives the terms by
// descending absolute sum. The models' intercepts belong to no term and are left out.
func strongest(evidence []analysis.Evidence) []analysis.Evidence {
	var terms []analysis.Evidence
	at := map[analysis.Span]int{}
	for _, ev := range evidence {
		if ev.Span.Empty() {
			continue
		}
		k, ok := at[ev.Span]
		if !ok {
			at[ev.Span] = len(terms)
			terms = append(terms, ev)
			continue
		}
		terms[k].Contribution += ev.Contribution
		terms[k].Modifier = cmp.Or(terms[k].Modifier, ev.Modifier)
	}
	slices.SortStableFunc(terms, func(a, b analysis.Evidence) int {
		return cmp.Compare(math.Abs(b.Contribution), math.Abs(a.Contribution))
	})
	return terms
}

func (e explanation) frames() {
	var ids []string
	for i, f := range e.statement.Frames {
		if i == 3 {
			break
		}
		ids = append(ids, f.ID)
	}
	if len(ids) == 0 {
		e.row("frame", e.style(styleDim, "none"))
		return
	}
	e.row("frame", strings.Join(ids, ", "))
}

const labelWidth = 10

func (e explanation) row(label, text string) {
	if strings.Contains(text, "\x1b") {
		fmt.Fprintf(e, "%s%-*s %s\n", indent, labelWidth, label, text)
		return
	}
	for i, line := range reports.Wrap(text, e.width-len(indent)-labelWidth-1) {
		if i > 0 {
			label = ""
		}
		fmt.Fprintf(e, "%s%-*s %s\n", indent, labelWidth, label, line)
	}
}

// rowWith is a row of a value in a column of its own and the words beside it.
func (e explanation) rowWith(label, value, styled, words string) {
	const valueWidth = 24
	room := e.width - len(indent) - labelWidth - 1 - valueWidth - 1
	pad := strings.Repeat(" ", max(valueWidth-len([]rune(value)), 0))
	for i, line := range reports.Wrap(words, room) {
		if i > 0 {
			label, styled, pad = "", "", strings.Repeat(" ", valueWidth)
		}
		fmt.Fprintf(e, "%s%-*s %s%s %s\n", indent, labelWidth, label, styled, pad, line)
	}
}

// plural counts things: "1 article", "8 articles".
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
