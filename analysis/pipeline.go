package analysis

import (
	"context"
	"fmt"
	"runtime/debug"
)

// Segmenter cuts an article's Text into paragraphs, sentences, tokens and quotations.
type Segmenter interface{ Segment(*Article) *Segmented }

// Attributor finds who says what.
type Attributor interface{ Attribute(*Segmented) *Attributed }

// Resolver finds out who is mentioned and who the sources are: it begins the
// statements, each with its Speaker.
type Resolver interface{ Resolve(*Attributed) *Document }

// Targeter finds what every statement is about: it fills Target.
type Targeter interface{ Target(*Document) }

// Scorer gives every statement scores; which ones is said by its package.
type Scorer interface{ Score(*Document) }

// Pipeline is the engine: one stage of each kind. The first three make what the
// next one takes, so no other order of them compiles. It holds nothing of an
// article between calls, so one Pipeline serves any number of goroutines.
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
	var segmented *Segmented
	var attributed *Attributed
	steps := []step{
		{"segment", func() { segmented = p.Segmenter.Segment(a) }},
		{"attribution", func() { attributed = p.Attributor.Attribute(segmented) }},
		{"actor", func() { doc = p.Resolver.Resolve(attributed) }},
		{"target", func() { p.Targeter.Target(doc) }},
	}
	score := func(stage string, s Scorer) {
		if s != nil {
			steps = append(steps, step{stage, func() { s.Score(doc) }})
		}
	}
	score("reader", p.Reader)
	score("validity", p.Validity)
	score("baseline", p.Baseline)
	score("position", p.Position)
	for _, s := range steps {
		if err := ctx.Err(); err != nil {
			return nil, &StageError{Stage: s.name, Err: err}
		}
		if err := Guarded(s.name, s.do); err != nil {
			return nil, err
		}
	}
	return doc, nil
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
	do   func()
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
