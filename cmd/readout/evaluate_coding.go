package main

import (
	"encoding/json"
	"fmt"

	"github.com/urfave/cli/v2"

	"readout/data/dna"
)

func evaluateCodingCommand() *cli.Command {
	return &cli.Command{
		Name:  "coding",
		Usage: "compare the tables with an event list that people coded",
		Description: "The event list is a CSV file of Discourse Network Analyzer. Its documents are found in\n" +
			"the tables by document_id (our article_id), else by document_title; its statements by\n" +
			"the overlap of start_position and stop_position, else by their words.\n\n" +
			"Example:\n   readout evaluate coding --out out --gold coded.csv",
		Before: settingsBehind("out"),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "gold", Usage: "read what was coded from `FILE`", Required: true},
			&cli.StringFlag{Name: "out", Value: "out", Usage: "compare it with the runs in `DIR`"},
			&cli.BoolFlag{Name: "json", Usage: "print the figures as JSON and nothing else"},
		},
		Action: evaluateCoding,
	}
}

func evaluateCoding(c *cli.Context) error {
	coded, err := readGold(c, dna.Read)
	if err != nil {
		return err
	}
	corpus, err := withFigures(c.String("out"))
	if err != nil {
		return err
	}
	var ours []dna.Event
	for e, err := range dna.Events(corpus) {
		if err != nil {
			return err
		}
		ours = append(ours, *e)
	}
	r := dna.Compare(coded, ours)
	if c.Bool("json") {
		return json.NewEncoder(c.App.Writer).Encode(r)
	}
	w := c.App.Writer
	fmt.Fprintf(w, "documents      %d coded and in the tables, %d not in the tables\n", r.Documents, r.Missing)
	fmt.Fprintf(w, "statements     precision %.3f  recall %.3f  F1 %.3f  (%d coded, %d ours, %d matched)\n", r.Precision, r.Recall, r.F1, r.Coded, r.Ours, r.Matched)
	for _, s := range []struct {
		name  string
		share dna.Share
	}{{"person", r.Person}, {"organization", r.Organization}, {"concept", r.Concept}} {
		fmt.Fprintf(w, "%-14s accuracy %.3f  (%d)\n", s.name, s.share.Accuracy, s.share.N)
	}
	_, err = fmt.Fprintf(w, "agreement      accuracy %.3f  kappa %.3f  (%d, and %d without a stance of ours)\n",
		r.Position.Accuracy, r.Position.Kappa, r.Position.N, r.Position.Abstained)
	return err
}
