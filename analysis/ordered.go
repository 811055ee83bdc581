package analysis

import (
	"context"
	"iter"
	"sync"
)

// Ordered applies do to every value of in on the given number of goroutines and
// yields the results in the order of in, so that nothing downstream can tell how
// many workers there were. At most four values a worker are in flight, whatever
// the length of in. It stops when ctx ends or the caller breaks off; do must not
// panic.
func Ordered[T, R any](ctx context.Context, in iter.Seq[T], workers int, do func(context.Context, T) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		ctx, cancel := context.WithCancel(ctx)
		type job struct {
			value T
			done  chan R
		}
		jobs := make(chan job)
		queue := make(chan chan R, 4*workers)
		var running sync.WaitGroup
		// The reader must have let go of its files before the caller goes on.
		defer running.Wait()
		defer cancel()
		running.Go(func() {
			defer close(queue)
			defer close(jobs)
			for v := range in {
				j := job{v, make(chan R, 1)}
				select {
				case queue <- j.done:
				case <-ctx.Done():
					return
				}
				select {
				case jobs <- j:
				case <-ctx.Done():
					close(j.done)
					return
				}
			}
		})
		for range max(workers, 1) {
			running.Go(func() {
				for j := range jobs {
					j.done <- do(ctx, j.value)
				}
			})
		}
		for done := range queue {
			r, ok := <-done
			if !ok || !yield(r) {
				return
			}
		}
	}
}
