package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"readout/data/config"
)

func completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "print a script that completes commands and flags in your shell",
		ArgsUsage: "bash|zsh|fish",
		Description: `The script goes where your shell looks for completions, such as
~/.local/share/bash-completion/completions/readout, a folder of zsh's fpath as
_readout, or ~/.config/fish/completions/readout.fish.

Examples:
  readout completion bash > readout.bash
  readout completion zsh > _readout
  readout completion fish > readout.fish`,
		Action: func(c *cli.Context) error {
			switch shell := c.Args().First(); shell {
			case "bash":
				return bashCompletion(c.App.Writer, c.App)
			case "zsh":
				// zsh runs the script of bash, through its own bridge.
				if _, err := fmt.Fprint(c.App.Writer, "#compdef readout\nautoload -U +X bashcompinit && bashcompinit\n"); err != nil {
					return err
				}
				return bashCompletion(c.App.Writer, c.App)
			case "fish":
				script, err := c.App.ToFishCompletion()
				if err != nil {
					return err
				}
				_, err = fmt.Fprint(c.App.Writer, script)
				return err
			default:
				return noneOf("completion", shell, []string{"bash", "zsh", "fish"})
			}
		},
	}
}

// bashCompletion writes, for every command, the words that may follow it. They
// come from the commands themselves, so the script cannot name a flag that is not.
func bashCompletion(w io.Writer, app *cli.App) error {
	var b strings.Builder
	b.WriteString("_readout() {\n  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path=readout i words\n  COMPREPLY=()\n  case $prev in\n")
	for _, s := range config.Settings() {
		if len(s.Choices) > 0 {
			fmt.Fprintf(&b, "    --%s) COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return;;\n", s.Flag(), strings.Join(s.Choices, " "))
		}
	}
	b.WriteString("  esac\n  for ((i = 1; i < COMP_CWORD; i++)); do\n    case \"$path ${COMP_WORDS[i]}\" in\n")
	eachCommand(app.Commands, app.Name, func(path string, _ *cli.Command) {
		fmt.Fprintf(&b, "      '%s') path='%s';;\n", path, path)
	})
	b.WriteString("    esac\n  done\n  case $path in\n")
	fmt.Fprintf(&b, "    readout) words='%s';;\n", strings.Join(following(app.Commands, app.Flags), " "))
	eachCommand(app.Commands, app.Name, func(path string, c *cli.Command) {
		fmt.Fprintf(&b, "    '%s') words='%s';;\n", path, strings.Join(following(c.Subcommands, c.Flags), " "))
	})
	b.WriteString("  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\ncomplete -o default -F _readout readout\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func eachCommand(commands []*cli.Command, path string, do func(path string, c *cli.Command)) {
	for _, c := range commands {
		if c.Hidden {
			continue
		}
		do(path+" "+c.Name, c)
		eachCommand(c.Subcommands, path+" "+c.Name, do)
	}
}

// following is what may stand after a command: its subcommands and its flags.
func following(commands []*cli.Command, flags []cli.Flag) []string {
	var words []string
	for _, c := range commands {
		if !c.Hidden {
			words = append(words, c.Name)
		}
	}
	for _, f := range flags {
		words = append(words, "--"+f.Names()[0])
	}
	return append(words, "--help")
}

func manualCommand() *cli.Command {
	return &cli.Command{
		Name:        "man",
		Usage:       "print the manual page",
		Description: "Example:\n  readout man > readout.1",
		Action: func(c *cli.Context) error {
			page, err := c.App.ToManWithSection(1)
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(c.App.Writer, page)
			return err
		},
	}
}
