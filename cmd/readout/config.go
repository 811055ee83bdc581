package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"readout/data/article"
	"readout/data/config"
)

// The groups of settings that commands take as flags.
var (
	readKeys     = []string{"format", "map", "id_from", "language", "max_article_bytes", "max_line_bytes", "max_decompressed_bytes", "max_nesting", "max_records", "follow_links"}
	inputKeys    = append([]string{"files_from", "since"}, readKeys...)
	analysisKeys = []string{"workers", "lexicon", "sides", "no_bayes", "timeout_per_article"}
	outputKeys   = []string{"out", "run_id", "rescore", "shard", "focus"}
	manageKeys   = []string{"publish_every", "memory_limit", "max_errors", "allow_set_aside", "retry_code", "expect_records", "fail_on_empty", "quiet", "log_format", "log_level", "progress", "metrics_file"}
)

// firstKeys are the settings that a newcomer needs first: help texts begin with them.
var firstKeys = []string{"out", "map", "format", "language", "since", "lexicon"}

// settingFlags makes flags of settings, and --config. Values stay raw: package
// config parses them together with the file and the environment.
func settingFlags(keys ...[]string) []cli.Flag {
	wanted := slices.Concat(keys...)
	var flags []cli.Flag
	defaults := config.Default()
	settings := config.Settings()
	rank := func(s config.Setting) int {
		if i := slices.Index(firstKeys, s.Key); i >= 0 {
			return i
		}
		return len(firstKeys)
	}
	slices.SortStableFunc(settings, func(a, b config.Setting) int { return rank(a) - rank(b) })
	for _, s := range settings {
		if !slices.Contains(wanted, s.Key) {
			continue
		}
		usage := s.Usage
		if len(s.Choices) > 0 {
			usage += ": " + strings.Join(s.Choices, ", ")
		}
		standard := s.Show(&defaults)
		switch standard {
		case `""`, "[]", "{}", "0", "false":
			standard = ""
		}
		switch s.Kind {
		case config.Switch:
			flags = append(flags, &cli.BoolFlag{Name: s.Flag(), Usage: usage, DefaultText: standard})
		case config.List, config.Mapping:
			flags = append(flags, &cli.StringSliceFlag{Name: s.Flag(), Usage: usage, DefaultText: standard})
		default:
			flags = append(flags, &cli.StringFlag{Name: s.Flag(), Usage: usage, DefaultText: standard})
		}
	}
	return append(flags, &cli.StringFlag{
		Name:  "config",
		Usage: "read the settings of `FILE` (default: " + config.FileName + " where there is one; $" + config.ConfigVariable + ")",
	})
}

// loadSettings makes the configuration of a command of its flags, the
// environment and the file. Every fault of them is in one error.
func loadSettings(c *cli.Context) (config.Result, error) {
	layers := config.Layers{Env: os.Environ(), Flags: map[string][]string{}}
	for _, s := range config.Settings() {
		if name := s.Flag(); c.IsSet(name) {
			switch s.Kind {
			case config.Switch:
				layers.Flags[name] = []string{fmt.Sprint(c.Bool(name))}
			case config.List, config.Mapping:
				layers.Flags[name] = c.StringSlice(name)
			default:
				layers.Flags[name] = []string{c.String(name)}
			}
		}
	}
	return loadLayers(layers, c.String("config"))
}

// loadLayers adds the file: the one that was named, else readout.yaml where there
// is one.
func loadLayers(layers config.Layers, name string) (config.Result, error) {
	asked := true
	if name == "" {
		name = os.Getenv(config.ConfigVariable)
	}
	if name == "" {
		name, asked = config.FileName, false
	}
	content, err := os.ReadFile(name)
	switch {
	case err == nil:
		layers.File, layers.FileName = append([]byte{}, content...), name
	case asked || !errors.Is(err, fs.ErrNotExist):
		return config.Result{}, usagef("the configuration: %v", err)
	}
	r, err := config.Load(layers)
	if err != nil {
		return r, &exitError{code: exitUsage, err: err}
	}
	return r, nil
}

