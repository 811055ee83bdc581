package reports

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// Of many sides the terminal shows both ends and names those that it leaves out: the
// side furthest from the first one is what an event is shown for.
func TestTerminalShowsBothEndsOfAnEvent(t *testing.T) {
	voices := []Reading{
		{Name: "A", Outlook: *f(0.8, 2, 2, 0)},
		{Name: "B", Outlook: *f(0.3, 2, 1, 0)},
		{Name: "C", Outlook: *f(0.1, 7, 3, 2)},
		{Name: "D", Outlook: *f(0.0, 3, 0, 0)},
		{Name: "E", Outlook: *f(-0.5, 5, 0, 3)},
	}
	for n, want := range map[int]string{2: "A B", 3: "A B C", 4: "A C D", 5: "A C E"} {
		shown, others := outermost(voices[:n])
		var names []string
		for _, v := range shown {
			names = append(names, v.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("of %d sides %s are shown, want %s", n, got, want)
		}
		if len(shown)+len(others) != n || slices.ContainsFunc(others, func(s string) bool { return slices.Contains(names, s) }) {
			t.Errorf("of %d sides %v are shown and %v left out", n, names, others)
		}
	}
	var out strings.Builder
	s := Summary{Events: Events{Total: 2, Shared: 2, Shown: []Event{{Title: "A vote", Readings: voices}}}}
	if err := s.Terminal(&out, TerminalOptions{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "Between them: B and D.") {
		t.Errorf("those left out are not named:\n%s", out.String())
	}
}

// A report of nothing has no heading over nothing.
func TestTerminalOfNothing(t *testing.T) {
	var out strings.Builder
	if err := new(Summary).Terminal(&out, TerminalOptions{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "Everything that was read") {
		t.Errorf("a heading stands over nothing:\n%s", out.String())
	}
}

// A proposition on which none of the sides that have a column takes a position has no row.
func TestTerminalLeavesOutEmptyRows(t *testing.T) {
	s := Summary{
		Sides: []Side{{ID: "a", Name: "A"}, {ID: "b", Name: "B"}, {ID: "c", Name: "C"}, {ID: "d", Name: "D"}},
		Propositions: []Proposition{
			{ID: "p", Text: "The harbour should be dredged", Stands: []Stand{{SideID: "a", Agree: 2}}},
			{ID: "q", Text: "The pier should close", Stands: []Stand{{SideID: "d", Agree: 1}}},
		},
	}
	var out strings.Builder
	if err := s.Terminal(&out, TerminalOptions{}); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.Contains(got, "The harbour should be dredged") || strings.Contains(got, "The pier") {
		t.Errorf("rows:\n%s", got)
	}
}

// Of the statements that no figure counts only those that there are have a number.
func TestLeftOutNamesNoZeros(t *testing.T) {
	for want, c := range map[string]Corpus{
		"": {},
		"Left out of all figures: 1 statement inside another statement.":                            {Nested: 1},
		"Left out of all figures: 2 hypothetical statements.":                                       {Hypothetical: 2},
		"Left out of all figures: 1 statement inside another statement, 2 hypothetical statements.": {Nested: 1, Hypothetical: 2},
	} {
		s := Summary{Corpus: c}
		var terminal, page strings.Builder
		if err := s.Terminal(&terminal, TerminalOptions{Width: 200}); err != nil {
			t.Fatal(err)
		}
		if err := s.HTML(&page); err != nil {
			t.Fatal(err)
		}
		for what, got := range map[string]string{"terminal": terminal.String(), "page": page.String()} {
			if has := strings.Contains(got, "Left out of all figures"); has != (want != "") || !strings.Contains(got, want) {
				t.Errorf("the %s of %+v does not say %q", what, c, want)
			}
		}
	}
}

// TestAnEscapeSequenceWithoutAnEnd is text like any other.
func TestAnEscapeSequenceWithoutAnEnd(t *testing.T) {
	done := make(chan []string, 1)
	go func() { done <- Wrap("a folder \x1b[1 here", 9) }()
	select {
	case lines := <-done:
		if len(lines) != 2 || lines[0] != "a folder" {
			t.Errorf("%q", lines)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it goes in circles")
	}
}
