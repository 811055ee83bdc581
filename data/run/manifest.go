package run

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"readout/data/table"
)

// ManifestName is the file in every run's folder that describes it.
const ManifestName = "manifest.json"

// Manifest describes a run. It alone holds the time of the run.
type Manifest struct {
	RunID         string            `json:"run_id"`
	Sequence      int               `json:"sequence"` // orders the runs of a folder, whatever their ids
	Before        string            `json:"before"`   // SHA-256 over those of the manifests of the runs that stood in the folder before, in order; "" for none
	StartedAt     time.Time         `json:"started_at"`
	FinishedAt    time.Time         `json:"finished_at"`
	SchemaVersion string            `json:"schema_version"`
	Version       string            `json:"version"`
	LexiconSHA256 string            `json:"lexicon_sha256"`
	Models        map[string]string `json:"models"` // name to SHA-256
	Config        any               `json:"config"`
	Inputs        []string          `json:"inputs"`           // as they were given: files, folders, globs
	Shard         *Shard            `json:"shard,omitempty"`  // of a run that is a part of its input
	Merged        []Part            `json:"merged,omitempty"` // of a run that was put together: of what, in this order
	Counts        Counts            `json:"counts"`
	Warnings      map[string]int64  `json:"warnings"` // articles of this run by what was odd about them; see WarningKind
	// Missing is the number of NULLs in every column that can have them, by
	// table.column; a column without any is left out.
	Missing map[string]int64 `json:"missing"`
	Codings string           `json:"codings_sha256,omitempty"` // of the codings that the figures are made with
	Files   []File           `json:"files"`                    // in the order of their names
}

// Part is a run that another was put together of.
type Part struct {
	RunID          string `json:"run_id"`
	ManifestSHA256 string `json:"manifest_sha256"`
}

// Counts is how many of what a run holds.
type Counts struct {
	Articles    int64 `json:"articles"`
	New         int64 `json:"articles_new"`
	Changed     int64 `json:"articles_changed"`   // another version was in an earlier run
	Rescored    int64 `json:"articles_rescored"`  // the same version was, by another engine or lexicon
	Unchanged   int64 `json:"articles_unchanged"` // passed over: an earlier run has them
	Repeated    int64 `json:"articles_repeated"`  // passed over: stood twice in the input
	Duplicates  int64 `json:"articles_duplicate"` // copies of another article
	Statements  int64 `json:"statements"`
	Candidates  int64 `json:"candidates"` // attributions judged to be no statements
	Stances     int64 `json:"stances"`
	Positions   int64 `json:"positions"`
	Evaluations int64 `json:"evaluations"`
	Evidence    int64 `json:"evidence"`
	Actors      int64 `json:"actors"`
	Issues      int64 `json:"issues"`
	Quarantined int64 `json:"quarantined"`
}

// File is one file of a run.
type File struct {
	Name   string `json:"name"`
	Rows   *int64 `json:"rows,omitempty"` // of a Parquet file
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func (r *Run) manifest() Manifest {
	m := Manifest{
		RunID:         r.id,
		Sequence:      r.sequence,
		Before:        r.before,
		StartedAt:     r.started,
		FinishedAt:    r.cfg.Now().UTC(),
		SchemaVersion: table.SchemaVersion,
		Version:       r.cfg.Version,
		LexiconSHA256: r.cfg.LexiconSHA256,
		Models:        r.cfg.Models,
		Config:        r.cfg.Settings,
		Inputs:        r.cfg.Inputs,
		Shard:         r.cfg.Shard,
		Merged:        r.merged,
		Counts:        r.counts,
		Warnings:      r.warnings,
	}
	if m.Models == nil {
		m.Models = map[string]string{}
	}
	if m.Inputs == nil {
		m.Inputs = []string{}
	}
	return m
}

// describe hashes every file of a folder.
func describe(dir string) ([]File, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var files []File
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		f := File{Name: e.Name()}
		if f.Bytes, f.SHA256, err = hashFile(path); err != nil {
			return nil, err
		}
		if strings.HasSuffix(path, ".parquet") {
			_, rows, err := table.ReadMeta(path)
			if err != nil {
				return nil, err
			}
			f.Rows = &rows
		}
		files = append(files, f)
	}
	return files, nil
}

func hashFile(path string) (int64, string, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, "", err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return n, hex.EncodeToString(h.Sum(nil)), err
}

// missing adds up the NULL counts that the files' own statistics give.
func missing(dir string, files []File) (map[string]int64, error) {
	all := map[string]int64{}
	for _, f := range files {
		if f.Rows == nil {
			continue
		}
		nulls, err := table.Nulls(filepath.Join(dir, f.Name))
		if err != nil {
			return nil, err
		}
		name, _, _ := strings.Cut(strings.TrimSuffix(f.Name, ".parquet"), "-")
		for column, n := range nulls {
			if n > 0 {
				all[name+"."+column] += n
			}
		}
	}
	return all, nil
}

func writeManifest(path string, m Manifest) error {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o644)
}

// syncAll makes a folder and its files durable before it is published.
func syncAll(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		f, err := os.Open(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	return syncDir(dir)
}
