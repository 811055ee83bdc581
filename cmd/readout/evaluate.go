package main

import (
	"encoding/json"
	"io"
	"os"

	"github.com/urfave/cli/v2"

	"readout/analysis/evaluate"
)

// evaluateCommand has one subcommand a task, each in a file of its own
// (evaluate_TASK.go).
func evaluateCommand() *cli.Command {
	return &cli.Command{
		Name:  "evaluate",
		Usage: "score the engine against labelled data",
		Description: "The labelled data are yours: each command says what its file looks like.\n\n" +
			"Examples:\n" +
			"   readout evaluate coded --gold coded.jsonl\n" +
			"   readout evaluate coding --out out --gold events.csv",
		Subcommands: []*cli.Command{
			evaluateAttributionCommand(),
			evaluateHTMLCommand(),
			evaluateCodedCommand(),
			evaluateCorrectionCommand(),
			evaluateCodingCommand(),
			evaluateEventsCommand(),
			evaluateDirectedSentimentCommand(),
			evaluateStatementsCommand(),
			evaluateEntityStanceCommand(),
			evaluateSentimentCommand(),
			evaluateTargetSentimentCommand(),
		},
	}
}

// readGold reads the labelled data of --gold. A file that is missing or malformed is a usage
// error.
func readGold[T any](c *cli.Context, read func(io.Reader) ([]T, error)) ([]T, error) {
	path := c.String("gold")
	f, err := os.Open(path)
	if err != nil {
		return nil, usagef("gold: %v", err)
	}
	defer f.Close()
	gold, err := read(f)
	if err != nil {
		return nil, usagef("gold: %s: %v", path, err)
	}
	return gold, nil
}

// writeFigures prints a table of labels, or its figures as JSON with the name of the task.
func writeFigures(c *cli.Context, task string, labels *evaluate.Confusion) error {
	if !c.Bool("json") {
		labels.Print(c.App.Writer)
		return nil
	}
	return json.NewEncoder(c.App.Writer).Encode(struct {
		Task string `json:"task"`
		evaluate.Figures
	}{task, labels.Figures()})
}
