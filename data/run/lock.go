package run

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// Holder is who took the lock of a folder.
type Holder struct {
	PID     int       `json:"pid"`
	Host    string    `json:"host"`
	Started time.Time `json:"started"`
}

// String names the process, its host and when it took the lock.
func (h Holder) String() string {
	if h.PID == 0 {
		return "an unknown process"
	}
	return fmt.Sprintf("process %d on %s since %s", h.PID, h.Host, h.Started.Format(time.RFC3339))
}

// LockedError says that another run is writing to the folder.
type LockedError struct {
	Path   string // of the lock
	Holder Holder
}

// Error names the lock and who holds it.
func (e *LockedError) Error() string {
	return fmt.Sprintf("%s: another run is writing to this folder: %s", e.Path, e.Holder)
}

// LockState tells how the lock of a folder stands.
type LockState string

// The states of a lock.
const (
	LockFree  LockState = "free"
	LockHeld  LockState = "held"
	LockStale LockState = "stale" // its run died; the next one takes it over
)

// InspectLock tells how the lock of a folder of runs stands, without taking it
// for longer than a moment.
func InspectLock(out string) (LockState, Holder, error) {
	f, err := openFolder(out)
	if err != nil {
		return "", Holder{}, err
	}
	defer f.close()
	before, err := readHolder(f)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return LockFree, Holder{}, nil
	case err != nil:
		return "", Holder{}, err
	}
	held, err := isHeld(f)
	switch {
	case err != nil:
		return "", before, err
	case held:
		return LockHeld, before, nil
	case before.PID != 0:
		return LockStale, before, nil
	}
	return LockFree, Holder{}, nil
}

func readHolder(f *folder) (h Holder, err error) {
	if err := f.ownFolder(stagingName); err != nil {
		return h, err
	}
	file, err := f.openOwn(lockName, os.O_RDONLY)
	if err != nil {
		return h, err
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, 4<<10))
	if err == nil {
		_ = json.Unmarshal(b, &h) // a lock that was half written is of nobody we know
	}
	return h, err
}

// sign writes into the lock who took it, for those who meet it.
func sign(w io.Writer, started time.Time) {
	host, _ := os.Hostname()
	b, _ := json.Marshal(Holder{PID: os.Getpid(), Host: host, Started: started.UTC().Truncate(time.Second)})
	_, _ = w.Write(append(b, '\n'))
}
