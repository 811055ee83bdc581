package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"

	"readout/analysis/engine"
	_ "readout/cmd/help" // narrows help texts
	"readout/data/config"
	runs "readout/data/run"
)

// Exit codes. A scheduler treats any other as failure.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
	exitPartly = 3  // finished, but some input was set aside
	exitLocked = 11 // another run is writing to the folder
	exitAgain  = 75 // temporary failure (EX_TEMPFAIL of sysexits): input or output broke off, a retry may work
	exitInt    = 130
	exitTerm   = 143
)

// exitError is an error with the exit code of the program.
type exitError struct {
	code int
	err  error
	said bool // already reported in a JSON log: not printed again
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

// usagef makes an error of exit code exitUsage: a wrong flag, argument or setting.
func usagef(format string, args ...any) error {
	return &exitError{code: exitUsage, err: fmt.Errorf(format, args...)}
}

// run is the whole program: what tests call.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	app := newApp(stdin, stdout, stderr)
	args, err := flagsFirst(app, args)
	if err == nil {
		err = app.RunContext(ctx, args)
		if unknown, ok := app.Metadata[noSuchCommand].(error); ok {
			err = unknown
		}
	}
	if o, ok := stdout.(*output); ok && err == nil && o.failed != nil {
		err = fmt.Errorf("writing to standard output: %w", o.failed)
	}
	if err == nil {
		return exitOK
	}
	if ctx.Err() != nil && exitCode(err) == exitFailed {
		err = interrupted(ctx)
	}
	if e, ok := err.(*exitError); !ok || !e.said {
		fmt.Fprintf(stderr, "readout: %v\n", err)
	}
	return exitCode(err)
}

func exitCode(err error) int {
	var e *exitError
	var id *runs.InvalidIDError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &id):
		return exitUsage
	case errors.As(err, &e):
		return e.code
	}
	return exitFailed
}

// interrupted is how a command ends that a signal stopped.
func interrupted(ctx context.Context) error {
	cause := context.Cause(ctx)
	var by signalError
	if errors.As(cause, &by) && by.Signal == syscall.SIGTERM {
		return &exitError{code: exitTerm, err: fmt.Errorf("stopped: %w; what was not published is undone", cause)}
	}
	return &exitError{code: exitInt, err: fmt.Errorf("interrupted: %w; what was not published is undone", cause)}
}

func newApp(stdin io.Reader, stdout, stderr io.Writer) *cli.App {
	app := &cli.App{
		Name:  "readout",
		Usage: "find who said what in news articles, score it, and compare the sides",
		Description: `After talks, each side issues a readout; this one puts them side by side.
readout finds every statement in news articles, says who made it and for
which side, scores sentiment, stance, outlook, frame and certainty with the
words that made each score, and writes Parquet tables and a report.

  readout run --sample                 the embedded sample, into out/
  readout run --out results articles/  your own articles
  readout explain article.txt          one article, word by word`,
		Reader:                 stdin,
		Writer:                 stdout,
		ErrWriter:              stderr,
		Version:                engine.Version,
		UseShortOptionHandling: false,
		ExitErrHandler:         func(*cli.Context, error) {},
		Commands: []*cli.Command{
			runCommand(),
			mergeCommand(),
			explainCommand(),
			reportCommand(),
			compareCommand(),
			codeCommand(),
			verifyCommand(),
			exportCommand(),
			evaluateCommand(),
			initCommand(),
			configCommand(),
			lexiconCommand(),
			streamCommand(),
			retryCommand(),
			doctorCommand(),
			scheduleCommand(),
			completionCommand(),
			manualCommand(),
			schemaCommand(),
			versionCommand(),
		},
	}
	app.OnUsageError = onUsageError
	app.Action = onUnknownCommand
	app.Metadata = map[string]any{}
	app.CommandNotFound = func(c *cli.Context, word string) { // of the command help
		app.Metadata[noSuchCommand] = unknownCommand(c, word)
	}
	finish(app.Commands)
	return app
}

