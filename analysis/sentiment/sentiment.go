// Package sentiment scores the tone of what was said. It takes a Document with
// statements and targets, and gives each statement its Sentiment (the tone of the
// content alone), its TargetSentiment (the tone of the sentence toward the
// target's words) and, where it is asked to, the labelled naive Bayes baseline.
//
// Sentiment is a sum over words: a valence lexicon for news with rules for what
// negation, intensifiers, hedges, contrast and comparison make of it (in the line
// of VADER, Hutto and Gilbert 2014), and on top a small network (see package
// network) that learnt ratings of news sentences. TargetSentiment is that of another one.
// Every score tells the words that made it, and their
// contributions add up to it; small ones are told in one piece.
package sentiment

import (
	"fmt"
	"strings"
	"sync"

	"readout/analysis"
	"readout/analysis/network"
	"readout/lexicon"
)

// Config says what is scored.
type Config struct {
	// Bayes adds the baseline, github.com/cdipaolo/sentiment. It costs some
	// seconds once and more than all else together afterwards; false leaves it out.
	Bayes bool
	// TargetEvidence tells the words that made TargetSentiment, which no table keeps.
	TargetEvidence bool
}

// Scorer is safe for any number of goroutines.
type Scorer struct {
	config    Config
	valence   *valenceIndex
	modifiers *lexicon.Phrases[*lexicon.Modifier]
	words     *lexicon.Words
	topics    []bool // by rank: words that name a topic have no tone, and the network does not see them
	model     Model
	tone      *network.Net
	toward    *network.Net // reads the target's sentence without the names in it, so that nobody has a tone by reputation
	works     sync.Pool    // of *work: what one text left is of use to the next
	bayes     baseline
}

// New makes a scorer of the lexicon's lists and its models "sentiment" and "target".
func New(lex *lexicon.Lexicon, config Config) (*Scorer, error) {
	s, err := newReader(lex)
	if err != nil {
		return nil, err
	}
	s.config = config
	b, err := lex.Model("sentiment")
	if err != nil {
		return nil, fmt.Errorf("sentiment: %w", err)
	}
	if s.model, s.tone, err = readModel(b, s.words); err != nil {
		return nil, err
	}
	if s.toward, err = network.Load(lex, "target", TargetClasses); err != nil {
		return nil, fmt.Errorf("sentiment: %w", err)
	}
	return s, nil
}

// newReader makes a scorer that has no model yet.
func newReader(lex *lexicon.Lexicon) (*Scorer, error) {
	words, err := lex.Words()
	if err != nil {
		return nil, fmt.Errorf("sentiment: %w", err)
	}
	modifiers := make([]*lexicon.Modifier, len(lex.Modifiers))
	for i := range lex.Modifiers {
		modifiers[i] = &lex.Modifiers[i]
	}
	topics := make([]bool, words.Len())
	for _, v := range lex.Valence {
		if rank := words.Rank(v.Term); rank >= 0 && v.Weight == 0 {
			topics[rank] = true
		}
	}
	return &Scorer{
		words:     words,
		topics:    topics,
		valence:   lexicon.NewPhrases(lex.Valence, func(v lexicon.Valence) string { return v.Term }),
		modifiers: lexicon.NewPhrases(modifiers, func(m *lexicon.Modifier) string { return m.Term }),
	}, nil
}

// Score fills Sentiment, TargetSentiment and the baseline of every statement.
func (s *Scorer) Score(d *analysis.Document) {
	for i := range d.Statements {
		st := &d.Statements[i]
		content := d.Attributions[st.Attribution].Content
		if d.Attributions[st.Attribution].Silent {
			silent := analysis.Score{Abstained: "the source would not speak of it"}
			st.Sentiment, st.TargetSentiment = silent, silent
			continue
		}
		st.Sentiment = s.Tone(d, content)
		st.TargetSentiment = s.towards(d, st.Target.Span, s.config.TargetEvidence)
		if s.config.Bayes {
			s.addBayes(st, text(d, content))
		}
	}
}

// text is the words of spans, with a blank between them.
func text(d *analysis.Document, spans []analysis.Span) string {
	if len(spans) == 1 {
		return d.Slice(spans[0])
	}
	var parts []string
	for _, s := range spans {
		parts = append(parts, d.Slice(s))
	}
	return strings.Join(parts, " ")
}
