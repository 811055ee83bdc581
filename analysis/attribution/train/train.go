// Package train makes the attribution model (tagger.Model) of articles in which people
// marked who said what, of articles that a machine labelled, and of unlabelled ones. The
// same articles, lexicon and options give the same bytes.
package train

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"runtime"
	"slices"
	"sync"

	"readout/analysis"
	"readout/analysis/attribution/tagger"
	"readout/lexicon"
)

// Options steer training. The zero value of a field takes the default that its
// comment gives; the defaults were chosen on a fifth of the training articles
// that the rest was trained without.
type Options struct {
	Seed       uint64                        // order of the paragraphs in each round; 0 is a seed like any other
	Rounds     int                           // passes over the articles; 8
	Rate       float32                       // first step of AdaGrad; 0.03
	L2         float32                       // weight decay at each touch of a feature; 1e-3
	Rows       int                           // features kept, about 9 bytes each; 450000
	Silver     float32                       // what a paragraph labelled by a machine counts, a gold one counting 1; 0.5
	Unlabelled iter.Seq[*analysis.Segmented] // segmented articles that word classes are learnt from beside the examples; nil for none, and for no classes of word vectors
	Progress   func(message string)          // told of each step; nil for nobody

	saying *sync.Mutex
}

const (
	featureBits    = 22 // feature numbers before pruning: collisions are rare
	featureLeast   = 2  // a feature that was seen less often is dropped
	clusterLeast   = 4  // a word that was seen less often has no class
	clusterMost    = 40000
	fineClusters   = 256
	coarseClusters = 64
	folds          = 4 // parts that the first pass labels without having seen them
	secondBits     = 20
	secondRounds   = 4
	secondRate     = 0.02
	secondDecay    = 1e-3
)

// say tells the progress, one message at a time: parts are trained side by side.
func (o *Options) say(format string, args ...any) {
	if o.Progress == nil {
		return
	}
	o.saying.Lock()
	defer o.saying.Unlock()
	o.Progress(fmt.Sprintf(format, args...))
}

func (o *Options) defaults() {
	o.saying = &sync.Mutex{}
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
	if o.Silver == 0 {
		o.Silver = 0.5
	}
}

// Train learns a model from labelled articles. The same examples, lexicon and
// options give the same model. It fails when ctx ends or when there is nothing
// to learn from.
func Train(ctx context.Context, lex *lexicon.Lexicon, all []Example, o Options) (*tagger.Model, error) {
	o.defaults()
	var examples, silver []Example
	for _, x := range all {
		if x.Silver {
			silver = append(silver, x)
		} else {
			examples = append(examples, x)
		}
	}
	m := &tagger.Model{Info: tagger.Info{Articles: len(examples), Seed: o.Seed}}
	gold := 0
	for i := range examples {
		m.Info.Tokens += len(examples[i].Document.Tokens)
		gold += len(examples[i].Gold)
	}
	if gold == 0 {
		return nil, errors.New("attribution: no labelled attributions to learn from")
	}
	m.Clusters = learnClusters(lex, examples, &o)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	t := &trainer{ctx: ctx, lex: lex, cues: tagger.NewCueIndex(lex), clusters: m.Clusters, silver: silver, o: &o}
	parts := min(folds, len(examples))
	sequences, judge, err := t.crossTag(examples, parts)
	if err != nil {
		return nil, err
	}
	if err := t.calibrate(m, judge, examples, sequences, parts); err != nil {
		return nil, err
	}
	o.say("training on all %d articles and %d labelled by a machine", len(examples), len(silver))
	first, err := t.first(examples)
	if err != nil {
		return nil, err
	}
	m.First = *first
	second, err := t.second(slices.Concat(sequences...), &first.Transitions)
	if err != nil {
		return nil, err
	}
	m.Second = *second
	m.Linker = *fitLinker(t.encoder(), examples, o.Seed)
	return m, nil
}

// trainer is what the steps of training share.
type trainer struct {
	ctx      context.Context
	lex      *lexicon.Lexicon
	cues     tagger.CueIndex
	clusters *tagger.Clusters
	silver   []Example
	o        *Options
}

func (t *trainer) encoder() *tagger.Encoder { return tagger.NewEncoder(t.cues, t.clusters) }

// part splits the examples: those whose number leaves k when divided by parts,
// and the others.
func part(examples []Example, k, parts int) (in, out []Example) {
	for i, x := range examples {
		if i%parts == k {
			in = append(in, x)
		} else {
			out = append(out, x)
		}
	}
	return in, out
}

// crossTag trains a first pass without each part in turn and applies it to that
// part: what the second pass learns from, because a first pass knows the articles
// that it was trained on too well. It also gives the first of these taggers.
func (t *trainer) crossTag(examples []Example, parts int) ([][]sequence, *tagger.Pass, error) {
	sequences, taggers, failed := make([][]sequence, parts), make([]*tagger.Pass, parts), make([]error, parts)
	var wait sync.WaitGroup
	turn := make(chan struct{}, min(2, runtime.GOMAXPROCS(0))) // each takes half a GB
	for k := range parts {
		turn <- struct{}{}
		wait.Go(func() {
			defer func() { <-turn }()
			in, out := part(examples, k, parts)
			if parts == 1 {
				out = in
			}
			t.o.say("part %d of %d: training on %d articles, labelling %d others", k+1, parts, len(out), len(in))
			if taggers[k], failed[k] = t.first(out); failed[k] == nil {
				sequences[k] = t.encodeSecond(taggers[k], in)
			}
		})
	}
	wait.Wait()
	return sequences, taggers[0], errors.Join(failed...)
}