// finish sets the error handling of every command: a wrong flag or an argument too many gives
// one sentence and exit code 2, and a group without a known subcommand says which there are.
func finish(commands []*cli.Command) {
	for _, c := range commands {
		c.OnUsageError = onUsageError
		if c.Action == nil {
			c.Action = onUnknownCommand
		} else {
			c.Action = withinArguments(c.ArgsUsage, c.Action)
		}
		finish(c.Subcommands)
	}
}

// withinArguments refuses arguments that a command has no use for: `readout doctor results`
// would otherwise look at the folder out. A command takes as many as usage has words, and any
// number where that ends in dots.
func withinArguments(usage string, action cli.ActionFunc) cli.ActionFunc {
	most := len(strings.Fields(usage))
	if strings.Contains(usage, "...") {
		return action
	}
	return func(c *cli.Context) error {
		if c.NArg() <= most {
			return action(c)
		}
		takes := "no arguments, only flags"
		if most > 0 {
			takes = "one argument, " + strings.Trim(usage, "[]")
		}
		return usagef("%s takes %s: what is %q? (`%[1]s --help`)", commandPath(c), takes, c.Args().Get(most))
	}
}

func onUsageError(c *cli.Context, err error, _ bool) error {
	message := err.Error()
	if name, ok := strings.CutPrefix(message, "flag provided but not defined: -"); ok {
		name = strings.TrimLeft(name, "-")
		message = fmt.Sprintf("there is no flag --%s", name)
		if near := config.Nearest(name, flagNames(c)); near != "" {
			message += fmt.Sprintf("; did you mean --%s?", near)
		}
	}
	return usagef("%s (`%s --help` lists the flags)", message, commandPath(c))
}

// onUnknownCommand shows the help of a group, or refuses a word that is no command.
func onUnknownCommand(c *cli.Context) error {
	if !c.Args().Present() {
		if c.Command != nil && len(c.Command.Subcommands) > 0 {
			return cli.ShowSubcommandHelp(c)
		}
		return cli.ShowAppHelp(c)
	}
	return unknownCommand(c, c.Args().First())
}

// noSuchCommand is where an app keeps that help was asked of a word that is no command: the
// library takes no error of it.
const noSuchCommand = "no such command"

func unknownCommand(c *cli.Context, word string) error {
	var names []string
	commands := c.App.Commands
	if c.Command != nil && len(c.Command.Subcommands) > 0 {
		commands = c.Command.Subcommands
	}
	for _, known := range commands {
		names = append(names, known.Name)
	}
	hint := ""
	if near := config.Nearest(word, names); near != "" {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return usagef("there is no command %q%s (`%s --help` lists the commands)", word, hint, commandPath(c))
}

func commandPath(c *cli.Context) string {
	if c.Command == nil || c.Command.Name == "" || c.Command.Name == c.App.Name {
		return c.App.Name
	}
	if strings.HasPrefix(c.Command.HelpName, c.App.Name) {
		return c.Command.HelpName
	}
	return c.App.Name + " " + c.Command.Name
}

func flagNames(c *cli.Context) []string {
	flags := c.App.Flags
	if c.Command != nil {
		flags = c.Command.Flags
	}
	var names []string
	for _, f := range flags {
		names = append(names, f.Names()[0])
	}
	return names
}

// noneOf is the error of a command that takes one of some names and was given another, or
// none.
func noneOf(command, given string, names []string) error {
	if given == "" {
		return usagef("%s: name one of %s", command, strings.Join(names, ", "))
	}
	hint := ""
	if near := config.Nearest(given, names); near != "" {
		hint = fmt.Sprintf(" (did you mean %s?)", near)
	}
	return usagef("%s: %q%s is none of %s", command, given, hint, strings.Join(names, ", "))
}
