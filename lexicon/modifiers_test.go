package lexicon

import (
	"strings"
	"testing"
)

func TestPhrasesTakeTheLongest(t *testing.T) {
	lex, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	index := NewPhrases(lex.Modifiers, func(m Modifier) string { return m.Term })
	for _, c := range []struct {
		text string
		term string
		kind ModifierKind
	}{
		{"not only", "not only", Opaque},
		{"not sorry", "not", Negation},
		{"no longer", "no longer", Negation},
		{"no", "no", Negation},
		{"no doubt that", "no doubt", Booster},
		{"failed to impress", "failed to", Reverser},
		{"far from", "far from", Negation},
		{"may be", "may be", Hedge},
		{"cat", "", ""},
	} {
		words := strings.Fields(c.text)
		m, n := index.Longest(0, len(words), func(i int) string { return words[i] })
		if m.Term != c.term || m.Kind != c.kind || n != len(strings.Fields(c.term)) {
			t.Errorf("%q: got %q (%s) of %d words, want %q (%s)", c.text, m.Term, m.Kind, n, c.term, c.kind)
		}
	}
}
