package train

import (
	"math"
	"sort"
)

// counts of one word: its neighbours with how often each stands there.
type neighbour struct {
	word  int32
	count float64
}

// vocabulary is the counts that clustering works on: words by frequency, and for
// each the words before and after it.
type vocabulary struct {
	hashes []uint32
	counts []float64
	before [][]neighbour
	after  [][]neighbour
}

// newVocabulary counts sentences of word hashes; words rarer than least are one
// word, the last. Sentence ends are word 0.
func newVocabulary(sentences [][]uint32, least, most int) *vocabulary {
	freq := map[uint32]int{}
	for _, s := range sentences {
		for _, w := range s {
			freq[w]++
		}
	}
	var words []uint32
	for w, n := range freq {
		if n >= least && w != 0 {
			words = append(words, w)
		}
	}
	sort.Slice(words, func(i, j int) bool {
		if freq[words[i]] != freq[words[j]] {
			return freq[words[i]] > freq[words[j]]
		}
		return words[i] < words[j]
	})
	if len(words) > most {
		words = words[:most]
	}
	v := &vocabulary{hashes: append([]uint32{0}, words...)}
	index := make(map[uint32]int32, len(words))
	for i, w := range words {
		index[w] = int32(i + 1)
	}
	rare := int32(len(v.hashes))
	n := int(rare) + 1
	v.counts = make([]float64, n)
	pairs := map[uint64]float64{}
	for _, s := range sentences {
		last := int32(0)
		v.counts[0]++
		for _, w := range s {
			k, ok := index[w]
			if !ok {
				k = rare
			}
			v.counts[k]++
			pairs[uint64(last)<<32|uint64(k)]++
			last = k
		}
		pairs[uint64(last)<<32]++
	}
	v.before, v.after = make([][]neighbour, n), make([][]neighbour, n)
	keys := make([]uint64, 0, len(pairs))
	for k := range pairs {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	for _, k := range keys {
		a, b := int32(k>>32), int32(uint32(k))
		v.after[a] = append(v.after[a], neighbour{b, pairs[k]})
		v.before[b] = append(v.before[b], neighbour{a, pairs[k]})
	}
	return v
}

// exchange clusters the vocabulary into k classes with the exchange algorithm of
// Kneser and Ney (1993) in its two-sided form: each word in turn moves to the
// class under which the bigram class model explains the text best. Every word
// starts in the class of its rank modulo k.
func (v *vocabulary) exchange(k, rounds int, progress func(round int, moved int)) []uint16 {
	n := len(v.counts)
	class := make([]uint16, n)
	size := make([]float64, k)
	pair := make([]float64, k*k)
	for w := range class {
		class[w] = uint16(w % k)
		size[class[w]] += v.counts[w]
	}
	for w := range v.after {
		for _, x := range v.after[w] {
			pair[int(class[w])*k+int(class[x.word])] += x.count
		}
	}
	e, out, in := newEntropies(), make([]float64, k), make([]float64, k)
	for r := range rounds {
		moved := 0
		for w := range class {
			if v.moveWord(e, w, k, class, size, pair, out, in) {
				moved++
			}
		}
		progress(r, moved)
		if moved*200 < n {
			break
		}
	}
	return class
}

// entropies is n log n for the counts that matter most.
type entropies []float64

func newEntropies() entropies {
	t := make(entropies, 1<<16)
	for i := 1; i < len(t); i++ {
		t[i] = float64(i) * math.Log(float64(i))
	}
	return t
}

// of gives x log x of a count.
func (t entropies) of(x float64) float64 {
	if i := int(x); i >= 0 && i < len(t) {
		return t[i]
	}
	return x * math.Log(x)
}

// moveWord takes a word out of its class and puts it where it fits best.
func (v *vocabulary) moveWord(e entropies, w, k int, class []uint16, size, pair, out, in []float64) bool {
	clear(out)
	clear(in)
	self := 0.0
	for _, x := range v.after[w] {
		if int(x.word) == w {
			self = x.count
			continue
		}
		out[class[x.word]] += x.count
	}
	for _, x := range v.before[w] {
		if int(x.word) != w {
			in[class[x.word]] += x.count
		}
	}
	var touchedOut, touchedIn []int
	for c := range k {
		if out[c] > 0 {
			touchedOut = append(touchedOut, c)
		}
		if in[c] > 0 {
			touchedIn = append(touchedIn, c)
		}
	}
	old := int(class[w])
	shift := func(c int, sign float64) {
		for _, o := range touchedOut {
			pair[c*k+o] += sign * out[o]
		}
		for _, o := range touchedIn {
			pair[o*k+c] += sign * in[o]
		}
		pair[c*k+c] += sign * self
		size[c] += sign * v.counts[w]
	}
	shift(old, -1)
	best, bestGain := old, math.Inf(-1)
	for c := range k {
		gain := -2 * (e.of(size[c]+v.counts[w]) - e.of(size[c]))
		for _, o := range touchedOut {
			if o == c {
				continue
			}
			gain += e.of(pair[c*k+o]+out[o]) - e.of(pair[c*k+o])
		}
		for _, o := range touchedIn {
			if o == c {
				continue
			}
			gain += e.of(pair[o*k+c]+in[o]) - e.of(pair[o*k+c])
		}
		d := pair[c*k+c]
		gain += e.of(d+out[c]+in[c]+self) - e.of(d)
		if gain > bestGain+1e-9 {
			best, bestGain = c, gain
		}
	}
	shift(best, 1)
	class[w] = uint16(best)
	return best != old
}
