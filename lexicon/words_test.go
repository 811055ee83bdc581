package lexicon

import (
	"bytes"
	"math"
	"sync"
	"testing"
)

func TestWordsSurviveWritingAndReading(t *testing.T) {
	made, err := QuantiseWords([]string{"talks", "deal"}, [][]float32{{3, 4}, {0, -2}})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := made.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	read, err := ReadWords(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		word string
		rank int
		want []float64 // of unit length, clipped at half
	}{
		{"talks", 0, []float64{.5, .5}},
		{"deal", 1, []float64{0, -.5}},
		{"unheard", -1, nil},
	} {
		if got := read.Rank(c.word); got != c.rank {
			t.Errorf("Rank(%q) = %d, want %d", c.word, got, c.rank)
		}
		if c.rank < 0 {
			continue
		}
		sum := make([]float32, read.Dims())
		read.Add(sum, c.rank, 1)
		for i, want := range c.want {
			if math.Abs(float64(sum[i])-want) > .01 {
				t.Errorf("vector of %q = %v, want %v", c.word, sum, c.want)
			}
		}
	}
}

func TestFaultyWordsAreRefused(t *testing.T) {
	for name, b := range map[string]string{
		"empty":     "",
		"foreign":   "PK\x03\x04 and more of it",
		"cut short": "RWV1\x02\x00\x01\x00\x02\x00\x00\x00a\n\x01",
	} {
		if _, err := ReadWords([]byte(b)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestEmbeddedWordsKnowWhatIsAlike(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	words, err := l.Words()
	if err != nil {
		t.Fatal(err)
	}
	near := func(a, b string) float64 {
		v := make([]float32, words.Dims())
		words.Add(v, words.Rank(a), 1)
		return float64(words.Dot(words.Rank(b), v))
	}
	for _, c := range [][3]string{{"talks", "negotiations", "potato"}, {"verdict", "judge", "goal"}, {"striker", "goal", "verdict"}} {
		if near(c[0], c[1]) <= near(c[0], c[2]) {
			t.Errorf("%s should be nearer to %s than to %s", c[0], c[1], c[2])
		}
	}
}

func TestWordVectorsAreReadOnce(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	got := make([]*Words, 4)
	var wait sync.WaitGroup
	for i := range got {
		wait.Go(func() { got[i], _ = l.Words() })
	}
	wait.Wait()
	for i, w := range got {
		if w == nil || w != got[0] {
			t.Errorf("caller %d has vectors of its own", i)
		}
	}
}
