package main

import (
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
)

func TestFlagsMayStandAfterArguments(t *testing.T) {
	app := &cli.App{
		Flags: []cli.Flag{&cli.BoolFlag{Name: "quiet"}},
		Commands: []*cli.Command{
			{Name: "run", Flags: []cli.Flag{
				&cli.StringFlag{Name: "out", Aliases: []string{"o"}}, &cli.BoolFlag{Name: "sample"}, &cli.IntFlag{Name: "workers"},
			}},
			{Name: "evaluate", Subcommands: []*cli.Command{
				{Name: "attribution", Flags: []cli.Flag{&cli.StringFlag{Name: "gold"}, &cli.BoolFlag{Name: "json"}}},
			}},
		},
	}
	for _, c := range []struct{ name, typed, want string }{
		{"already first", "readout run --out d a.txt", "readout run --out d a.txt"},
		{"value flag last", "readout run a.txt --out d", "readout run --out d a.txt"},
		{"between arguments", "readout run a.txt --workers 2 b.txt", "readout run --workers 2 a.txt b.txt"},
		{"alias and equals", "readout run a -o d --workers=3", "readout run -o d --workers=3 a"},
		{"bool takes no value", "readout run a --sample b", "readout run --sample a b"},
		{"standard input is an argument", "readout run - --out d", "readout run --out d -"},
		{"after two dashes nothing moves", "readout run a -- --out d", "readout run a -- --out d"},
		{"global flag before the command", "readout --quiet run a --out d", "readout --quiet run --out d a"},
		{"subcommand", "readout evaluate attribution --json x --gold g", "readout evaluate attribution --json --gold g x"},
		{"misspelt flag goes to the front to be refused", "readout run a --ouut d", "readout run --ouut a d"},
		{"value missing", "readout run a --out", "flag --out needs a value"},
		{"unknown command", "readout walk a --out d", "readout walk a --out d"},
		{"no words", "readout", "readout"},
	} {
		args, err := flagsFirst(app, strings.Fields(c.typed))
		got := strings.Join(args, " ")
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %q became %q, want %q", c.name, c.typed, got, c.want)
		}
	}
}
