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
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once, whatever it waits for
	code := run(ctx, os.Args, os.Stdin, &output{ctx: ctx, w: os.Stdout}, &output{ctx: ctx, w: os.Stderr})
	stop()
	os.Exit(code)
}
