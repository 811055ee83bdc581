package main

import (
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"readout/data/config"
	"readout/reports"
)

// What --side does: a report puts the sides first, whoever draws leaves others out.
const (
	sidesFirst = "put the side `SIDE` (id or name) first, several in this order, each with its colour and mark"
	onlySides  = "only statements of speakers for the side `SIDE` (id or name), or several"
)

// focusFlags say what a report, a draw or a comparison is of. A comparison, with "" for
// what --side does, has flags of its own for sides and issues.
func focusFlags(sides string) []cli.Flag {
	flags := []cli.Flag{
		&cli.StringFlag{Name: "event", Usage: "only statements of the event `ID`"},
		&cli.StringFlag{Name: "proposition", Usage: "only statements that take a position on the proposition `ID`"},
		&cli.StringFlag{Name: "actor", Usage: "only statements of the speaker `ID`"},
		&cli.StringFlag{Name: "outlet", Usage: "only statements in the outlet `NAME`"},
		&cli.StringFlag{Name: "from", Usage: "only articles from `DAY` on, such as 2014-03-01"},
		&cli.StringFlag{Name: "to", Usage: "only articles up to `DAY`"},
	}
	if sides != "" {
		flags = append(flags, &cli.StringSliceFlag{Name: "side", Usage: sides},
			&cli.StringFlag{Name: "issue", Usage: "only statements on the issue `ID`"})
	}
	return flags
}

// focusOf is the focus of the flags, over that of the environment and the file.
func focusOf(c *cli.Context) (reports.Focus, error) {
	settings, err := loadLayers(config.Layers{Env: os.Environ()}, "")
	if err != nil {
		return reports.Focus{}, err
	}
	told := settings.Config.Focus
	if told == nil {
		told = map[string]string{}
	}
	for _, key := range config.FocusKeys() {
		if !c.IsSet(key) {
			continue
		}
		told[key] = c.String(key)
		if key == "side" {
			told[key] = strings.Join(c.StringSlice(key), ",")
		}
	}
	return focusFrom(told)
}

// focusFrom makes a focus of what was told by key.
func focusFrom(told map[string]string) (reports.Focus, error) {
	f := reports.Focus{Event: told["event"], Issue: told["issue"], Proposition: told["proposition"], Actor: told["actor"], Outlet: told["outlet"]}
	for side := range strings.SplitSeq(told["side"], ",") {
		if side = strings.TrimSpace(side); side != "" {
			f.Sides = append(f.Sides, side)
		}
	}
	for _, x := range []struct {
		key string
		to  *time.Time
	}{{"from", &f.From}, {"to", &f.To}} {
		if told[x.key] == "" {
			continue
		}
		day, err := time.Parse(time.DateOnly, told[x.key])
		if err != nil {
			return f, usagef("--%s %q: write a day such as 2014-03-01", x.key, told[x.key])
		}
		*x.to = day
	}
	return f, nil
}
