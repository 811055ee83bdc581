//go:build unix

package run

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// lock keeps two runs from writing to one folder at once. The kernel gives it
// back when the process ends, however it ends: what a killed run leaves is only
// its name in the file.
type lock struct{ f *os.File }

func takeLock(out *folder, now time.Time) (*lock, error) {
	f, err := out.openOwn(lockName, os.O_CREATE|os.O_RDWR)
	if err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			holder, _ := readHolder(out)
			return nil, &LockedError{Path: out.at(lockName), Holder: holder}
		}
		return nil, fmt.Errorf("%s: %w", out.at(lockName), err)
	}
	_ = f.Truncate(0)
	sign(f, now)
	return &lock{f}, nil
}

// release empties the file: a lock with a name in it that nobody holds is stale.
func (l *lock) release() error { return errors.Join(l.f.Truncate(0), l.f.Close()) }

func isHeld(out *folder) (bool, error) {
	f, err := out.openOwn(lockName, os.O_RDONLY)
	if err != nil {
		return false, err
	}
	defer f.Close() // which gives the lock back
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return true, nil
	}
	return false, err
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// namesOf is how many names a file has.
func namesOf(info os.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Nlink)
	}
	return 1
}
