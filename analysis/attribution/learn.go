package attribution

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"readout/analysis"
	"readout/lexicon"
)

// Options steer training. The zero value of a field takes the default that its
// comment gives; the defaults were chosen on a fifth of the training articles
// that the rest was trained without.
type Options struct {
	Seed       uint64                       // order of the paragraphs in each round; 0 is a seed like any other
	Rounds     int                          // passes over the articles; 8
	Rate       float32                      // first step of AdaGrad; 0.03
	L2         float32                      // weight decay at each touch of a feature; 1e-3
	Rows       int                          // features kept, about 9 bytes each; 450000
	Unlabelled iter.Seq[*analysis.Document] // segmented articles that word classes are learnt from beside the examples; nil for none
	Progress   func(message string)         // told of each step; nil for nobody
}

const (
	featureBits    = 22 // feature numbers before pruning: collisions are rare
	featureLeast   = 2  // a feature that was seen less often is dropped
	clusterLeast   = 4  // a word that was seen less often has no class
	clusterMost    = 40000
	fineClusters   = 256
	coarseClusters = 64
	heldOut        = 5 // every fifth article is held out for the calibration
)

func (o *Options) say(format string, args ...any) {
	if o.Progress != nil {
		o.Progress(fmt.Sprintf(format, args...))
	}
}

func (o *Options) defaults() {
	if o.Rounds == 0 {
		o.Rounds = 8
	}
	if o.Rate == 0 {
		o.Rate = 0.03
	}
	if o.L2 == 0 {
		o.L2 = 1e-3
	}
	if o.Rows == 0 {
		o.Rows = 450000
	}
}

// Train learns a model from labelled articles. The same examples, lexicon and
// options give the same model. It fails when ctx ends or when there is nothing
// to learn from.
func Train(ctx context.Context, lex *lexicon.Lexicon, examples []Example, o Options) (*Model, error) {
	o.defaults()
	m := &Model{Info: Info{Articles: len(examples), Seed: o.Seed}}
	gold := 0
	for i := range examples {
		m.Info.Tokens += len(examples[i].Document.Tokens)
		gold += len(examples[i].Gold)
	}
	if gold == 0 {
		return nil, errors.New("attribution: no labelled attributions to learn from")
	}
	m.clusters = learnClusters(examples, &o)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var known, held []Example
	for i, x := range examples {
		if i%heldOut == 0 {
			held = append(held, x)
		} else {
			known = append(known, x)
		}
	}
	o.say("calibration: training on %d articles to judge %d others", len(known), len(held))
	if len(known) > 0 {
		if err := m.learn(ctx, lex, known, &o); err != nil {
			return nil, err
		}
		m.calibrate(lex, held)
	}
	o.say("training on all %d articles", len(examples))
	if err := m.learn(ctx, lex, examples, &o); err != nil {
		return nil, err
	}
	return m, nil
}

func learnClusters(examples []Example, o *Options) *clusters {
	var sentences [][]uint32
	take := func(d *analysis.Document) {
		for _, s := range d.Sentences {
			words := make([]uint32, 0, s.Last-s.First)
			for i := s.First; i < s.Last; i++ {
				words = append(words, hashWord(d.Tokens[i].Lower))
			}
			sentences = append(sentences, words)
		}
	}
	if o.Unlabelled != nil {
		for d := range o.Unlabelled {
			take(d)
		}
	}
	for i := range examples {
		take(examples[i].Document)
	}
	v := newVocabulary(sentences, clusterLeast, clusterMost)
	o.say("word classes: %d sentences, %d words", len(sentences), len(v.hashes))
	told := func(round, moved int) { o.say("word classes: round %d moved %d words", round+1, moved) }
	coarse := v.exchange(coarseClusters, 12, told)
	fine := v.exchange(fineClusters, 10, told)
	var slots []clusterSlot
	for i, h := range v.hashes {
		if h != 0 {
			slots = append(slots, clusterSlot{h, fine[i] + 1, coarse[i] + 1})
		}
	}
	return newClusters(slots)
}