// settingsBehind lets flags that a command has by itself fall back on the
// environment and the file: what `readout run` was told there holds here too.
func settingsBehind(keys ...string) cli.BeforeFunc {
	return func(c *cli.Context) error {
		r, err := loadLayers(config.Layers{Env: os.Environ()}, "")
		if err != nil {
			return err
		}
		for _, s := range config.Settings() {
			if !slices.Contains(keys, s.Key) || c.IsSet(s.Flag()) || r.Sources[s.Key].Layer == "default" {
				continue
			}
			for _, value := range s.Values(&r.Config) {
				if err := c.Set(s.Flag(), value); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

// inputsOf is what a command is to read: its arguments, else the configuration's
// inputs, and behind them what the list names.
func inputsOf(c *cli.Context, cfg config.Config) ([]string, error) {
	inputs := c.Args().Slice()
	if len(inputs) == 0 {
		inputs = cfg.Inputs
	}
	if cfg.FilesFrom == "" {
		return inputs, nil
	}
	list := c.App.Reader
	if cfg.FilesFrom != "-" {
		f, err := os.Open(cfg.FilesFrom)
		if err != nil {
			return nil, usagef("--files-from: %v", err)
		}
		defer f.Close()
		list = f
	} else if slices.Contains(inputs, "-") {
		return nil, usagef("standard input cannot be both the list of --files-from - and the input -")
	}
	more, err := article.ReadList(article.Interruptible(c.Context, list))
	if err != nil {
		return nil, err
	}
	return append(slices.Clone(inputs), more...), nil
}

// readOptions is how the readers are to read.
func readOptions(c *cli.Context, cfg config.Config, now time.Time) article.Options {
	opts := article.Options{
		Stdin:  c.App.Reader,
		Format: cfg.Format,
		Map:    cfg.Map,
		IDs:    article.IDsFrom(cfg.IDFrom),

		FollowLinks: cfg.FollowLinks,
		Now:         now,
		Limits: article.Limits{
			ArticleBytes:      cfg.MaxArticleBytes,
			LineBytes:         cfg.MaxLineBytes,
			DecompressedBytes: cfg.MaxDecompressedBytes,
			PageBytes:         cfg.MaxPageBytes,
			Nesting:           cfg.MaxNesting,
			Records:           cfg.MaxRecords,
		},
	}
	if !slices.Contains(cfg.Language, "any") {
		opts.Languages = cfg.Language
	}
	return opts
}

func configCommand() *cli.Command {
	return &cli.Command{
		Name:  "config",
		Usage: "print the settings in force and where each comes from",
		Description: `Flags count before the environment (READOUT_OUT and so on), the environment
before readout.yaml, the file before the defaults. What is printed is a
readout.yaml again. With faults in any of them, all are listed and the exit
code is 2.

Example:
  readout config
  READOUT_WORKERS=4 readout config --out results
  readout config --json-schema > readout.schema.json

An editor that knows the schema completes and checks readout.yaml; begin the
file with
  # yaml-language-server: $schema=readout.schema.json`,
		Flags: append([]cli.Flag{&cli.BoolFlag{Name: "json-schema", Usage: "print a JSON schema of readout.yaml for editors"}},
			settingFlags(inputKeys, outputKeys, analysisKeys, manageKeys)...),
		Action: func(c *cli.Context) error {
			if c.Bool("json-schema") {
				schema, err := config.JSONSchema()
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(c.App.Writer, "%s\n", schema)
				return err
			}
			r, err := loadSettings(c)
			if err != nil {
				return err
			}
			for _, s := range config.Settings() {
				from := r.Sources[s.Key]
				where := from.Layer
				if from.Place != "" {
					where += " " + from.Place
				}
				if _, err := fmt.Fprintf(c.App.Writer, "%-40s # %s\n", s.Key+": "+s.Show(&r.Config), where); err != nil {
					return err
				}
			}
			return nil
		},
	}
}
