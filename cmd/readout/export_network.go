package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"readout/data/graph"
)

func exportNetworkCommand() *cli.Command {
	return &cli.Command{
		Name:      "network",
		Usage:     "write who agrees with what, who with whom, or who praises and blames whom, as a network",
		ArgsUsage: "FILE",
		Description: "Kinds: positions (from who speaks to propositions: agree, disagree), agreement (between\n" +
			"two who speak: propositions on which they take the same side, congruence, and opposite\n" +
			"ones, conflict) and evaluations (praise, blame). One voice counts once a proposition and\n" +
			"article. visone, Gephi and igraph read graphml; csv is a row an edge; matrix is a row a\n" +
			"source and a column a target with the balance of both counts. - writes to standard output.\n\n" +
			"Examples:\n   readout export network --out out positions.graphml\n" +
			"   readout export network --kind agreement --by side agreement.graphml\n" +
			"   readout export network --kind evaluations --format matrix praise.csv",
		Before: settingsBehind("out"),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "out", Value: "out", Usage: "read the runs in `DIR`"},
			&cli.StringFlag{Name: "kind", Value: "positions", Usage: "make edges of `KIND`: positions, agreement or evaluations"},
			&cli.StringFlag{Name: "by", Value: "actor", Usage: "make nodes of `WHO`: actor or side"},
			&cli.StringFlag{Name: "format", Value: "graphml", Usage: "write as `FORMAT`: graphml, csv or matrix"},
		},
		Action: exportNetwork,
	}
}

func exportNetwork(c *cli.Context) error {
	path := c.Args().First()
	if path == "" {
		return usagef("export network: name one file to write, or - for standard output")
	}
	for _, f := range []struct {
		flag    string
		allowed []string
	}{
		{"kind", []string{"positions", "agreement", "evaluations"}}, {"by", []string{"actor", "side"}}, {"format", []string{"graphml", "csv", "matrix"}},
	} {
		if v := c.String(f.flag); !slices.Contains(f.allowed, v) {
			return usagef("--%s %q: it is one of %s", f.flag, v, strings.Join(f.allowed, ", "))
		}
	}
	corpus, err := withFigures(c.String("out"))
	if err != nil {
		return err
	}
	n, err := graph.Make(corpus, graph.Kind(c.String("kind")), graph.By(c.String("by")))
	if err != nil {
		return err
	}
	write := map[string]func(io.Writer) error{"graphml": n.GraphML, "csv": n.EdgesCSV, "matrix": n.MatrixCSV}[c.String("format")]
	if path == "-" {
		return write(c.App.Writer)
	}
	if err := replaceFile(path, write); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.App.Writer, "%d nodes and %d edges in %s\n", len(n.Nodes), len(n.Edges), path)
	return err
}
