package lexicon

import "testing"

// The forms of one word meet; those of another stay apart.
func TestStem(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"talk", "talks", true}, {"talk", "talked", true}, {"talk", "talking", true},
		{"trade", "trading", true}, {"trade", "trades", true},
		{"ally", "allies", true}, {"stop", "stopped", true}, {"sanction", "sanctioned", true},
		{"crisis", "crisis", true}, {"virus", "virus", true}, {"tax", "taxes", true},
		{"fall", "falling", true}, {"pass", "passes", true}, {"annex", "annexed", true},
		{"Russia's", "Russia", true},
		{"news", "new", false}, {"sing", "s", false},
	} {
		if (Stem(c.a) == Stem(c.b)) != c.same {
			t.Errorf("%s is %s, %s is %s", c.a, Stem(c.a), c.b, Stem(c.b))
		}
	}
}

func TestPhraseWords(t *testing.T) {
	for _, c := range []struct {
		phrase string
		place  int
		word   string
		fits   bool
	}{
		{"peace talk", 1, "talks", true},
		{"peace talk", 1, "talkative", false},
		{"negotiat*", 0, "negotiators", true},
		{"negotiat*", 0, "negate", false},
		{"=fed", 0, "fed", true},
		{"=fed", 0, "feds", false},
		{"withdraw* ... troop", 1, "anything", true},
		{"withdraw* ... troop", 2, "troops", true},
		{"Élysée", 0, "elysee", true},
	} {
		w := ParsePhrase(c.phrase)[c.place]
		if got := w.Matches(c.word, Stem(c.word)); got != c.fits {
			t.Errorf("place %d of %q and %q: %v", c.place, c.phrase, c.word, got)
		}
	}
}
