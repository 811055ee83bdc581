package stance

import (
	"math"
	"strconv"

	"readout/analysis"
)

// The features of a pair of entities go on where those of statements end. Their
// keys' first part is the region: before both, between, after both, or beside
// one of them. The two are called X and Y.
const (
	regionWord   kind = kinds + iota // a word of a region
	regionPair                       // two words side by side
	regionTriple                     // three
	regionPhrase                     // a lexicon phrase, by what it carries
	regionDenied                     // the same under a negation
	regionCue                        // class of the first reporting word of a region
	regionFrame                      // words right before and after an entity
	pairForm                         // distance, quotation, punctuation
	headVerb                         // the first reporting or position word after X, with what stands before Y
	regionTone                       // valence of the words of a region, by its sign after negation
)

// The regions, and the pools of their words.
const (
	regionBefore = iota
	regionBetween
	regionAfter
	regionX
	regionY
)

var regionNames = [...]string{"before", "between", "after", "x", "y"}

// beside is how many words on each side of an entity are beside it.
const beside = 4

// edge is how many words of a long stretch between two entities are read in
// order, at each end.
const edge = 6

// pairReader finds the features of two entities in a sentence.
type pairReader struct {
	*reader
}

// pairReading is what is seen of one pair.
type pairReading struct {
	features []feature
	vectors  []vector
	words    []string // by token of the stretch: lower case, X, Y, or N for another name
	tokens   []int
	region   []int // of each token, regionX and regionY for the entities' own
	statesOf reading
	names    []bool // of the stretch
	seen     map[key]bool
}

// read reads the tokens first to last of the document, in which x and y stand.
func (r *pairReader) read(d *analysis.Document, first, last int, x, y analysis.Span, in *pairReading) {
	*in = pairReading{features: in.features[:0], vectors: in.vectors[:0], words: in.words[:0], tokens: in.tokens[:0], region: in.region[:0], statesOf: in.statesOf, names: in.names, seen: in.seen}
	in.names = analysis.MarkNames(d.Text, d.Tokens[first:last], in.names)
	in.mark(d, first, last, x, y)
	st := &in.statesOf
	*st = reading{features: st.features[:0], tokens: append(st.tokens[:0], in.tokens...), words: append(st.words[:0], in.words...), states: st.states[:0]}
	for range st.tokens {
		st.states = append(st.states, state{factor: 1})
	}
	r.matchPhrases(st, true)
	r.applyModifiers(d, st, analysis.Affirmed)
	in.add(key{kind: bias}, 1)
	r.phrases(d, in)
	r.tones(in)
	r.sequences(in)
	r.edges(in)
	r.forms(d, in)
	r.vectorsOf(d, in)
}

func (in *pairReading) add(k key, value float64) {
	in.features = append(in.features, feature{key: k, value: value, first: -1})
}

// mark names the tokens and gives each its region.
func (in *pairReading) mark(d *analysis.Document, first, last int, x, y analysis.Span) {
	region := regionBefore
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		name := t.Lower
		at := region
		switch {
		case x.Overlaps(t.Span):
			name, at = "X", regionX
		case y.Overlaps(t.Span):
			name, at = "Y", regionY
		case in.names[i-first]:
			name = "N"
		case t.Kind == analysis.Number:
			name = "0"
		}
		n := len(in.words)
		if (at >= regionX || name == "N") && n > 0 && in.words[n-1] == name {
			continue // a name of several words is one
		}
		if at >= regionX {
			region = min(region+1, regionAfter)
		}
		in.words = append(in.words, name)
		in.tokens = append(in.tokens, i)
		in.region = append(in.region, at)
	}
}

func isCapital(b byte) bool { return b >= 'A' && b <= 'Z' }

// phrases finds the lexicon's phrases by region.
func (r *pairReader) phrases(d *analysis.Document, in *pairReading) {
	n := len(in.words)
	at := func(k int) string { return in.words[k] }
	for _, l := range r.lists[:2] {
		for k := 0; k < n; {
			e, length := l.phrases.Longest(k, n, at)
			if length == 0 {
				k++
				continue
			}
			for _, p := range e.carries {
				f := regionPhrase
				if in.statesOf.states[k].negated {
					f = regionDenied
				}
				in.add(key{f, regionNames[in.region[k]], p.Kind}, p.Weight)
			}
			k += length
		}
	}
	seen := [5]bool{}
	for k := 0; k < n; {
		c, length := r.cues.Longest(k, n, at)
		if length == 0 {
			k++
			continue
		}
		if g := in.region[k]; !seen[g] && c.cue.Class != string(analysis.CueNeutral) {
			seen[g] = true
			name := regionNames[g]
			if in.statesOf.states[k].negated {
				name += "!"
			}
			in.add(key{regionCue, name, c.cue.Class}, 1)
		}
		k += length
	}
}

