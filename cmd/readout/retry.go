package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/urfave/cli/v2"

	"readout/data/article"
	runs "readout/data/run"
	"readout/data/table"
)

func retryCommand() *cli.Command {
	return &cli.Command{
		Name:  "retry",
		Usage: "read again what earlier runs set aside",
		Description: `Takes every file that stands in the quarantine table of a run in the folder and
reads it once more, as the run named it: after you mended it, gave another --map
or --language, or have a newer readout. What was fine before is passed over; what
fails again is set aside again, and so is a file that is not there any more. Paths are
as the run named them: start retry in the same folder. Standard input cannot be read
twice.

Example:
  readout retry --out results --language any`,
		Flags: settingFlags([]string{"since"}, readKeys, outputKeys, analysisKeys, manageKeys),
		Action: func(c *cli.Context) error {
			settings, err := loadSettings(c)
			if err != nil {
				return err
			}
			cfg := runConfig{Config: settings.Config, now: time.Now}
			aside, err := setAside(cfg.Out)
			if err != nil {
				return err
			}
			switch {
			case aside.runs == 0:
				_, err := fmt.Fprintf(c.App.Writer, "Nothing to retry: there is no run in %s.\n", cfg.Out)
				return err
			case len(aside.paths) == 0:
				_, err := fmt.Fprintf(c.App.Writer, "Nothing to retry: no run in %s set a file aside.\n", cfg.Out)
				return err
			}
			cfg.inputs = aside.inputs
			cfg.read = readOptions(c, cfg.Config, cfg.now())
			cfg.read.Stdin = nil
			cfg.read.Only = aside.paths
			return cfg.observed(c.Context, c.App.Writer, c.App.ErrWriter)
		},
	}
}

// asideFiles is what runs set aside: the files, and the inputs that led to them.
type asideFiles struct {
	runs   int
	inputs []string
	paths  map[string]bool
}

func setAside(out string) (asideFiles, error) {
	found := asideFiles{paths: map[string]bool{}}
	corpus, err := runs.Open(out)
	if err != nil {
		return found, err
	}
	found.runs = len(corpus.Runs)
	for _, r := range corpus.Runs {
		if err := found.mended(r.Dir); err != nil {
			return found, err
		}
		rows, err := table.Read[table.Quarantine](filepath.Join(r.Dir, "quarantine.parquet"))
		if err != nil {
			return found, err
		}
		aside := false
		for _, q := range rows {
			if q.Path != "-" {
				found.paths[q.Path], aside = true, true
			}
		}
		if !aside {
			continue
		}
		inputs, err := inputsOfRun(r.Dir)
		if err != nil {
			return found, err
		}
		for _, in := range inputs {
			if in = article.PathShownAs(in); in != "-" && !slices.Contains(found.inputs, in) {
				found.inputs = append(found.inputs, in)
			}
		}
	}
	return found, nil
}

// mended forgets the files that a later run took articles of: what it still could not
// read of them stands in its own quarantine.
func (f *asideFiles) mended(dir string) error {
	if len(f.paths) == 0 {
		return nil
	}
	one := runs.Corpus{Runs: []runs.Info{{Dir: dir}}}
	return runs.Each(&one, "articles", func(a *struct {
		Path string `parquet:"path,dict"`
	}) error {
		delete(f.paths, a.Path)
		return nil
	})
}

// inputsOfRun is what a run was told to read.
func inputsOfRun(dir string) ([]string, error) {
	path := filepath.Join(dir, runs.ManifestName)
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var m struct{ Inputs []string }
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return m.Inputs, nil
}
