package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readout/analysis"
	"readout/analysis/engine"
	"readout/lexicon"
)

func TestDirectionsAreReadAndDictated(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	all, err := readDirections(filepath.Join("..", "..", "lexicon", "training", "directions.tsv"), lex)
	if err != nil {
		t.Fatal(err)
	}
	signs := map[int]int{}
	for _, s := range all {
		signs[s.sign]++
	}
	if signs[1] < 100 || signs[-1] < 100 {
		t.Errorf("signs are one-sided: %v", signs)
	}
	p, err := engine.New(lex, engine.Config{NoBayes: true, NoPositions: true, NoReader: true})
	if err != nil {
		t.Fatal(err)
	}
	by := newDictated(lex)
	p.Attributor = by
	d, err := by.document(context.Background(), p, direction{"investigate", -1, "slammed", "the audit as a farce"})
	if err != nil {
		t.Fatal(err)
	}
	a := &d.Attributions[0]
	if got := d.Slice(a.Cue[0]) + "/" + d.Slice(a.Content[0]); got != "slammed/the audit as a farce" || a.CueClass != analysis.CueCriticize || len(d.Statements) != 1 {
		t.Errorf("%s, class %q, %d statements", got, a.CueClass, len(d.Statements))
	}
	for text, want := range map[string]string{
		"investigate\t1\n":                 "wants a proposition",
		"investigate\tyes\tsaid: so\n":     "sign \"yes\"",
		"# no\nnowhere\t1\tsaid: so\n":     ":2: no proposition",
		"investigate\t1\tsaid it was so\n": "wants cue: content",
	} {
		path := filepath.Join(t.TempDir(), "own.tsv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readDirections(path, lex); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}
