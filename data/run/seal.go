package run

import (
	"errors"
	"path/filepath"
	"slices"
	"sort"

	"readout/data/table"
)

// Seal closes the tables that Add fills and writes actors, issues and
// propositions. After it the staged run can be read: see Corpus.
func (r *Run) Seal() error {
	if r.sealed {
		return nil
	}
	r.sealed = true
	if err := errors.Join(r.faulty, eachWriter(r, tableWriter.close)); err != nil {
		return err
	}
	if err := r.writeActors(); err != nil {
		return err
	}
	issues := make([]table.Issue, 0, len(r.issues))
	for _, is := range r.issues {
		issues = append(issues, *is)
	}
	sort.Slice(issues, func(i, j int) bool { return issues[i].IssueID < issues[j].IssueID })
	r.counts.Issues = int64(len(issues))
	r.seen, r.dups, r.issues = nil, nil, nil // what follows needs the memory; State may still be asked
	return errors.Join(WriteTable(r, "issues", issues), r.writePropositions())
}

func (r *Run) writePropositions() error {
	rows := slices.Clone(r.cfg.Propositions)
	for i := range rows {
		rows[i].NStatements = r.said[rows[i].PropositionID]
	}
	return WriteTable(r, "propositions", rows)
}

func (r *Run) writeActors() error {
	w := newWriter[table.Actor](r.dir, "actors", r.Meta(), table.Coarse)
	if err := w.open(); err != nil {
		return err
	}
	err := r.actors.each(func(a *table.Actor) error {
		r.counts.Actors++
		if a.SideID != nil {
			r.nameSide(a)
		}
		return w.write(*a)
	})
	return errors.Join(err, w.close())
}

// namedSides is how many sides that the lexicon does not name are kept with their names.
const namedSides = 20_000

// nameSide gives an actor's side the name that the lexicon has for it, else keeps the one that
// the article gave it: sides may be bodies that no list knows.
func (r *Run) nameSide(a *table.Actor) {
	if known := r.cfg.Sides[*a.SideID]; known != "" {
		a.SideName = name(known)
	} else if a.SideName != nil && r.cfg.Sides != nil && r.found < namedSides {
		r.cfg.Sides[*a.SideID] = *a.SideName
		r.found++
	}
}

// WriteTable writes a small table of the run, such as summary or comparisons, at once.
func WriteTable[T any](r *Run, name string, rows []T) error {
	return table.Write(filepath.Join(r.dir, name+".parquet"), r.Meta(), rows)
}
