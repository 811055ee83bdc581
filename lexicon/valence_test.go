package lexicon

import (
	"os"
	"path/filepath"
	"testing"
)

func TestValenceLeavesTopicsAlone(t *testing.T) {
	lex, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	weights := map[string]float64{}
	for _, v := range lex.Valence {
		weights[v.Term] = v.Weight
	}
	for _, topic := range []string{"war", "peace", "ceasefire", "attack", "aggression", "sanctions", "crisis", "security"} {
		if w, there := weights[topic]; !there || w != 0 {
			t.Errorf("%s names a topic and has %v", topic, w)
		}
	}
	for term, sign := range map[string]float64{"fruitful": 1, "step forward": 1, "rebounded": 1, "acquitted": 1, "deadlock": -1, "waste of time": -1, "own goal": -1, "perjury": -1} {
		if weights[term]*sign <= 0 {
			t.Errorf("%s has %v", term, weights[term])
		}
	}
}

func TestValenceOfAUser(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "valence.yaml"), []byte("fruitful: 0\nflummoxing: -0.4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	lex, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	weights := map[string]float64{}
	for _, v := range lex.Valence {
		weights[v.Term] = v.Weight
	}
	if weights["fruitful"] != 0 || weights["flummoxing"] != -0.4 {
		t.Errorf("fruitful %v, flummoxing %v", weights["fruitful"], weights["flummoxing"])
	}
}
