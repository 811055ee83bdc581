package run

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"readout/data/table"
)

// Result says what Publish did.
type Result struct {
	Dir       string // of the published run, or of the latest one before it
	Published bool   // false where there was nothing new to publish
	Manifest  Manifest
	Warnings  []string // what could not be done but does not harm the run
}

// Publish seals the run if need be, writes the manifest, syncs every file and
// renames the staging folder to its place. A run without a new, changed or
// rescored article, and with nothing else in quarantine than the latest run had,
// is not published: doing the same again changes nothing, unless the latest run's
// figures are not of all runs (Corpus.Stray) or of all codings. Whatever happens, the
// lock is given back and nothing stays in staging.
func (r *Run) Publish() (res *Result, err error) {
	defer func() { err = errors.Join(err, r.Abort()) }()
	if err := r.Seal(); err != nil {
		return nil, err
	}
	if latest := r.standing(); latest != "" {
		return &Result{Dir: latest, Manifest: r.manifest()}, nil
	}
	if err := r.emptyTables(); err != nil {
		return nil, err
	}
	m := r.manifest()
	if m.Codings, err = codingsHash(r.cfg.Out); err != nil {
		return nil, err
	}
	if m.Files, err = describe(r.dir); err != nil {
		return nil, err
	}
	if m.Missing, err = missing(r.dir, m.Files); err != nil {
		return nil, err
	}
	if err := writeManifest(filepath.Join(r.dir, ManifestName), m); err != nil {
		return nil, err
	}
	if err := syncAll(r.dir); err != nil {
		return nil, err
	}
	if err := r.out.ownFolder(runsName); errors.Is(err, fs.ErrNotExist) {
		err = r.out.root.Mkdir(runsName, 0o755)
		if err != nil {
			return nil, err
		}
	} else if err != nil {
		return nil, err
	}
	// Before the run, so that whoever sees it finds its views.
	if err := r.out.writeViews(); err != nil {
		return nil, err
	}
	if err := r.out.root.Rename(r.staged(), r.published()); err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	res = &Result{Dir: r.out.at(r.published()), Published: true, Manifest: m}
	if err := syncDir(r.out.at(runsName)); err != nil {
		return res, err
	}
	if err := r.out.link(filepath.FromSlash(r.published())); err != nil {
		res.Warnings = append(res.Warnings, fmt.Sprintf("no link %q: %v", latestName, err))
	}
	return res, nil
}

// emptyTables writes the tables that nobody did, without rows: a view over them
// then finds their columns.
func (r *Run) emptyTables() error {
	missing := func(name string) bool {
		_, err := os.Stat(filepath.Join(r.dir, name+".parquet"))
		return errors.Is(err, fs.ErrNotExist)
	}
	if r.cfg.Shard != nil {
		if err := errors.Join(WriteTable[table.Event](r, "events", nil), WriteTable[table.EventArticle](r, "event_articles", nil)); err != nil {
			return err
		}
	}
	if missing("events") {
		if err := WriteEvents(r); err != nil {
			return err
		}
	}
	c, err := r.Corpus()
	if err != nil {
		return err
	}
	if err := writeCoded(r, c); err != nil {
		return err
	}
	if missing("summary") {
		if err := WriteTable[table.Summary](r, "summary", nil); err != nil {
			return err
		}
	}
	if missing("comparisons") {
		if err := WriteTable[table.Comparison](r, "comparisons", nil); err != nil {
			return err
		}
	}
	if missing("polarization") {
		return WriteTable[table.Polarization](r, "polarization", nil)
	}
	return nil
}

// NothingNew reports whether Publish would leave the latest run as it is, so that
// no comparisons and reports need be made.
func (r *Run) NothingNew() bool { return r.standing() != "" }

// standing gives the folder of the latest run where this one adds nothing to it.
func (r *Run) standing() string {
	if r.counts.Articles > 0 {
		return ""
	}
	c, err := Open(r.cfg.Out)
	if err != nil || len(c.Runs) == 0 || c.Stray() != nil {
		return ""
	}
	latest := c.Runs[len(c.Runs)-1].Dir
	if codings, err := codingsHash(r.cfg.Out); err != nil || codings != c.Runs[len(c.Runs)-1].Codings {
		return ""
	}
	before, err := quarantineHash(latest)
	if err != nil {
		return ""
	}
	if now, err := quarantineHash(r.dir); err != nil || now != before {
		return ""
	}
	return latest
}

// quarantineHash stands for the rows of a run's quarantine, whatever version wrote them.
func quarantineHash(dir string) (sum [sha256.Size]byte, err error) {
	h := sha256.New()
	rows := json.NewEncoder(h)
	err = eachPart(dir, "quarantine", func(q *table.Quarantine) error { return rows.Encode(q) })
	return [sha256.Size]byte(h.Sum(nil)), err
}

// Abort gives up the run and removes what it staged. After Publish it does nothing.
func (r *Run) Abort() error {
	var errs []error
	if !r.sealed && r.articles != nil {
		r.sealed = true
		_ = eachWriter(r, func(w tableWriter) error { w.abandon(); return nil })
	}
	if r.dir != "" {
		errs = append(errs, r.out.root.RemoveAll(r.staged()))
		r.dir = ""
	}
	if r.lock != nil {
		errs = append(errs, r.lock.release())
		r.lock = nil
	}
	if r.out != nil {
		errs = append(errs, r.out.close())
		r.out = nil
	}
	return errors.Join(errs...)
}
