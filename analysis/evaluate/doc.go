// Package evaluate scores the engine against labelled data: it reads gold files,
// compares them with what a small interface of the task gives, and returns the
// metrics that the command line prints. It imports nothing but the vocabulary, so
// any system that satisfies an interface can be scored. Where a task has an
// established metric, its file names the work that it comes from.
package evaluate
