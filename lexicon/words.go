package lexicon

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strings"
)

// Words holds one vector a word: words that news uses alike have vectors that
// are alike, so that a model learns from a few hundred statements what it
// should make of words that it never saw. The vectors are of unit length,
// quantised to a byte a dimension, and ranked by how common the word is.
type Words struct {
	dims int
	rank map[string]int32
	data []byte // int8, dims a word
}

// Words gives the embedded word vectors, or the user's in their place. They are
// read at the first call, and all callers share them.
func (l *Lexicon) Words() (*Words, error) {
	l.wordsOnce.Do(func() {
		b, err := l.Model("words")
		if err != nil {
			l.wordsErr = err
			return
		}
		l.words, l.wordsErr = ReadWords(b)
	})
	return l.words, l.wordsErr
}

// wordsMagic opens a file of vectors; the figure is the format's version.
const wordsMagic = "RWV1"

// vectorStep is what one unit of a quantised dimension is worth: unit vectors
// of 100 dimensions seldom have one past 0.5.
const vectorStep = 1.0 / 254

// ReadWords reads what Words.WriteTo wrote. It keeps b.
func ReadWords(b []byte) (*Words, error) {
	if len(b) < 12 || string(b[:4]) != wordsMagic {
		return nil, fmt.Errorf("lexicon: words: not a %s file", wordsMagic)
	}
	dims := int(binary.LittleEndian.Uint16(b[4:]))
	n := int(binary.LittleEndian.Uint16(b[6:]))
	size := int(binary.LittleEndian.Uint32(b[8:]))
	b = b[12:]
	if dims == 0 || size > len(b) || len(b) != size+n*dims {
		return nil, fmt.Errorf("lexicon: words: %d bytes do not hold %d words of %d dimensions", len(b), n, dims)
	}
	names := strings.Split(strings.TrimSuffix(string(b[:size]), "\n"), "\n")
	if len(names) != n {
		return nil, fmt.Errorf("lexicon: words: %d names for %d words", len(names), n)
	}
	w := &Words{dims: dims, rank: make(map[string]int32, n), data: b[size:]}
	for i, name := range names {
		w.rank[name] = int32(i)
	}
	return w, nil
}

// QuantiseWords makes Words of the vectors of names, most common word first.
func QuantiseWords(names []string, vectors [][]float32) (*Words, error) {
	if len(names) == 0 || len(names) != len(vectors) || len(names) > math.MaxUint16 {
		return nil, fmt.Errorf("lexicon: words: %d names for %d vectors, 1 to %d wanted", len(names), len(vectors), math.MaxUint16)
	}
	w := &Words{dims: len(vectors[0]), rank: make(map[string]int32, len(names))}
	for i, v := range vectors {
		if len(v) != w.dims {
			return nil, fmt.Errorf("lexicon: words: %q has %d dimensions, %d wanted", names[i], len(v), w.dims)
		}
		if _, twice := w.rank[names[i]]; twice {
			return nil, fmt.Errorf("lexicon: words: %q stands there twice", names[i])
		}
		w.rank[names[i]] = int32(i)
		norm := 0.0
		for _, x := range v {
			norm += float64(x) * float64(x)
		}
		norm = math.Sqrt(norm)
		for _, x := range v {
			q := 0.0
			if norm > 0 {
				q = math.Round(float64(x) / norm / vectorStep)
			}
			w.data = append(w.data, byte(int8(max(-127, min(127, q)))))
		}
	}
	return w, nil
}

// Names lists the words, the most common one first.
func (w *Words) Names() []string {
	names := make([]string, len(w.rank))
	for name, i := range w.rank {
		names[i] = name
	}
	return names
}

// WriteTo writes w in the form that ReadWords reads.
func (w *Words) WriteTo(out io.Writer) (int64, error) {
	names := w.Names()
	text := strings.Join(names, "\n") + "\n"
	var b bytes.Buffer
	b.WriteString(wordsMagic)
	head := binary.LittleEndian.AppendUint16(nil, uint16(w.dims))
	head = binary.LittleEndian.AppendUint16(head, uint16(len(names)))
	b.Write(binary.LittleEndian.AppendUint32(head, uint32(len(text))))
	b.WriteString(text)
	b.Write(w.data)
	return b.WriteTo(out)
}

// Dims is the number of dimensions of a vector.
func (w *Words) Dims() int { return w.dims }

// Len is the number of words.
func (w *Words) Len() int { return len(w.rank) }

// Rank is the place of a lower-case word, the most common one first, or -1
// where there is no vector for it.
func (w *Words) Rank(word string) int {
	if i, ok := w.rank[word]; ok {
		return int(i)
	}
	return -1
}

// Add adds by times the vector of the word at rank to sum, which is Dims long.
func (w *Words) Add(sum []float32, rank int, by float32) {
	by *= vectorStep
	row := w.data[rank*w.dims : (rank+1)*w.dims]
	sum = sum[:len(row)]
	for i, q := range row {
		sum[i] += by * float32(int8(q))
	}
}

// Dot is the product of the vector of the word at rank with v, which is Dims long.
func (w *Words) Dot(rank int, v []float32) float32 {
	row := w.data[rank*w.dims : (rank+1)*w.dims]
	v = v[:len(row)]
	var s0, s1, s2, s3 float32 // four sums, so that the processor adds them side by side
	i := 0
	for ; i+4 <= len(row); i += 4 {
		s0 += v[i] * float32(int8(row[i]))
		s1 += v[i+1] * float32(int8(row[i+1]))
		s2 += v[i+2] * float32(int8(row[i+2]))
		s3 += v[i+3] * float32(int8(row[i+3]))
	}
	for ; i < len(row); i++ {
		s0 += v[i] * float32(int8(row[i]))
	}
	return (s0 + s1 + s2 + s3) * vectorStep
}

// Weight is how much a word counts in the sum of a text's words: near 0 for
// the most common ones, near 1 for rare ones (smooth inverse frequency, Arora,
// Liang, Ma 2017, with the frequency that Zipf's law gives the rank).
func (w *Words) Weight(rank int) float32 {
	const smooth = 1e-3
	frequency := 0.1 / (float64(rank) + 1)
	return float32(smooth / (smooth + frequency))
}
