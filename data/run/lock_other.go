//go:build !unix

package run

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// lock keeps two runs from writing to one folder at once. Where the system has
// no locks that end with their process, a killed run leaves it behind, and the
// error says what to remove.
type lock struct{ f *os.File }

func takeLock(path string) (*lock, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("%s: another run is writing to this folder; where it was killed, remove this file", path)
	}
	if err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	return &lock{f}, nil
}

func (l *lock) release() error { return errors.Join(l.f.Close(), os.Remove(l.f.Name())) }

// syncDir does nothing: folders cannot be synced here.
func syncDir(string) error { return nil }
