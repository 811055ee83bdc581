package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"

	runs "readout/data/run"
	"readout/lexicon"
)

func mergeCommand() *cli.Command {
	return &cli.Command{
		Name:      "merge",
		Usage:     "put the shards of an input together into one run with figures",
		ArgsUsage: "FOLDER...",
		Description: `FOLDER is what readout run --shard I/N wrote: its output folder, or the folder of
its run. All N have to be named, in any order; one that was run twice may be named
twice. The run that is made has the rows that one run of the whole input would
have, in its order: copies of articles in other shards are found, events, actors,
comparisons and the report are made once. It is published whole or not at all.
Shards of different readouts, lexicons or settings are refused, and so is one
whose files are not as its manifest has them.

What stands in --out already is passed over, so that every night's shards can go
into one folder.

With --from-parquet, FOLDER is Parquet files with a column "row" of lines of readout
stream --tables, as a job of Spark wrote them (readout schedule spark).

Example:
  readout run --shard 1/2 --out part1 articles/   on one machine
  readout run --shard 2/2 --out part2 articles/   on another
  readout merge --out results part1 part2

Exit codes: as those of readout run.`,
		Flags: append(settingFlags([]string{"out", "run_id", "focus", "lexicon", "memory_limit", "allow_set_aside", "retry_code", "quiet", "log_format", "log_level"}),
			&cli.StringFlag{Name: "from-parquet", Usage: "make a run of the rows of readout stream --tables that stand in the Parquet files of `FOLDER`"}),
		Action: func(c *cli.Context) error {
			rows := c.String("from-parquet")
			switch {
			case rows != "" && c.Args().Present():
				return usagef("--from-parquet names the one folder that is read: leave out %q", c.Args().First())
			case rows == "" && !c.Args().Present():
				return usagef("merge takes the folders of all shards: readout merge --out DIR FOLDER...")
			}
			settings, err := loadSettings(c)
			if err != nil {
				return err
			}
			cfg := runConfig{Config: settings.Config, now: time.Now}
			begin := func() (*runs.Run, error) {
				return runs.BeginMerge(runs.MergeConfig{Out: cfg.Out, RunID: cfg.RunID, Now: cfg.now, Folders: c.Args().Slice()})
			}
			if rows != "" {
				begin = func() (*runs.Run, error) { return cfg.beginRows(rows) }
			}
			return mayPass(cfg.merge(c.Context, begin, c.App.Writer, c.App.ErrWriter), cfg.RetryCode)
		},
	}
}

// beginRows stages a run of rows of streams, with the codebook of this lexicon.
func (cfg *runConfig) beginRows(folder string) (*runs.Run, error) {
	lex, err := lexicon.Load(cfg.Lexicon...)
	if err != nil {
		return nil, &exitError{code: exitUsage, err: err}
	}
	c := cfg.runOf(lex)
	c.Inputs = shownPaths([]string{folder})
	return runs.BeginMergeRows(c, folder)
}

// merge makes a run with figures of what begin puts together.
func (cfg *runConfig) merge(ctx context.Context, begin func() (*runs.Run, error), stdout, stderr io.Writer) error {
	limitMemory(cfg.MemoryLimit, mergingApart)
	staged, err := begin()
	if err != nil {
		return lockedCode(err)
	}
	defer func() { _ = staged.Abort() }()
	if ctx.Err() != nil {
		return interrupted(ctx)
	}
	counts := staged.Counts()
	summary, result, err := publish(staged, cfg.Out, cfg.Focus, newLog(stderr, cfg.Config))
	if err != nil {
		return err
	}
	if err := cfg.closing(stdout, summary, result, counts, 0); err != nil {
		return err
	}
	return cfg.partly(counts)
}

// closeShard publishes a shard, which has tables and no figures.
func (cfg *runConfig) closeShard(stdout io.Writer, staged *runs.Run, progress *progress) error {
	result, err := staged.Publish()
	if err != nil {
		return err
	}
	for _, w := range result.Warnings {
		progress.log.Warn(w)
	}
	if _, err := fmt.Fprintln(stdout, filepath.Clean(result.Dir)); err != nil {
		return err
	}
	return cfg.partly(progress.counts)
}

// lockedCode gives the error of a folder that another run is writing to its exit code.
func lockedCode(err error) error {
	var locked *runs.LockedError
	if errors.As(err, &locked) {
		return &exitError{code: exitLocked, err: err}
	}
	return err
}

// mayPass gives a failure that may pass by itself the exit code that a scheduler tries again
// at, 0 for none: another run is at work, the system failed to read or write, readout was told
// to stop.
func mayPass(err error, code int) error {
	if err == nil || code == 0 {
		return err
	}
	switch c := exitCode(err); {
	case c == exitLocked, c == exitTerm, c == exitAgain, c == exitFailed && systemFailed(err):
		return &exitError{code: code, err: err}
	}
	return err
}

// systemFailed says that a failure is of the disk or its file system, not of what was asked.
func systemFailed(err error) bool {
	var number syscall.Errno
	return errors.As(err, &number) && slices.Contains(passing[:], number)
}

// passing are the errors of a disk that is full or fails, or of a system out of means.
var passing = [...]syscall.Errno{
	syscall.ENOSPC, syscall.EDQUOT, syscall.EIO, syscall.ESTALE, syscall.ETIMEDOUT, syscall.ENOMEM, syscall.EMFILE, syscall.ENFILE, syscall.EAGAIN,
}
