package main

import "github.com/urfave/cli/v2"

// evaluateCommand has one subcommand a task, each in a file of its own
// (evaluate_TASK.go).
func evaluateCommand() *cli.Command {
	return &cli.Command{
		Name:  "evaluate",
		Usage: "score the engine against labelled data",
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
