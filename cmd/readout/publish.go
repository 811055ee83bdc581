package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"

	"readout/analysis/compare"
	runs "readout/data/run"
	"readout/data/table"
	"readout/lexicon"
	"readout/reports"
)

// publish writes the comparisons and reports beside the tables and publishes the run.
func publish(staged *runs.Run, out string, told map[string]string, log *slog.Logger) (*reports.Summary, *runs.Result, error) {
	defer collectLess()()
	if err := staged.Seal(); err != nil {
		return nil, nil, err
	}
	corpus, err := staged.Corpus()
	if err != nil {
		return nil, nil, err
	}
	nothingNew := staged.NothingNew()
	if nothingNew {
		corpus, err = runs.Open(out) // what it says of the latest run is true still
	} else if err = runs.WriteEvents(staged); err == nil {
		err = runs.WriteComparisons(staged, compare.Config{})
	}
	if err != nil {
		return nil, nil, err
	}
	focus, err := focusFrom(told)
	if err != nil {
		return nil, nil, err
	}
	summary, err := reports.LoadOf(corpus, focus)
	var unknown *reports.UnknownError
	if errors.As(err, &unknown) { // what a nightly run looks at may not have been heard of yet
		log.Warn("the report is of everything: " + err.Error())
		summary, err = reports.Load(corpus)
	}
	if err != nil {
		return nil, nil, err
	}
	if !nothingNew {
		if err := summary.Write(staged.Dir()); err != nil {
			return nil, nil, err
		}
	}
	result, err := staged.Publish()
	if err != nil {
		return nil, nil, err
	}
	for _, w := range result.Warnings {
		log.Warn(w)
	}
	return summary, result, nil
}

// closing prints how the sides compare and where everything is.
func (cfg *runConfig) closing(stdout io.Writer, summary *reports.Summary, result *runs.Result, c runs.Counts, stale int) error {
	report := filepath.Join(result.Dir, "summary.html")
	if cfg.Quiet {
		_, err := fmt.Fprintln(stdout, report)
		return err
	}
	s := newScreen(stdout)
	if err := summary.Terminal(s, reports.TerminalOptions{Width: s.width, Color: s.colour}); err != nil {
		return err
	}
	fmt.Fprintln(s)
	counts := fmt.Sprintf("This run: %s new, %d changed, %d rescored, %d as they were; %s set aside.",
		plural(int(c.New), "article"), c.Changed, c.Rescored, c.Unchanged, plural(int(c.Quarantined), "input"))
	for _, line := range reports.Wrap(counts, s.width) {
		fmt.Fprintln(s, line)
	}
	if stale > 0 {
		fmt.Fprintf(s, "Another engine or lexicon analysed %d of those: --rescore analyses them again.\n", stale)
	}
	if !result.Published {
		fmt.Fprintln(s, "Nothing new: the latest run stands as it was.")
	}
	_, err := fmt.Fprintf(s, "Tables  %s\nReport  %s\n", result.Dir, report)
	return err
}

// sideNames is what the lexicon calls the sides, by id.
func sideNames(lex *lexicon.Lexicon) map[string]string {
	names := make(map[string]string, len(lex.Sides))
	for _, o := range lex.Organizations {
		names[o.ID] = o.Name
	}
	for _, s := range lex.Sides {
		names[s.ID] = s.Name
	}
	return names
}

func modelHashes(lex *lexicon.Lexicon) map[string]string {
	hashes := map[string]string{}
	for _, name := range lex.Models() {
		model, err := lex.Model(name)
		if err != nil {
			continue // Models named it, so it is there
		}
		hashes[name] = fmt.Sprintf("%x", sha256.Sum256(model))
	}
	return hashes
}

func propositionRows(lex *lexicon.Lexicon) []table.Proposition {
	text := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	rows := make([]table.Proposition, len(lex.Propositions))
	for i, p := range lex.Propositions {
		rows[i] = table.Proposition{PropositionID: p.ID, IssueID: text(p.Issue), Text: p.Text, Agree: text(p.Agrees), Disagree: text(p.Disagrees)}
	}
	return rows
}

func issueRows(lex *lexicon.Lexicon) []table.Issue {
	rows := make([]table.Issue, len(lex.Issues))
	for i, is := range lex.Issues {
		rows[i] = table.Issue{IssueID: is.ID, Name: is.Name, Description: &lex.Issues[i].Description}
	}
	return rows
}
