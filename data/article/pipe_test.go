//go:build unix

package article

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestPipesInFolders: a named pipe that nobody writes to is set aside, in a folder
// or by a glob, and what stands beside it is read.
func TestPipesInFolders(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "The ferry sails, said the captain.")
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.txt"), 0o600); err != nil {
		t.Skip("no named pipes here:", err)
	}
	for _, input := range []string{dir, filepath.Join(dir, "*.txt")} {
		articles, faults := collect(t, Options{}, input)
		if len(articles) != 1 || len(faults) != 1 || faults[0].Code != CodeUnreadable || !strings.Contains(faults[0].Message, "pipe") {
			t.Errorf("%s: %d articles, faults %v", input, len(articles), faults)
		}
	}
}