// learn fits the tagger and the linker.
func (m *Model) learn(ctx context.Context, lex *lexicon.Lexicon, examples []Example, o *Options) error {
	e := newEncoder(newCueIndex(lex), m.clusters)
	sequences := encodeAll(e, examples)
	cutRare(sequences, featureLeast)
	c, err := fit(ctx, sequences, *o)
	if err != nil {
		return err
	}
	m.tagger = tagger{features: quantise(featureBits, c.weights, o.Rows), transitions: c.transitions}
	m.linker = *fitLinker(e, examples, o.Seed)
	return nil
}

// encodeAll turns the articles' paragraphs into sequences.
func encodeAll(e *encoder, examples []Example) []sequence {
	var out []sequence
	for _, x := range examples {
		d := x.Document
		e.prepare(d)
		gold := goldLabels(d, x.Gold)
		for _, p := range d.Paragraphs {
			first := d.Sentences[p.First].First
			s := sequence{offsets: []uint32{0}}
			m := mixer{shift: 64 - featureBits}
			for n := p.First; n < p.Last; n++ {
				in := e.sentenceInfo(d, n)
				for i := d.Sentences[n].First; i < d.Sentences[n].Last; i++ {
					e.features(&m, d, i, &in)
					s.offsets = append(s.offsets, uint32(len(m.out)))
					s.context = append(s.context, uint8(contextOf(d, i, first)))
					s.gold = append(s.gold, gold[i])
				}
			}
			s.numbers = m.out
			out = append(out, s)
		}
	}
	return out
}

// cutRare drops the features that were seen less than least times.
func cutRare(sequences []sequence, least uint8) {
	count := make([]uint8, 1<<featureBits)
	for i := range sequences {
		for _, f := range sequences[i].numbers {
			count[f] = min(count[f], 254) + 1
		}
	}
	for k := range sequences {
		s := &sequences[k]
		kept, from := s.numbers[:0], uint32(0)
		for i := 1; i < len(s.offsets); i++ {
			to := s.offsets[i]
			for _, f := range s.numbers[from:to] {
				if count[f] >= least {
					kept = append(kept, f)
				}
			}
			from, s.offsets[i] = to, uint32(len(kept))
		}
		s.numbers = kept
	}
}

// calibrate fits the confidence on articles that the model was not trained on.
func (m *Model) calibrate(lex *lexicon.Lexicon, held []Example) {
	a := NewWithModel(lex, m)
	w := a.work.Get().(*worker)
	var list []evidence
	var right []bool
	for i := range held {
		d := held[i].Document
		gold := goldRelations(d, held[i].Gold)
		w.begin(d)
		for k := range w.drafts {
			if x := &w.drafts[k]; x.rule == ruleModel {
				list, right = append(list, x.evidence), append(right, matches(x, gold))
			}
		}
	}
	m.scale.fit(list, right)
}

// relation is one gold attribution in tokens.
type relation struct {
	source, content map[int]bool
}

func goldRelations(d *analysis.Document, gold []analysis.Attribution) []relation {
	set := func(spans []analysis.Span) map[int]bool {
		m := map[int]bool{}
		for _, s := range spans {
			for i, last := tokensIn(d, s); i < last; i++ {
				m[i] = true
			}
		}
		return m
	}
	var out []relation
	for i := range gold {
		out = append(out, relation{set(gold[i].Source), set(gold[i].Content)})
	}
	return out
}

// matches: the contents overlap by half of their union, and the sources share a
// word or the gold has none.
func matches(x *draft, gold []relation) bool {
	for _, g := range gold {
		common, own := 0, 0
		for _, p := range x.content {
			own += p.last - p.first
			for i := p.first; i < p.last; i++ {
				if g.content[i] {
					common++
				}
			}
		}
		if 2*common < own+len(g.content)-common {
			continue
		}
		if len(g.source) == 0 {
			return true
		}
		for _, p := range x.source {
			for i := p.first; i < p.last; i++ {
				if g.source[i] {
					return true
				}
			}
		}
	}
	return false
}