// tones sums up the valence of each region and of what stands beside the two, by
// its sign; a negation turns it.
func (r *pairReader) tones(in *pairReading) {
	n := len(in.words)
	at := func(k int) string { return in.words[k] }
	var sums [len(regionNames)][2]float64
	all := [2]float64{}
	put := func(sum *[2]float64, x float64) {
		if x < 0 {
			sum[1] -= x
		} else {
			sum[0] += x
		}
	}
	for k := 0; k < n; {
		v, length := r.valence.Longest(k, n, at)
		if length == 0 {
			k++
			continue
		}
		x := v.Weight
		if in.statesOf.states[k].negated {
			x *= -turned
		}
		put(&sums[in.region[k]], x)
		put(&all, x)
		for j := max(0, k-beside); j < min(n, k+length+beside); j++ {
			if g := in.region[j]; g == regionX || g == regionY {
				put(&sums[g], x)
			}
		}
		k += length
	}
	signs := [2]string{"+", "-"}
	for s, sign := range signs {
		for g, name := range regionNames {
			if x := sums[g][s]; x != 0 {
				in.add(key{regionTone, name, sign}, math.Sqrt(x))
			}
		}
		if all[s] != 0 {
			in.add(key{regionTone, "all", sign}, math.Sqrt(all[s]))
		}
	}
	if net := all[0] - all[1]; net != 0 {
		in.add(key{regionTone, "net", ""}, net/math.Sqrt(all[0]+all[1]))
	}
}

// sequences makes words, pairs and triples by region. A long stretch between
// the two counts in order only at its ends.
func (r *pairReader) sequences(in *pairReading) {
	n := len(in.words)
	from, to := n, 0 // of the stretch between
	for k, g := range in.region {
		if g == regionBetween {
			from, to = min(from, k), max(to, k+1)
		}
	}
	if in.seen == nil {
		in.seen = map[key]bool{}
	}
	seen := in.seen
	clear(seen)
	once := func(k key) {
		if !seen[k] {
			seen[k] = true
			in.add(k, 1)
		}
	}
	for k, w := range in.words {
		g := in.region[k]
		if g == regionX || g == regionY {
			continue
		}
		name := regionNames[g]
		once(key{regionWord, name, w})
		once(key{regionWord, "all", w})
		if g == regionBetween && to-from > 2*edge && k >= from+edge && k < to-edge {
			continue
		}
		if k > 0 {
			once(key{regionPair, name, in.words[k-1] + " " + w})
		}
		if k+1 < n && (in.region[k+1] == regionX || in.region[k+1] == regionY) {
			once(key{regionPair, name, w + " " + in.words[k+1]})
		}
		if k > 0 && k+1 < n {
			once(key{regionTriple, name, in.words[k-1] + " " + w + " " + in.words[k+1]})
		}
	}
}

// edges makes features of what stands right beside the entities.
func (r *pairReader) edges(in *pairReading) {
	n := len(in.words)
	word := func(k int) string {
		if k < 0 || k >= n {
			return "|"
		}
		return in.words[k]
	}
	y0 := n
	verb := "" // first word after X that carries a position, or that reports
	for k, g := range in.region {
		if g == regionX || g == regionY {
			name := regionNames[g]
			for j := 1; j <= beside; j++ {
				in.add(key{regionFrame, name + "-", word(k - j)}, 1)
				in.add(key{regionFrame, name + "+", word(k + j)}, 1)
			}
			in.add(key{regionFrame, name + "-2", word(k-2) + " " + word(k-1)}, 1)
			in.add(key{regionFrame, name + "+2", word(k+1) + " " + word(k+2)}, 1)
		}
		if g == regionBetween && verb == "" {
			if c, length := r.cues.Longest(k, n, func(k int) string { return in.words[k] }); length > 0 && c.cue.Kind == "verb" {
				verb = c.cue.Lemma
			}
		}
		if g == regionX && y0 < k {
			in.add(key{pairForm, "order", "y first"}, 1)
		}
		if g == regionY {
			y0 = k
			in.add(key{headVerb, verb, word(k - 1)}, 1)
			in.add(key{headVerb, verb, ""}, 1)
		}
	}
}

// forms makes features of distance, quotation and punctuation.
func (r *pairReader) forms(d *analysis.Document, in *pairReading) {
	counts := [5]int{}
	names, commas, quotes := 0, 0, 0
	for k, g := range in.region {
		counts[g]++
		t := &d.Tokens[in.tokens[k]]
		if g != regionBetween {
			continue
		}
		switch {
		case in.words[k] == "N":
			names++
		case t.Lower == ",":
			commas++
		case t.Kind == analysis.OpenQuote || t.Kind == analysis.CloseQuote:
			quotes++
		}
	}
	bucket := func(name string, n int) {
		if n > 4 {
			n = 4 + n/6
		}
		in.add(key{pairForm, name, strconv.Itoa(min(n, 8))}, 1)
	}
	bucket("names", names)
	bucket("commas", commas)
	bucket("quotes", quotes)
	bucket("before", counts[regionBefore])
	bucket("between", counts[regionBetween])
	bucket("after", counts[regionAfter])
	for k, g := range in.region {
		if (g == regionX || g == regionY) && d.Tokens[in.tokens[k]].Quote >= 0 {
			in.add(key{pairForm, "quoted", regionNames[g]}, 1)
		}
	}
}

// vectorsOf puts the words' vectors into the pools of their regions.
func (r *pairReader) vectorsOf(d *analysis.Document, in *pairReading) {
	for k, g := range in.region {
		t := &d.Tokens[in.tokens[k]]
		if g == regionX || g == regionY || t.Kind != analysis.Word {
			continue
		}
		rank := r.words.Rank(t.Lower)
		if rank < 0 {
			continue
		}
		w := r.words.Weight(rank)
		if in.statesOf.states[k].negated {
			w = -w
		}
		in.vectors = append(in.vectors, vector{pool(g), in.tokens[k], k, rank, w})
		for j := max(0, k-beside); j <= min(len(in.region)-1, k+beside); j++ {
			if e := in.region[j]; e == regionX || e == regionY {
				in.vectors = append(in.vectors, vector{pool(e), in.tokens[k], k, rank, w})
			}
		}
	}
}
