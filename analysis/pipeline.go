package analysis

import (
	"context"
	"fmt"
	"runtime/debug"
)

// Segmenter cuts Text into paragraphs, sentences, tokens and quotations.
type Segmenter interface{ Segment(*Document) }

// Attributor finds who said what: it fills Attributions.
type Attributor interface{ Attribute(*Document) }

// Resolver finds out who the sources are: it fills Actors and Mentions, and the
// Speaker of every statement.
type Resolver interface{ Resolve(*Document) }

// Targeter finds what every statement is about: it fills Target.
type Targeter interface{ Target(*Document) }

// Scorer gives every statement scores; which ones is said by its package.
type Scorer interface{ Score(*Document) }

// Pipeline is the engine: one stage of each kind, in the only order that they
// can run. It holds nothing of an article between calls, so one Pipeline serves
// any number of goroutines.
type Pipeline struct {
	Segmenter  Segmenter
	Attributor Attributor
	Resolver   Resolver
	Targeter   Targeter
	Reader     Scorer // sentiment, stance, outlook, certainty, frames, validity, and features of positions; nil for none of them
	Validity   Scorer // combines the reader's validity with the words of the attribution; nil to keep the reader's
	Baseline   Scorer // the naive Bayes; nil for none
	Position   Scorer // positions and evaluations; nil for none
}

// Analyze takes one article through all stages. It fails when ctx ends or when
// a stage panics: the error names the stage and carries the stack, so that one
// bad article can be set aside and the run go on.
func (p *Pipeline) Analyze(ctx context.Context, a *Article) (doc *Document, err error) {
	d := &Document{Article: a, Text: a.Text}
	steps := []step{
		{"segment", p.Segmenter.Segment},
		{"attribution", p.Attributor.Attribute},
		{"statement", (*Document).makeStatements},
		{"actor", p.Resolver.Resolve},
		{"target", p.Targeter.Target},
	}
	if p.Reader != nil {
		steps = append(steps, step{"reader", p.Reader.Score})
	}
	if p.Validity != nil {
		steps = append(steps, step{"validity", p.Validity.Score})
	}
	if p.Baseline != nil {
		steps = append(steps, step{"baseline", p.Baseline.Score})
	}
	if p.Position != nil {
		steps = append(steps, step{"position", p.Position.Score})
	}
	for _, s := range steps {
		if err := ctx.Err(); err != nil {
			return nil, &StageError{Stage: s.name, Err: err}
		}
		if err := Guarded(s.name, func() { s.do(d) }); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// Guarded runs one step of an article. A panic becomes a StageError with its stack.
func Guarded(stage string, do func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &StageError{Stage: stage, Err: fmt.Errorf("panic: %v", r), Stack: debug.Stack()}
		}
	}()
	do()
	return nil
}

// step is one stage at work, with the name that errors give it.
type step struct {
	name string
	do   func(*Document)
}

func (d *Document) makeStatements() {
	d.Statements = make([]Statement, len(d.Attributions))
	for i := range d.Statements {
		d.Statements[i] = Statement{Attribution: i, Target: Target{Actor: -1}}
	}
}

// StageError says which stage could not finish an article.
type StageError struct {
	Stage string
	Err   error
	Stack []byte // of a panic, else nil
}

// Error gives the stage and the cause.
func (e *StageError) Error() string { return e.Stage + ": " + e.Err.Error() }

// Unwrap gives the cause.
func (e *StageError) Unwrap() error { return e.Err }
