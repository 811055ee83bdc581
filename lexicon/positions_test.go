package lexicon

import (
	"reflect"
	"testing"
)

func TestPhrasesAreInflected(t *testing.T) {
	for _, c := range []struct {
		phrase string
		forms  func(string) []string
		want   []string
	}{
		{"stall", verbForms, []string{"stall", "stalls", "stalled", "stalling"}},
		{"pay off", verbForms, []string{"pay off", "pays off", "payed off", "paying off"}},
		{"fall/fell apart", verbForms, []string{"fall apart", "fell apart"}},
		{"bring no result/results", verbForms, []string{"bring no result", "bring no results", "brings no result", "brings no results", "bringed no result", "bringed no results", "bringing no result", "bringing no results"}},
		{"dead end", nounForms, []string{"dead end", "dead ends"}},
		{"at the table", alternatives, []string{"at the table"}},
	} {
		if got := c.forms(c.phrase); !reflect.DeepEqual(got, c.want) {
			t.Errorf("forms of %q = %q, want %q", c.phrase, got, c.want)
		}
	}
}

func TestTopicWordsCarryNoPosition(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	carries := map[string]string{}
	for _, p := range append(append([]Position{}, l.Outlook...), l.Stance...) {
		carries[p.Term] = p.Kind
	}
	for _, topic := range []string{"war", "peace", "ceasefire", "cease-fire", "sanctions", "talks", "negotiations", "deal", "military", "troops", "trial", "match", "election"} {
		if kind := carries[topic]; kind != "" {
			t.Errorf("topic word %q is %s", topic, kind)
		}
	}
	for term, kind := range map[string]string{"breakthrough": Optimistic, "made no headway": Skeptical, "hailed": Favor, "lambasted": Against} {
		if carries[term] != kind {
			t.Errorf("%q is %q, want %s", term, carries[term], kind)
		}
	}
}
