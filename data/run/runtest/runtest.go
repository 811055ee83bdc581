// Package runtest makes folders of runs for tests.
package runtest

import (
	"testing"

	"readout/data/run"
	"readout/data/table"
)

// Published adds batches to a run, publishes it and opens its folder, which is a temporary one where cfg
// names none.
func Published(t testing.TB, cfg run.Config, batches ...*table.Batch) *run.Corpus {
	t.Helper()
	if cfg.Out == "" {
		cfg.Out = t.TempDir()
	}
	r, err := run.Begin(cfg)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range batches {
		if _, err := r.Add(b); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.Publish(); err != nil {
		t.Fatal(err)
	}
	c, err := run.Open(cfg.Out)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
