package event

import "math"

// Frequencies counts in how many articles each term stands. It holds four bytes
// for each of 2^20 places, however many articles there are; terms that share a
// place count together.
type Frequencies struct {
	articles int
	dated    int // of them
	counts   []uint32
}

const places = 1 << 20

// NewFrequencies has seen no article.
func NewFrequencies() *Frequencies { return &Frequencies{counts: make([]uint32, places)} }

// Add counts an article, of a day or Undated.
func (f *Frequencies) Add(sketch []byte, day int32) {
	f.articles++
	if day != Undated {
		f.dated++
	}
	unpack(sketch, func(hash uint32, _ float64) { f.counts[hash%places]++ })
}

// What a term is taken to occur in before an article was seen: usualShare of
// priorArticles. In a folder about one matter the matter's own words then tell
// little, while in a folder of one article the words' rarity in the language decides.
const (
	priorArticles = 200
	usualShare    = 0.02
)

// undated is the share that is taken off the similarity of articles without a day. Where
// no article has one they are likely gathered on one matter; where most have one, those
// that lack it are from anywhere in the time of the others.
func (f *Frequencies) undated() float64 {
	if f.articles == 0 {
		return noDay
	}
	return noDay + float64((noDayAmong-noDay)*float64(f.dated)/float64(f.articles))
}

// factor is what a term's weight is multiplied with: 1 for one that occurs as
// often as usual, less for one that many articles share.
func (f *Frequencies) factor(hash uint32) float64 {
	n, df := float64(f.articles)+priorArticles, float64(f.counts[hash%places])+priorArticles*usualShare
	return math.Log(1+n/df) / math.Log(1+1/usualShare)
}

// vector is sparse: terms ascending, with their weights.
type vector struct {
	hashes  []uint32
	weights []float64
}

// unit gives the vector of a sketch, of length 1.
func (f *Frequencies) unit(sketch []byte) vector {
	var v vector
	sum := 0.0
	unpack(sketch, func(hash uint32, w float64) {
		w *= f.factor(hash)
		if n := len(v.hashes); n > 0 && v.hashes[n-1] == hash { // two terms of one hash
			v.weights[n-1] = max(v.weights[n-1], w)
			return
		}
		v.hashes, v.weights = append(v.hashes, hash), append(v.weights, w)
	})
	for _, w := range v.weights {
		sum += float64(w * w)
	}
	if sum > 0 {
		by := 1 / math.Sqrt(sum)
		for i := range v.weights {
			v.weights[i] *= by
		}
	}
	return v
}

// dot adds products in the order of the terms: the same sum on every processor,
// which the conversion keeps from being fused.
func dot(a, b *vector) float64 {
	sum, i, j := 0.0, 0, 0
	for i < len(a.hashes) && j < len(b.hashes) {
		switch {
		case a.hashes[i] < b.hashes[j]:
			i++
		case a.hashes[i] > b.hashes[j]:
			j++
		default:
			sum += float64(a.weights[i] * b.weights[j])
			i++
			j++
		}
	}
	return sum
}

// plus is the sum of two vectors.
func plus(a, b *vector) vector {
	out := vector{make([]uint32, 0, len(a.hashes)+len(b.hashes)), make([]float64, 0, len(a.hashes)+len(b.hashes))}
	i, j := 0, 0
	add := func(h uint32, w float64) { out.hashes, out.weights = append(out.hashes, h), append(out.weights, w) }
	for i < len(a.hashes) || j < len(b.hashes) {
		switch {
		case j == len(b.hashes) || i < len(a.hashes) && a.hashes[i] < b.hashes[j]:
			add(a.hashes[i], a.weights[i])
			i++
		case i == len(a.hashes) || b.hashes[j] < a.hashes[i]:
			add(b.hashes[j], b.weights[j])
			j++
		default:
			add(a.hashes[i], a.weights[i]+b.weights[j])
			i++
			j++
		}
	}
	return out
}
