// Package engine puts the stages together: it takes a lexicon and gives the
// pipeline that every command uses. It is the only package below cmd that knows
// which stages there are.
package engine

import (
	"fmt"

	"readout/analysis"
	"readout/analysis/actor"
	"readout/analysis/attribution"
	"readout/analysis/baseline"
	"readout/analysis/position"
	"readout/analysis/reader"
	"readout/analysis/segment"
	"readout/analysis/target"
	"readout/analysis/validity"
	"readout/lexicon"
)

// Version is the version of the engine: it stands in every row, because a new
// engine may score the same words differently.
const Version = "0.1.0"

// Config says how to analyse; the zero value is the default.
type Config struct {
	// NoBayes leaves out the baseline columns, which are there to be compared
	// with: their model takes half a second and 50 MB to load.
	NoBayes bool
	// TargetEvidence tells the words that made the tone toward a target, which no
	// table keeps.
	TargetEvidence bool
	// NoPositions leaves out positions and evaluations, as who trains their model does.
	NoPositions bool
	// NoValidity keeps the reader's validity: the validity stage does not run. Training of
	// that stage needs it.
	NoValidity bool
	// Kernel is the name of the instructions that the reader computes with, one of
	// kernel.Sets; "" for the fastest. All give the same scores.
	Kernel string
	// SidesByCountry makes the side of who speaks for a state its country in every article, inside
	// one state too.
	SidesByCountry bool
	// NoReader leaves out the reader's scores. Training needs it on articles that the reader
	// was trained on, where its scores are overconfident.
	NoReader bool
}

// New puts the stages together over a lexicon, whose models it decodes. The
// pipeline serves any number of goroutines. It fails when a model is missing or
// does not fit this version.
func New(lex *lexicon.Lexicon, cfg Config) (*analysis.Pipeline, error) {
	attributor, err := attribution.New(lex)
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	resolver, err := actor.New(lex)
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	if cfg.SidesByCountry {
		resolver.ByCountry()
	}
	var read *reader.Reader
	if !cfg.NoReader {
		if read, err = reader.New(lex, reader.Config{TargetEvidence: cfg.TargetEvidence, Kernel: cfg.Kernel}); err != nil {
			return nil, fmt.Errorf("engine: %w", err)
		}
	}
	var positions *position.Stage
	if !cfg.NoPositions {
		if positions, err = position.New(lex); err != nil {
			return nil, fmt.Errorf("engine: %w", err)
		}
	}
	p := &analysis.Pipeline{
		Segmenter:  segment.New(lex),
		Attributor: attributor,
		Resolver:   resolver,
		Targeter:   target.New(lex),
	}
	if !cfg.NoReader {
		p.Reader = read
	}
	if !cfg.NoReader && !cfg.NoValidity {
		valid, err := validity.New(lex)
		if err != nil {
			return nil, fmt.Errorf("engine: %w", err)
		}
		p.Validity = valid
	}
	if !cfg.NoBayes {
		p.Baseline = &baseline.Scorer{}
	}
	if positions != nil { // a nil *Stage in an interface would not be nil
		p.Position = positions
	}
	return p, nil
}
