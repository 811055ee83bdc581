// Package reader reads passages of an article with a small encoder, a BERT of
// six layers with int8 weights, and scores what was said in them. It takes a
// Document whose segments, attributions, actors and targets are known, and fills in Sentiment,
// TargetSentiment, Stance, Outlook, Certainty, Frames, Validity and Reading of
// every statement.
//
// A statement is read with its sentences, the title and what stands around them;
// embeddings of roles tell the encoder which words are source, cue and content.
// Names of persons and parties are hidden from it. All scores are read off the
// same states by small heads, each a sum over the word pieces, so that what every
// word added to a score is known exactly. Training is in lexicon/training/reader.
package reader

import (
	"fmt"
	"slices"
	"sync"

	"readout/analysis"
	"readout/analysis/reader/kernel"
	"readout/lexicon"
)

// Labels of the scores.
const (
	Favor      = "favor"
	Against    = "against"
	Neutral    = "neutral"
	Optimistic = "optimistic"
	Skeptical  = "skeptical"
	Positive   = "positive"
	Negative   = "negative"
	Plain      = "plain"
	Hedged     = "hedged"
)

// Classes gives the labels that each head tells apart, least first.
func Classes(head string) []string {
	switch head {
	case "validity":
		return []string{"statement"}
	case "stance":
		return []string{Against, Neutral, Favor}
	case "outlook":
		return []string{Skeptical, Neutral, Optimistic}
	case "sentiment", "target_tone", "directed":
		return []string{Negative, Neutral, Positive}
	case "evaluation":
		return []string{Negative, "none", Positive}
	case "certainty":
		return []string{Hedged, Plain}
	case "frame":
		return lexicon.FrameIDs()
	}
	return nil
}

// headNames are the heads that every reader has.
var headNames = []string{"validity", "stance", "outlook", "sentiment", "certainty", "frame", "evaluation", "target_tone", "directed"}

// Config says how to read; the zero value is the default.
type Config struct {
	// TargetEvidence tells the words that made TargetSentiment, which no table keeps.
	TargetEvidence bool
	// Kernel is the name of the instructions to compute with, of kernel.Sets; "" for the fastest.
	Kernel string
	// Unfitted leaves a user's fitted heads aside.
	Unfitted bool
}

// Reader is safe for any number of goroutines.
type Reader struct {
	config            Config
	encoder           *encoder
	pieces            *Pieces
	heads             map[string]*head
	position          *positionHead
	propositionStates map[string][]float32
	hidden            Hidden
	parties           map[string]bool
	notNames          map[string]bool
	silent            lexicon.Set // words whose part of a score is told at the nearest other word
	overlay           *overlay
	works             sync.Pool // of *work
}

// New makes a reader of the lexicon's model "reader". It fails when the model is
// missing, damaged or not of this version.
func New(lex *lexicon.Lexicon, config Config) (*Reader, error) {
	b, err := lex.Model("reader")
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	r, err := load(b, lex, config)
	if err != nil {
		return nil, fmt.Errorf("reader: model reader.bin: %w", err)
	}
	if !config.Unfitted {
		if err := r.fit(lex); err != nil {
			return nil, fmt.Errorf("reader: model %s.bin: %w", FittedModel, err)
		}
	}
	if r.overlay, err = newOverlay(lex); err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	return r, nil
}

func load(b []byte, lex *lexicon.Lexicon, config Config) (*Reader, error) {
	f, err := readFile(b)
	if err != nil {
		return nil, err
	}
	set, err := kernel.Named(config.Kernel)
	if err != nil {
		return nil, err
	}
	r := &Reader{config: config, heads: map[string]*head{}, propositionStates: map[string][]float32{}, hidden: f.Hidden, parties: map[string]bool{}, notNames: notNames(lex), silent: lex.English.Reader.Silent}
	if r.encoder, err = newEncoder(f, set); err != nil {
		return nil, err
	}
	vocab, err := f.bytes("vocab", "u8")
	if err != nil {
		return nil, err
	}
	if r.pieces, err = newPieces(vocab); err != nil {
		return nil, err
	}
	if rows := len(r.encoder.wordScale); len(r.pieces.ids) != rows || int(r.hidden.First)+r.hidden.Kinds > rows || int(r.hidden.Party) >= rows {
		return nil, fmt.Errorf("%d word pieces for %d embeddings", len(r.pieces.ids), rows)
	}
	for _, w := range f.Hidden.Parties {
		r.parties[w] = true
	}
	for _, name := range headNames {
		h, err := f.head(name)
		if err != nil {
			return nil, err
		}
		if err := checkHead(h, name, Classes(name)); err != nil {
			return nil, err
		}
		r.heads[name] = h
	}
	r.position, err = r.newPositionHead(f, lex.Propositions)
	return r, err
}

// Kernel is the name of the instructions that the reader computes with.
func (r *Reader) Kernel() string { return r.encoder.set.Name }

// Score reads every statement of d.
func (r *Reader) Score(d *analysis.Document) {
	s := r.open(d)
	t := newTeller(d, r.silent)
	var jobs []job
	for i := range d.Statements {
		st := &d.Statements[i]
		st.TargetSentiment = analysis.Score{Abstained: reasonTarget}
		a := &d.Attributions[st.Attribution]
		p, ok := s.passageOf(analysis.Hull(slices.Concat(a.Source, a.Cue, a.Content)), a.Content)
		if !ok {
			withhold(st, reasonEmpty)
			continue
		}
		jobs = append(jobs, job{p, a.Source, a.Cue, a.Content, func(rd *reading) { r.statement(d, st, rd, t) }})
		if st.Target.Span.Empty() || s.has(p, st.Target.Span) {
			continue
		}
		if p, ok = s.bare(st.Target.Span, st.Target.Span); ok { // a target that the statement's passage does not have
			jobs = append(jobs, job{passage: p, done: func(rd *reading) {
				if rd != nil && !a.Silent {
					st.TargetSentiment = r.towards(rd, st.Target.Span, t)
				}
			}})
		}
	}
	if left := r.read(s, jobs); left > 0 && d.Article != nil {
		d.Article.Warnings = append(d.Article.Warnings, fmt.Sprintf("%d readings of statements were left out, which have no scores: no article is read more than %d times", left, mostReadings))
	}
}

// has reports whether a passage has a span, as far as is known before it is cut.
func (s *source) has(p passage, span analysis.Span) bool {
	return s.d.Sentences[p.first].Start < span.End && span.Start < s.d.Sentences[p.last].End
}
