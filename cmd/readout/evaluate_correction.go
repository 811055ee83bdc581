package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/urfave/cli/v2"

	"readout/analysis/compare"
	"readout/analysis/evaluate"
	"readout/data/table"
)

func evaluateCorrectionCommand() *cli.Command {
	return &cli.Command{
		Name:  "correction",
		Usage: "see how often corrected intervals hold what readers coded",
		Description: "Takes a set of articles whose statements were coded (as for coded), brings a random half\n" +
			"of the codings in as hand coding, many times over, and counts how often the corrected\n" +
			"95 % interval of a party's share on a proposition holds the share in all of the codings.\n\n" +
			"Example:\n   readout evaluate correction --gold coded.jsonl --halves 20",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "gold", Usage: "read what was coded from `FILE`", Required: true},
			&cli.IntFlag{Name: "halves", Value: 200, Usage: "draw `N` halves"},
			&cli.IntFlag{Name: "propositions", Value: 3, Usage: "of the `N` propositions with most positions"},
			&cli.Float64Flag{Name: "least", Usage: "fail where fewer than this `SHARE` of the intervals hold, 0 to 1"},
			&cli.StringSliceFlag{Name: "lexicon", Usage: "lay the YAML files of `DIR` over the embedded lexicon"},
			&cli.BoolFlag{Name: "json", Usage: "print the figures as JSON and nothing else"},
		},
		Action: evaluateCorrection,
	}
}

// correctionCell is a party's share on a proposition.
type correctionCell struct {
	Proposition string  `json:"proposition"`
	Party       string  `json:"party"`
	N           int     `json:"n"`        // positions coded
	Share       float64 `json:"share"`    // in all of the codings
	Measured    float64 `json:"measured"` // as the engine has it
	Intervals   int     `json:"intervals"`
	Held        float64 `json:"held"`  // share of the intervals that hold Share
	Width       float64 `json:"width"` // of an interval, the mean
}

// correctionResult is the figures of the task correction.
type correctionResult struct {
	Task      string           `json:"task"`
	Halves    int              `json:"halves"`
	Intervals int              `json:"intervals"`
	Held      float64          `json:"held"`
	Cells     []correctionCell `json:"cells"`
}

func evaluateCorrection(c *cli.Context) error {
	if c.Int("halves") < 1 || c.Int("propositions") < 1 {
		return usagef("--halves and --propositions: at least 1")
	}
	var t codedTakes
	if err := eachCoded(c, func(d evaluate.CodedDocument) {
		t.add(d.Gold, table.ExplainRows(d.Document, table.Options{}))
	}); err != nil {
		return err
	}
	r := t.halves(c.Int("halves"), c.Int("propositions"))
	if c.Bool("json") {
		return errors.Join(json.NewEncoder(c.App.Writer).Encode(r), r.enough(c.Float64("least")))
	}
	w := c.App.Writer
	fmt.Fprintf(w, "%-22s %-22s %6s %6s %9s %10s %6s %6s\n", "proposition", "party", "coded", "share", "measured", "intervals", "held", "width")
	for _, x := range r.Cells {
		fmt.Fprintf(w, "%-22.22s %-22.22s %6d %6.2f %9.2f %10d %6.3f %6.2f\n", x.Proposition, x.Party, x.N, x.Share, x.Measured, x.Intervals, x.Held, x.Width)
	}
	fmt.Fprintf(w, "%d of %d intervals hold the share in all codings: %.3f\n", int(r.Held*float64(r.Intervals)+0.5), r.Intervals, r.Held)
	return r.enough(c.Float64("least"))
}

// enough returns an error where the coverage is below least, 0 to 1.
func (r *correctionResult) enough(least float64) error {
	if r.Held < least || r.Intervals == 0 && least > 0 {
		return fmt.Errorf("%.3f of %d intervals hold, %.3f are wanted", r.Held, r.Intervals, least)
	}
	return nil
}

