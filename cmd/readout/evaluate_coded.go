package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"readout/analysis/engine"
	"readout/analysis/evaluate"
	"readout/data/article"
	"readout/data/table"
	"readout/lexicon"
)

func evaluateCodedCommand() *cli.Command {
	return &cli.Command{
		Name:  "coded",
		Usage: "compare what a run would give with statements that readers coded",
		Description: "Gold is NDJSON, an article a line with its text and the statements that were coded in it;\n" +
			"the raw article goes through the whole engine. A coded statement is found where a\n" +
			"statement's content overlaps it by half.\n\n" +
			"Example:\n   readout evaluate coded --gold coded.jsonl",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "gold", Usage: "read what was coded from `FILE`", Required: true},
			&cli.StringSliceFlag{Name: "lexicon", Usage: "lay the YAML files of `DIR` over the embedded lexicon"},
			&cli.BoolFlag{Name: "json", Usage: "print the figures as JSON and nothing else"},
		},
		Action: evaluateCoded,
	}
}

func evaluateCoded(c *cli.Context) error {
	counter := evaluate.NewCodedCounter()
	if err := eachCoded(c, func(d evaluate.CodedDocument) {
		rows := table.ExplainRows(d.Document, table.Options{})
		given := make([]evaluate.GivenStatement, len(rows))
		for i := range rows {
			given[i] = givenStatement(&rows[i])
		}
		counter.Add(d.Gold, given)
	}); err != nil {
		return err
	}
	r := counter.Result()
	if c.Bool("json") {
		return json.NewEncoder(c.App.Writer).Encode(r)
	}
	printCoded(c.App.Writer, &r)
	return nil
}

// eachCoded takes the articles of --gold through the engine with the lexicon of --lexicon.
func eachCoded(c *cli.Context, fn func(evaluate.CodedDocument)) error {
	gold, err := readGold(c, evaluate.ReadCoded)
	if err != nil {
		return err
	}
	lex, err := lexicon.Load(c.StringSlice("lexicon")...)
	if err != nil {
		return &exitError{code: exitUsage, err: err}
	}
	pipeline, err := engine.New(lex, engine.Config{NoBayes: true})
	if err != nil {
		return err
	}
	for d, err := range evaluate.AnalyzeCoded(c.Context, pipeline, gold, article.FromFields) {
		if err != nil {
			return err
		}
		fn(d)
	}
	return nil
}

func givenStatement(r *table.ExplainRow) evaluate.GivenStatement {
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	sign := func(label *string, minus, plus string) int {
		switch text(label) {
		case minus:
			return -1
		case plus:
			return 1
		}
		return 0
	}
	g := evaluate.GivenStatement{
		Content: [2]int{int(r.ContentStart), int(r.ContentEnd)}, Actor: text(r.ActorName), Speakers: slices.Clone(r.SpeakerIDs),
		Organization: text(r.OrganizationName), Country: text(r.Country), Party: text(r.Party),
		Stance:    sign(r.StanceLabel, "against", "favor"),
		Outlook:   sign(r.OutlookLabel, "skeptical", "optimistic"),
		Sentiment: sign(r.SentimentLabel, "negative", "positive"),
		Frame:     text(r.Frame),
	}
	if r.Certainty != nil {
		g.Certainty = *r.Certainty
	}
	for _, p := range r.Positions {
		g.Positions = append(g.Positions, evaluate.CodedLabel{Of: p.PropositionID, Sign: sign(&p.Position, "disagree", "agree")})
	}
	for _, e := range r.Evaluations {
		g.Evaluations = append(g.Evaluations, evaluate.CodedLabel{Of: e.Name, Sign: sign(&e.Evaluation, "negative", "positive")})
	}
	return g
}

func printCoded(w io.Writer, r *evaluate.CodedResult) {
	fmt.Fprintf(w, "statements     found %.3f of %d coded in %d articles; %.3f of those coded as none are given\n", r.Found, r.N, r.Articles, r.FalseKept)
	fmt.Fprintf(w, "who            actor %.3f (precision %.3f)  organization %.3f  country %.3f (false %d)  party %.3f (false %d)\n",
		r.Actor, r.ActorPrecision, r.Organization, r.Country, r.CountryFalse, r.Party, r.PartyFalse)
	for _, x := range []struct {
		name string
		m    evaluate.MacroAccuracy
	}{{"stance", r.Stance}, {"outlook", r.Outlook}, {"sentiment", r.Sentiment}, {"certainty", r.Certainty}, {"frame", r.Frame}} {
		fmt.Fprintf(w, "%-14s macro-F1 %.3f  accuracy %.3f\n", x.name, x.m.MacroF1, x.m.Accuracy)
	}
	for _, x := range []struct {
		name string
		m    evaluate.PRF
	}{{"positions", r.Positions}, {"propositions", r.Propositions}, {"evaluations", r.Evaluations}} {
		fmt.Fprintf(w, "%-14s precision %.3f  recall %.3f  F1 %.3f\n", x.name, x.m.Precision, x.m.Recall, x.m.F1)
	}
	fmt.Fprintf(w, "position sign  %.3f right where the proposition is\n", r.PositionSign)
}
