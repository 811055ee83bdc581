package main

import (
	"context"
	"io"
	"os"
	"time"
)

// lastWords is how long a program that was told to stop waits for whoever reads its output.
const lastWords = 500 * time.Millisecond

// output writes to w until ctx ends: a reader that takes nothing more would otherwise
// hold the program when it is told to stop. What cannot be written by then is lost.
//
// The first write that failed is kept: what prints line by line does not look.
type output struct {
	ctx    context.Context
	w      io.Writer
	failed error
}

// Write writes all of p, or gives up some time after ctx has ended.
func (o *output) Write(p []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	done := make(chan result, 1)
	mine := append([]byte(nil), p...) // it may be written on after this returns
	go func() {
		n, err := o.w.Write(mine)
		done <- result{n, err}
	}()
	select {
	case r := <-done:
		return o.wrote(r.n, r.err)
	case <-o.ctx.Done():
	}
	select {
	case r := <-done:
		return o.wrote(r.n, r.err)
	case <-time.After(lastWords):
		return 0, context.Cause(o.ctx)
	}
}

func (o *output) wrote(n int, err error) (int, error) {
	if o.failed == nil {
		o.failed = err
	}
	return n, err
}

// fileOf is the file that w writes to, nil for none.
func fileOf(w io.Writer) *os.File {
	if o, ok := w.(*output); ok {
		w = o.w
	}
	f, _ := w.(*os.File)
	return f
}