// codedTakes is the positions of coded statements, as they were coded and as measured.
type codedTakes struct {
	coded, measured []compare.Take
	statements      []string
}

func (t *codedTakes) add(a *evaluate.CodedArticle, rows []table.ExplainRow) {
	given := make([]evaluate.GivenStatement, len(rows))
	contents := make([][2]int, len(rows))
	for i := range rows {
		given[i] = givenStatement(&rows[i])
		contents[i] = given[i].Content
	}
	for i := range a.Statements {
		s := &a.Statements[i]
		t.statements = append(t.statements, s.ID)
		if s.Valid > 0 {
			for _, p := range s.Positions {
				t.coded = append(t.coded, compare.Take{Statement: s.ID, Article: a.ID, Proposition: p.Of, Agrees: p.Sign > 0, Actor: cmp.Or(s.Actor, s.ID), Party: s.Party})
			}
		}
		if at := evaluate.FindCoded(s.Content, contents); at >= 0 {
			for _, p := range given[at].Positions {
				t.measured = append(t.measured, compare.Take{Statement: s.ID, Article: a.ID, Proposition: p.Of, Agrees: p.Sign > 0, Actor: cmp.Or(given[at].Actor, s.ID), Party: given[at].Party})
			}
		}
	}
}

// halves simulates n codings of a random half of the statements and counts how often the
// corrected interval holds the share in all codings (coverage), for the propositions with the
// most positions.
func (t *codedTakes) halves(n, propositions int) correctionResult {
	r := correctionResult{Task: "correction", Halves: n, Cells: []correctionCell{}}
	every := map[string]float64{}
	for _, id := range t.statements {
		every[id] = 1
	}
	counts := map[string]int{}
	for i := range t.coded {
		if t.coded[i].Party != "" {
			counts[t.coded[i].Proposition]++
		}
	}
	names := make([]string, 0, len(counts))
	for name := range counts {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b)) })
	names = names[:min(len(names), propositions)]
	at := map[[2]string]int{}
	for _, s := range compare.CorrectVotes(t.measured, t.coded, every, compare.ByParty) {
		if !slices.Contains(names, s.Proposition) || !s.Enough() {
			continue
		}
		at[[2]string{s.Proposition, s.Group}] = len(r.Cells)
		cell := correctionCell{Proposition: s.Proposition, Party: s.Group, Share: s.Value}
		agree, all := 0.0, 0.0
		for i := range t.measured {
			if m := &t.measured[i]; m.Proposition == s.Proposition && m.Party == s.Group {
				all++
				if m.Agrees {
					agree++
				}
			}
		}
		cell.Measured = agree / max(1, all)
		for i := range t.coded {
			if m := &t.coded[i]; m.Proposition == s.Proposition && m.Party == s.Group {
				cell.N++
			}
		}
		r.Cells = append(r.Cells, cell)
	}
	rng := rand.New(rand.NewPCG(1, 17))
	held := make([]int, len(r.Cells))
	for range n {
		half := map[string]float64{}
		for _, i := range rng.Perm(len(t.statements))[:len(t.statements)/2] {
			half[t.statements[i]] = float64(len(t.statements)) / float64(len(t.statements)/2)
		}
		for _, s := range compare.CorrectVotes(t.measured, t.coded, half, compare.ByParty) {
			k, ok := at[[2]string{s.Proposition, s.Group}]
			if !ok || !s.Enough() {
				continue
			}
			cell := &r.Cells[k]
			cell.Intervals++
			cell.Width += s.High - s.Low
			if s.Low <= cell.Share && cell.Share <= s.High {
				held[k]++
			}
		}
	}
	all := 0
	for k := range r.Cells {
		cell := &r.Cells[k]
		all += held[k]
		r.Intervals += cell.Intervals
		cell.Held = float64(held[k]) / float64(max(1, cell.Intervals))
		cell.Width /= float64(max(1, cell.Intervals))
	}
	r.Held = float64(all) / float64(max(1, r.Intervals))
	return r
}
