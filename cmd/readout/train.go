package main

import "github.com/urfave/cli/v2"

// trainCommand has one subcommand a model, each in a file of its own
// (train_MODEL.go).
func trainCommand() *cli.Command {
	return &cli.Command{
		Name:  "train",
		Usage: "train a model on your own annotations",
		Subcommands: []*cli.Command{
			trainAttributionCommand(),
			trainDirectedCommand(),
			trainLeaningCommand(),
			trainPronounsCommand(),
			trainWordsCommand(),
			trainDrawCommand(),
			trainSentimentCommand(),
			trainPositionCommand("stance"),
			trainPositionCommand("outlook"),
			trainPositionCommand("certainty"),
			trainPositionCommand("frame"),
		},
	}
}
