package main

import (
	"encoding/json"
	"fmt"

	"github.com/urfave/cli/v2"

	"readout/analysis/evaluate"
	"readout/analysis/reader"
	"readout/analysis/segment"
	"readout/lexicon"
)

func evaluateStatementsCommand() *cli.Command {
	return &cli.Command{
		Name:  "statements",
		Usage: "score stance, outlook, sentiment, certainty and frame on labelled statements",
		Description: "Gold is NDJSON with source, cue, content, context, target and the labels. Source, cue, content and\n" +
			"target are the gold's: only the scores are judged.\n\n" +
			"Example:\n   readout evaluate statements --gold statements.jsonl",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "gold", Usage: "read the labelled statements from `FILE`", Required: true},
			&cli.BoolFlag{Name: "json", Usage: "print the figures as JSON and nothing else"},
		},
		Action: evaluateStatements,
	}
}

// statementFigures is what --json prints of the task.
type statementFigures struct {
	Task      string       `json:"task"`
	N         int          `json:"n"`
	Outlook   scoreFigures `json:"outlook"`
	Stance    scoreFigures `json:"stance"`
	Sentiment scoreFigures `json:"sentiment"`
	Certainty scoreFigures `json:"certainty"`
	Frame     frameFigures `json:"frame"`
}

type scoreFigures struct {
	MacroF1   float64 `json:"macro_f1"`
	Accuracy  float64 `json:"accuracy"`
	Abstained float64 `json:"abstained"`
}

type frameFigures struct {
	MacroF1  float64 `json:"macro_f1"`
	Accuracy float64 `json:"accuracy"`
}

func evaluateStatements(c *cli.Context) error {
	gold, err := readGold(c, evaluate.ReadStatements)
	if err != nil {
		return err
	}
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	scorer, err := reader.New(lex, reader.Config{})
	if err != nil {
		return err
	}
	tables, err := evaluate.Statements(gold, segment.New(lex), scorer)
	if err != nil {
		return usagef("gold: %s: %v", c.String("gold"), err)
	}
	if !c.Bool("json") {
		for _, dim := range evaluate.StatementDimensions() {
			fmt.Fprintf(c.App.Writer, "%s\n", dim)
			tables.Tables[dim].Print(c.App.Writer)
			fmt.Fprintln(c.App.Writer)
		}
		return nil
	}
	figures := func(dim string) scoreFigures {
		f := tables.Tables[dim].Figures()
		return scoreFigures{f.MacroF1, f.Accuracy, f.Abstained}
	}
	frame := figures("frame")
	return json.NewEncoder(c.App.Writer).Encode(statementFigures{
		Task: "statements", N: tables.N,
		Outlook: figures("outlook"), Stance: figures("stance"), Sentiment: figures("sentiment"), Certainty: figures("certainty"),
		Frame: frameFigures{frame.MacroF1, frame.Accuracy},
	})
}
