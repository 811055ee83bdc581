package article

import (
	"context"
	"io"
)

// opened opens a source. One that may wait for ever, as a pipe without a writer does,
// gives up when ctx ends, and so does reading it.
func opened(ctx context.Context, src source) (io.ReadCloser, error) {
	if !src.waits {
		return src.open()
	}
	type result struct {
		file io.ReadCloser
		err  error
	}
	done := make(chan result, 1)
	go func() {
		file, err := src.open()
		done <- result{file, err}
	}()
	select {
	case r := <-done:
		if r.err != nil {
			return nil, r.err
		}
		return struct {
			io.Reader
			io.Closer
		}{Interruptible(ctx, r.file), r.file}, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// Interruptible gives a reader that ends with ctx: reading a pipe that nobody
// writes to would otherwise hold the program when it is told to stop.
func Interruptible(ctx context.Context, r io.Reader) io.Reader {
	pr, pw := io.Pipe()
	go func() {
		_, err := io.Copy(pw, r)
		pw.CloseWithError(err)
	}()
	context.AfterFunc(ctx, func() { pw.CloseWithError(context.Cause(ctx)) })
	return pr
}
