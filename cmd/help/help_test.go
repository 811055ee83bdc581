package help

import (
	"strings"
	"testing"
)

// TestUsagesStandInOneColumn: also that of a flag of one letter.
func TestUsagesStandInOneColumn(t *testing.T) {
	list := "OPTIONS:\n   -n N    draw N items\n   --out DIR, -o DIR    write to DIR\n   --help, -h  show help"
	for line := range strings.Lines(narrow(list)) {
		if at := strings.LastIndex(line, "  ") + 2; line != "OPTIONS:\n" && at != usageColumn {
			t.Errorf("a usage in column %d: %s", at, line)
		}
	}
}
