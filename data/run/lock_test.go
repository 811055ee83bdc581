package run

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestLock(t *testing.T) {
	out := t.TempDir()
	now := time.Date(2025, 2, 18, 12, 0, 0, 0, time.UTC)
	if err := os.Mkdir(filepath.Join(out, ".staging"), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := openFolder(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	state := func(want LockState, pid int) {
		t.Helper()
		if got, holder, err := InspectLock(out); got != want || holder.PID != pid || err != nil {
			t.Errorf("%s, holder %+v, %v; want %s", got, holder, err, want)
		}
	}
	state(LockFree, 0)
	l, err := takeLock(f, now)
	if err != nil {
		t.Fatal(err)
	}
	state(LockHeld, os.Getpid())
	var locked *LockedError
	if _, err := takeLock(f, now); !errors.As(err, &locked) || locked.Holder.PID != os.Getpid() || locked.Holder.Host == "" || !locked.Holder.Started.Equal(now) {
		t.Errorf("taken twice: %v", err)
	}
	if err := l.release(); err != nil {
		t.Fatal(err)
	}
	state(LockFree, 0)
	// What a killed run leaves behind, and that the next one takes it.
	if err := os.WriteFile(f.at(lockName), []byte(`{"pid":4194304999,"host":"elsewhere","started":"2025-02-17T12:00:00Z"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	state(LockStale, 4194304999)
	l, err = takeLock(f, now)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.release(); err != nil {
		t.Fatal(err)
	}
}
