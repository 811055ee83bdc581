package lexicon

import (
	"slices"
	"strings"
	"testing"
)

func TestCueInflected(t *testing.T) {
	for _, c := range []struct{ lemma, kind, forms, want string }{
		{"warn", "verb", "", "warn warns warned warning"},
		{"agree", "verb", "", "agree agrees agreed agreeing"},
		{"deny", "verb", "", "deny denies denied denying"},
		{"slam", "verb", "", "slam slams slammed slamming"},
		{"stress", "verb", "", "stress stresses stressed stressing"},
		{"argue", "verb", "", "argue argues argued arguing"},
		{"echo", "verb", "", "echo echoes echoed echoing"},
		{"vow", "verb", "", "vow vows vowed vowing"},
		{"explain", "verb", "", "explain explains explained explaining"},
		{"say", "verb", "says said saying", "say says said saying"},
		{"doubt", "noun", "", "doubt doubts"},
		{"denial", "noun", "", "denial denials"},
		{"wary", "adjective", "", "wary"},
	} {
		cue := Cue{Lemma: c.lemma, Kind: c.kind, Forms: strings.Fields(c.forms)}
		if got := strings.Join(cue.Inflected(), " "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.lemma, got, c.want)
		}
	}
	cue := Cue{Lemma: "call for", Kind: "verb"}
	if got := cue.Inflected(); !slices.Equal(got, []string{"call for", "calls for", "called for", "calling for"}) {
		t.Errorf("call for: got %q", got)
	}
}

// The embedded cues keep to the classes, kinds and ranges that cues.go promises.
func TestCuesAreInRange(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	classes := []string{"neutral", "assert", "concede", "deny", "doubt", "praise", "criticize", "warn", "demand", "agree", "refuse"}
	seen := map[string]bool{}
	for _, c := range l.Cues {
		key := c.Lemma + "/" + c.Kind
		switch {
		case seen[key]:
			t.Errorf("%s stands twice", key)
		case !slices.Contains(classes, c.Class):
			t.Errorf("%s: class %q", key, c.Class)
		case !slices.Contains([]string{"verb", "noun", "adjective", "phrase"}, c.Kind):
			t.Errorf("%s: kind", key)
		case c.Stance < -1 || c.Stance > 1 || c.Outlook < -1 || c.Outlook > 1 || c.Certainty != nil && (*c.Certainty < 0 || *c.Certainty > 1):
			t.Errorf("%s: out of range", key)
		case c.Polarity != "" && c.Polarity != "denied" && c.Polarity != "refused":
			t.Errorf("%s: polarity %q", key, c.Polarity)
		case c.Lemma != strings.ToLower(strings.TrimSpace(c.Lemma)):
			t.Errorf("%s: not in lower case", key)
		}
		seen[key] = true
	}
	if len(seen) < 300 {
		t.Errorf("only %d cues", len(seen))
	}
}
