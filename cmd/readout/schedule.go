package main

import (
	"embed"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"
)

//go:embed schedule
var scheduleFiles embed.FS

// schedulers names the examples and the files of each.
var schedulers = []struct {
	name  string
	files []string
}{
	{"systemd", []string{"readout.service", "readout.timer"}},
	{"cron", []string{"crontab"}},
	{"airflow", []string{"dag.py"}},
	{"kubernetes", []string{"cronjob.yaml"}},
	{"make", []string{"Makefile"}},
	{"spark", []string{"spark.py"}},
	{"slurm", []string{"array.sbatch"}},
	{"kubernetes-indexed", []string{"indexed-job.yaml"}},
}

func scheduleCommand() *cli.Command {
	var names []string
	for _, s := range schedulers {
		names = append(names, s.name)
	}
	return &cli.Command{
		Name:      "schedule",
		Usage:     "print a working example for a scheduler",
		ArgsUsage: strings.Join(names, "|"),
		Description: `Each treats the exit codes as they are meant: 3 (finished, some input set aside)
is no failure, 11 (another run is at work) is none either where the scheduler can
say so, 2 (configuration) is not tried again. Change the paths to yours. The last
three are for many machines: readout merge makes one run of what they write.

Example:
  readout schedule systemd`,
		Action: func(c *cli.Context) error {
			for _, s := range schedulers {
				if s.name != c.Args().First() {
					continue
				}
				for _, name := range s.files {
					b, err := scheduleFiles.ReadFile("schedule/" + name)
					if err != nil {
						return err
					}
					if _, err := fmt.Fprintf(c.App.Writer, "%s\n", strings.TrimRight(string(b), "\n")); err != nil {
						return err
					}
				}
				return nil
			}
			return noneOf("schedule", c.Args().First(), names)
		},
	}
}