// first trains the first pass.
func (t *trainer) first(examples []Example) (*tagger.Pass, error) {
	sequences := encodeAll(t.encoder(), slices.Concat(examples, t.silver), t.o.Silver)
	numbers := cutRare(sequences, featureBits, featureLeast)
	c, err := fit(t.ctx, sequences, len(numbers), &tagger.Transitions{}, t.o)
	if err != nil {
		return nil, err
	}
	return newPass(quantise(featureBits, c.cells, numbers, t.o.Rows), c.transitions), nil
}

// second trains the second pass on top of the first's scores.
func (t *trainer) second(sequences []sequence, start *tagger.Transitions) (*tagger.Pass, error) {
	o := *t.o
	o.Rounds, o.Rate, o.L2 = secondRounds, secondRate, secondDecay
	cut := make([]sequence, len(sequences))
	for i := range sequences { // cutting writes into them
		cut[i] = sequences[i]
		cut[i].numbers, cut[i].offsets = slices.Clone(cut[i].numbers), slices.Clone(cut[i].offsets)
	}
	numbers := cutRare(cut, secondBits, featureLeast)
	c, err := fit(t.ctx, cut, len(numbers), start, &o)
	if err != nil {
		return nil, err
	}
	return newPass(quantise(secondBits, c.cells, numbers, o.Rows/4), c.transitions), nil
}

func newPass(w tagger.Weights, tr tagger.Transitions) *tagger.Pass {
	t := &tagger.Pass{Features: w, Transitions: tr}
	t.Prepare()
	return t
}

// encodeSecond applies a first pass to articles that it was not trained on and
// gives the second pass's sequences.
func (t *trainer) encodeSecond(first *tagger.Pass, examples []Example) []sequence {
	e := t.encoder()
	var f tagger.FirstPass
	var l tagger.Lattice
	var out []sequence
	for _, x := range examples {
		d := x.Document
		e.Prepare(d)
		f.Run(e, first, &l, d)
		gold := goldLabels(d, x.Gold)
		for _, p := range d.Paragraphs {
			from := d.Sentences[p.First].First
			s := sequence{offsets: []uint32{0}, weight: 1}
			m := tagger.Mixer{Shift: 64 - secondBits}
			for n := p.First; n < p.Last; n++ {
				in := e.SentenceInfo(d, n)
				for i := d.Sentences[n].First; i < d.Sentences[n].Last; i++ {
					f.Features(&m, e, d, i, &in)
					s.offsets = append(s.offsets, uint32(len(m.Out)))
					s.context = append(s.context, uint8(tagger.ContextOf(d, i, from)))
					s.gold = append(s.gold, gold[i])
					s.base = append(s.base, f.Emit[i])
				}
			}
			s.numbers = m.Out
			out = append(out, s)
		}
	}
	return out
}

// calibrate fits the confidence on the first part, with passes and a linker that
// were trained without it.
func (t *trainer) calibrate(m *tagger.Model, judge *tagger.Pass, examples []Example, sequences [][]sequence, parts int) error {
	if parts < 2 {
		return nil
	}
	second, err := t.second(slices.Concat(sequences[1:]...), &judge.Transitions)
	if err != nil {
		return err
	}
	in, out := part(examples, 0, parts)
	held := &tagger.Model{Clusters: m.Clusters, First: *judge, Second: *second, Linker: *fitLinker(t.encoder(), out, t.o.Seed)}
	tag := tagger.New(t.cues, held)
	var list []tagger.Evidence
	var right []bool
	for i := range in {
		d := in[i].Document
		gold := goldRelations(d, in[i].Gold)
		all, _ := tag.Find(d)
		for k := range all {
			list, right = append(list, all[k].Evidence), append(right, matches(&all[k], gold))
		}
	}
	m.Scale = fitCalibration(list, right)
	return nil
}

func learnClusters(lex *lexicon.Lexicon, examples []Example, o *Options) *tagger.Clusters {
	var sentences [][]uint32
	take := func(d *analysis.Segmented) {
		for _, s := range d.Sentences {
			words := make([]uint32, 0, s.Last-s.First)
			for i := s.First; i < s.Last; i++ {
				words = append(words, tagger.HashWord(d.Tokens[i].Lower))
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
	sense := map[uint32]uint16{}
	if words, err := lex.Words(); err == nil && o.Unlabelled != nil { // a lexicon without vectors has no such classes
		sense = senses(words)
	}
	var slots []tagger.ClusterSlot
	for i, h := range v.hashes {
		if h != 0 {
			slots = append(slots, tagger.ClusterSlot{Word: h, Fine: fine[i] + 1, Coarse: coarse[i] + 1, Sense: sense[h]})
			delete(sense, h)
		}
	}
	for _, h := range slices.Sorted(maps.Keys(sense)) {
		if h != 0 {
			slots = append(slots, tagger.ClusterSlot{Word: h, Sense: sense[h]})
		}
	}
	return tagger.NewClusters(slots)
}
