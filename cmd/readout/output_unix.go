//go:build unix

package main

import (
	"io"
	"os"
	"os/signal"
	"syscall"
)

// goesNowhere reports whether standard output was closed when the program began. The Go
// runtime then has /dev/null in its place, open for reading and writing; a shell opens
// it for writing alone, and who starts programs without output shares one among its streams.
func goesNowhere(w io.Writer) bool {
	f := fileOf(w)
	if f == nil || f.Fd() != 1 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	info, serr := f.Stat()
	if err != nil || serr != nil || !os.SameFile(null, info) {
		return false
	}
	flags, _, errno := syscall.Syscall(syscall.SYS_FCNTL, 1, syscall.F_GETFL, 0)
	return errno == 0 && flags&syscall.O_ACCMODE == syscall.O_RDWR && !sharedWith(0) && !sharedWith(2)
}

// sharedWith reports whether standard output is the same open file as another stream: a
// flag that is set on one shows on the other.
func sharedWith(fd uintptr) bool {
	get := func(fd uintptr) uintptr {
		flags, _, _ := syscall.Syscall(syscall.SYS_FCNTL, fd, syscall.F_GETFL, 0)
		return flags
	}
	set := func(flags uintptr) {
		_, _, _ = syscall.Syscall(syscall.SYS_FCNTL, 1, syscall.F_SETFL, flags)
	}
	before, other := get(1), get(fd)
	set(before ^ syscall.O_APPEND)
	shared := get(fd) != other
	set(before)
	return shared
}

// tellBrokenPipes lets a write to a pipe that nobody reads any more fail, where it
// would end the program with a signal.
func tellBrokenPipes() { signal.Ignore(syscall.SIGPIPE) }
