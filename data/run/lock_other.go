//go:build !unix

package run

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// lock keeps two runs from writing to one folder at once. Where the system has
// no locks that end with their process, the file itself is the lock: one whose
// process has ended on this host is stale and taken over.
type lock struct {
	f   *os.File
	out *folder
}

func takeLock(out *folder, now time.Time) (*lock, error) {
	f, err := out.root.OpenFile(lockName, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		if held, herr := isHeld(out); held || herr != nil {
			holder, _ := readHolder(out)
			return nil, errors.Join(herr, &LockedError{Path: out.at(lockName), Holder: holder})
		}
		if err := out.root.Remove(lockName); err != nil {
			return nil, fmt.Errorf("a stale lock: %w", err)
		}
		f, err = out.root.OpenFile(lockName, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	}
	if err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	sign(f, now)
	return &lock{f, out}, nil
}

func (l *lock) release() error { return errors.Join(l.f.Close(), l.out.root.Remove(lockName)) }

// isHeld reports whether the lock's process runs, or may run on another host.
func isHeld(out *folder) (bool, error) {
	holder, err := readHolder(out)
	if err != nil {
		return false, err
	}
	if host, _ := os.Hostname(); holder.PID == 0 || holder.Host != host {
		return true, nil
	}
	p, err := os.FindProcess(holder.PID)
	if err != nil {
		return false, nil
	}
	return true, p.Release()
}

// syncDir does nothing: folders cannot be synced here.
func syncDir(string) error { return nil }

// namesOf is how many names a file has, where the system tells.
func namesOf(os.FileInfo) uint64 { return 1 }
