package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	goruntime "runtime/metrics"
)

// The least number of bytes allocated between two garbage collections. Where one article needs
// more memory than the limit leaves, collections would otherwise follow each other without
// pause, and time would grow much faster than the text. Merging holds no more than the buffers
// of its files, which are quickly marked.
const (
	collectedApart = 64 << 20
	mergingApart   = 32 << 20
)

// limitMemory has garbage collected more eagerly above a number of bytes, 0 for none, but
// not less than apart bytes after the last time; what the environment says of it counts
// before it.
func limitMemory(bytes, apart int64) {
	if bytes <= 0 || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetMemoryLimit(bytes)
	afterCollection(func() { debug.SetMemoryLimit(max(bytes, inUse()+apart)) })
}

// figuresPercent is by how many percent the heap grows before garbage is collected while figures
// are made. They come after models and lexicon are let go, and allocate many times what they hold.
const figuresPercent = 400

// collectLess has garbage collected less often up to the memory limit, where there is one and the
// environment says nothing of it, until the function that it gives is called.
func collectLess() (again func()) {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 || os.Getenv("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(figuresPercent)
	return func() { debug.SetGCPercent(before) }
}

// inUse is the bytes that the last collection left, and what the runtime itself takes.
func inUse() int64 {
	of := []goruntime.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/objects:bytes"},
		{Name: "/memory/classes/heap/unused:bytes"}, {Name: "/memory/classes/heap/free:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	goruntime.Read(of)
	n := int64(of[0].Value.Uint64() + of[1].Value.Uint64())
	for _, s := range of[2:] {
		n -= int64(s.Value.Uint64())
	}
	return n
}

// afterCollection calls f after every collection of garbage.
func afterCollection(f func()) {
	runtime.AddCleanup(new([64]byte), func(f func()) {
		f()
		afterCollection(f)
	}, f)
}
