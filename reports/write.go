package reports

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// Write prints the summary into summary.html, summary.md and summary.json of a
// folder, over what is there.
func (s *Summary) Write(dir string) error {
	for _, f := range []struct {
		name  string
		print func(io.Writer) error
	}{
		{"summary.html", s.HTML},
		{"summary.md", s.Markdown},
		{"summary.json", s.JSON},
	} {
		if err := write(filepath.Join(dir, f.name), f.print); err != nil {
			return err
		}
	}
	return nil
}

// write replaces a file in one step, so that a reader never sees half of one.
func write(path string, print func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	if err := errors.Join(print(f), f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
