package main

import (
	"strings"

	"github.com/urfave/cli/v2"
)

// flagsFirst moves flags that stand after positional arguments to the front,
// because urfave/cli v2 stops parsing flags at the first argument and people
// type `readout run article.txt --out DIR`. A lone "-" is an argument, and what
// follows "--" is left alone. Words it does not know it leaves for cli to refuse.
// It fails on a flag whose value is missing, which cli would take for a file.
func flagsFirst(app *cli.App, args []string) ([]string, error) {
	if len(args) == 0 {
		return args, nil
	}
	head := []string{args[0]}
	rest := args[1:]
	flags := app.Flags
	commands := app.Commands
	for {
		taken, err := leadingFlags(flags, rest)
		if err != nil {
			return nil, err
		}
		name := len(taken)
		if name == len(rest) || rest[name] == "--" {
			return args, nil
		}
		c := commandNamed(commands, rest[name])
		if c == nil {
			return args, nil
		}
		head = append(append(head, taken...), rest[name])
		rest = rest[name+1:]
		flags, commands = c.Flags, c.Subcommands
		if len(commands) == 0 {
			break
		}
	}
	var front, back []string
	for len(rest) > 0 {
		if rest[0] == "--" {
			back = append(back, rest...)
			break
		}
		taken, err := leadingFlags(flags, rest)
		if err != nil {
			return nil, err
		}
		if len(taken) > 0 {
			front, rest = append(front, taken...), rest[len(taken):]
			continue
		}
		back, rest = append(back, rest[0]), rest[1:]
	}
	return append(append(head, front...), back...), nil
}

// leadingFlags gives the flags, with their values, that words begin with.
func leadingFlags(flags []cli.Flag, words []string) ([]string, error) {
	n := 0
	for n < len(words) && strings.HasPrefix(words[n], "-") && words[n] != "-" && words[n] != "--" {
		name, _, hasValue := strings.Cut(strings.TrimLeft(words[n], "-"), "=")
		n++
		if hasValue || !takesValue(flags, name) {
			continue
		}
		if n == len(words) {
			return nil, usagef("flag --%s needs a value", name)
		}
		n++
	}
	return words[:n], nil
}

func takesValue(flags []cli.Flag, name string) bool {
	for _, f := range flags {
		for _, n := range f.Names() {
			if n == name {
				_, isBool := f.(*cli.BoolFlag)
				return !isBool
			}
		}
	}
	return false
}

func commandNamed(commands []*cli.Command, name string) *cli.Command {
	for _, c := range commands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}
