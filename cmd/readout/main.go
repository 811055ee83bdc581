// Command readout finds every statement in news articles, says who made it and
// for which side, scores it, compares the sides, and writes Parquet tables and
// reports.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := untilSignal(os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args, os.Stdin, &output{ctx: ctx, w: os.Stdout}, &output{ctx: ctx, w: os.Stderr})
	stop()
	os.Exit(code)
}

// signalError is why a context ended: a signal.
type signalError struct{ os.Signal }

func (e signalError) Error() string { return e.String() + " signal received" }

// untilSignal gives a context that the first of the signals ends, with a signalError as
// its cause. A second one ends the process at once, whatever it waits for.
func untilSignal(signals ...os.Signal) (ctx context.Context, stop func()) {
	ctx, end := context.WithCancelCause(context.Background())
	received := make(chan os.Signal, 1)
	signal.Notify(received, signals...)
	go func() {
		select {
		case s := <-received:
			signal.Stop(received)
			end(signalError{s})
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(received)
		end(nil)
	}
}
