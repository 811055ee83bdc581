package reports

import (
	"strings"
	"testing"
	"unicode"
)

// TestWhatIsCleanStays: whatever is passed over as clean is what cleaning would leave as it is.
func TestWhatIsCleanStays(t *testing.T) {
	passed := 0
	check := func(s string) {
		if !isClean(s) {
			return
		}
		passed++
		if strings.ContainsFunc(s, func(r rune) bool {
			return unicode.IsControl(r) || turnsDirection(r) || r == '\ufeff' || r == '\u2028' || r == '\u2029'
		}) {
			t.Errorf("%+q is passed over", s)
		}
	}
	for r := range rune(0x10ffff) {
		check("a" + string(r) + "b")
	}
	if passed < 0x100000 {
		t.Errorf("%d characters are passed over", passed)
	}
	for _, s := range []string{"\xff", "a\xe2", "\xe2\x80", "\xe2\x80\x93\x93", "\xc3"} {
		if isClean(s) {
			t.Errorf("%q is no UTF-8 and passed over", s)
		}
	}
	if s := "“The pier is safe” – café…"; !isClean(s) || clean(s) != s {
		t.Errorf("%q is not passed over", s)
	}
}

// TestASideThatRunsCallDifferently has one name, the same each time.
func TestASideThatRunsCallDifferently(t *testing.T) {
	actors := map[string]actor{}
	for _, id := range []string{"p", "q", "r", "s"} {
		actors[id] = actor{side: "harbour", sideName: "Harbour " + id}
	}
	for range 20 {
		if name := newBuilder(&tables{actors: actors}).names["harbour"]; name != "Harbour s" {
			t.Fatalf("it is called %q", name)
		}
	}
}
