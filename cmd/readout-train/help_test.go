package main

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"readout/cmd/help"
)

// TestHelpFitsATerminal: no line of any help text is wider than a terminal.
func TestHelpFitsATerminal(t *testing.T) {
	all := [][]string{{"readout-train", "--help"}}
	for _, c := range commands() {
		all = append(all, []string{"readout-train", c.Name, "--help"})
	}
	for _, args := range all {
		var out strings.Builder
		if err := run(context.Background(), args, &out, &out); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > help.Width {
				t.Errorf("%s: %d columns: %s", strings.Join(args, " "), n, line)
			}
		}
	}
}
