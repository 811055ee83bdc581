package network

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"readout/analysis"
	"readout/analysis/segment"
	"readout/lexicon"
)

func loadWords(t testing.TB) (*lexicon.Lexicon, *lexicon.Words) {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	words, err := lex.Words()
	if err != nil {
		t.Fatal(err)
	}
	return lex, words
}

// viewOf looks at all sentences of a text, in which source and target stand once.
func viewOf(t testing.TB, lex *lexicon.Lexicon, words *lexicon.Words, text, source, target string) *View {
	t.Helper()
	d := &analysis.Document{Article: &analysis.Article{Text: text}, Text: text}
	segment.New(lex).Segment(d)
	span := func(s string) analysis.Span {
		at := strings.Index(text, s)
		if s == "" || at < 0 {
			return analysis.Span{}
		}
		return analysis.Span{Start: at, End: at + len(s)}
	}
	v := new(View)
	v.Read(words, d, 0, len(d.Tokens), span(source), span(target))
	return v
}

// shown writes a view as words.
func shown(words *lexicon.Words, v *View) string {
	marks := [...]string{"?", "N", "X", "Y", "0", "*", ",", ".", ":", ";", "?", "!", "-", `"`, `"`}
	names := words.Names()
	var out []string
	for _, id := range v.ids {
		if int(id) < len(names) {
			out = append(out, names[id])
		} else {
			out = append(out, marks[int(id)-len(names)])
		}
	}
	return strings.Join(out, " ")
}

func TestAViewHasNoNames(t *testing.T) {
	lex, words := loadWords(t)
	for _, c := range []struct{ text, source, target, want string }{
		{"The striker praised coach Anna Berg of United on Friday.", "The striker", "coach Anna Berg", "X praised Y of N on N ."},
		{"Ministers didn’t back the pro-reform bill, worth 40 crowns.", "", "the pro-reform bill", "ministers not back Y , worth 0 crowns ."},
		{"“The ruling is wrong,” the bank’s well-paid counsel said.", "", "The ruling", `" Y is wrong , " the bank well paid counsel said .`},
	} {
		v := viewOf(t, lex, words, c.text, c.source, c.target)
		if got := shown(words, v); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
		if len(v.x) != len(v.ids) || len(v.y) != len(v.ids) || len(v.tokens) != len(v.ids) {
			t.Errorf("%s: %d words, %d and %d distances, %d tokens", c.text, len(v.ids), len(v.x), len(v.y), len(v.tokens))
		}
	}
}

func TestDistancesTellSideAndReach(t *testing.T) {
	lex, words := loadWords(t)
	v := viewOf(t, lex, words, "one two three four five six seven it one two three four five six seven", "", "it")
	if want := []uint8{1, 1, 2, 2, 2, 3, 3, 4, 5, 5, 6, 6, 6, 7, 7}; !slices.Equal(v.y, want) {
		t.Errorf("distances %v, want %v", v.y, want)
	}
	if slices.Max(v.x) != 0 {
		t.Errorf("distances to a source that is not there: %v", v.x)
	}
}

func TestALongTextIsCutAboutTheTwo(t *testing.T) {
	lex, words := loadWords(t)
	v := viewOf(t, lex, words, strings.Repeat("before ", 200)+"the plan "+strings.Repeat("after ", 200), "", "the plan")
	if len(v.ids) != longest || int(v.ids[ahead]) != words.Len()+target {
		t.Errorf("%d words: %s", len(v.ids), shown(words, v))
	}
	if len(v.tokens) != longest || v.tokens[0] != 200-ahead {
		t.Errorf("the first of %d tokens is %d", len(v.tokens), v.tokens[0])
	}
}

// randomModel is a network of weights drawn at random.
func randomModel(words *lexicon.Words, units int, ranks ...int32) *Model {
	rng := rand.New(rand.NewPCG(7, 7))
	draw := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(rng.NormFloat64())
		}
		return x
	}
	dims := words.Dims()
	m := &Model{
		Name: "random", Classes: []string{"low", "middle", "high"}, Dims: dims, Units: units, Ranks: ranks,
		Filters: draw(dims * width * units), Bias: draw(units), X: draw(steps * units), Y: draw(steps * units),
		Out: draw(3 * 2 * units), OutBias: draw(3), Sharpness: 1,
	}
	for range ranks {
		m.Steps = append(m.Steps, 0.01)
		for range dims {
			m.Vectors = append(m.Vectors, byte(rng.IntN(256)))
		}
	}
	return m
}

// plainly is a network as its definition says, slow and in double precision. It gives
// the scores, and what no word made of the last class less the first.
func plainly(n *Net, v *View) (scores []float64, base float64) {
	m := n.model
	u := m.Units
	vector := func(id int32) []float64 {
		x := make([]float64, m.Dims)
		if at := slices.Index(m.Ranks, id); at >= 0 {
			for i := range x {
				x[i] = float64(m.Steps[at]) * float64(int8(m.Vectors[at*m.Dims+i]))
			}
		} else if int(id) < n.words.Len() {
			sum := make([]float32, m.Dims)
			n.words.Add(sum, int(id), vectorScale)
			for i := range x {
				x[i] = float64(sum[i])
			}
		}
		return x
	}
	scores = make([]float64, len(m.Classes))
	for c := range scores {
		scores[c] = float64(m.OutBias[c])
	}
	last := len(scores) - 1
	base = scores[last] - scores[0]
	for i := range u {
		most, sum, mostConstant, sumConstant := 0.0, 0.0, 0.0, 0.0
		for t := range v.ids {
			constant := float64(m.Bias[i]) + float64(m.X[int(v.x[t])*u+i]) + float64(m.Y[int(v.y[t])*u+i])
			a := constant
			for k := range width {
				if at := t + k - width/2; at >= 0 && at < len(v.ids) {
					for j, x := range vector(v.ids[at]) {
						a += x * float64(m.Filters[j*width*u+k*u+i])
					}
				}
			}
			if a <= 0 {
				continue
			}
			sum, sumConstant = sum+a, sumConstant+constant
			if a > most {
				most, mostConstant = a, constant
			}
		}
		mean := math.Sqrt(float64(len(v.ids)))
		for c := range scores {
			scores[c] += most*float64(m.Out[c*2*u+i]) + sum/mean*float64(m.Out[c*2*u+u+i])
		}
		base += mostConstant*float64(m.Out[last*2*u+i]-m.Out[i]) + sumConstant/mean*float64(m.Out[last*2*u+u+i]-m.Out[u+i])
	}
	return scores, base
}

func TestScoresAndContributionsAreThoseOfTheDefinition(t *testing.T) {
	lex, words := loadWords(t)
	plain := int32(words.Rank("praised"))
	net, err := New(randomModel(words, 70, plain, int32(words.Len()+target)), words)
	if err != nil {
		t.Fatal(err)
	}
	var w Work
	for _, c := range [][3]string{
		{"The striker praised the new coach warmly.", "The striker", "the new coach"},
		{"Nobody at the bank believes that rates, which rose twice, will fall.", "", "rates"},
		{"No.", "", ""},
	} {
		v := viewOf(t, lex, words, c[0], c[1], c[2])
		got := net.Scores(v, &w)
		want, base := plainly(net, v)
		for k := range want {
			if math.Abs(got[k]-want[k]) > 1e-2*(1+math.Abs(want[k])) {
				t.Errorf("%s: score %d is %v, want %v", c[0], k, got[k], want[k])
			}
		}
		sum := base
		net.Contributions(v, &w, 2, 0, 1, func(_ int, x float64) { sum += x })
		if lead := want[2] - want[0]; math.Abs(sum-lead) > 1e-2*(1+math.Abs(lead)) {
			t.Errorf("%s: the words and the base make %v of %v", c[0], sum, lead)
		}
	}
}

// TestGradients compares what a step would follow with what the loss does when one
// weight is moved.
func TestGradients(t *testing.T) {
	lex, words := loadWords(t)
	var examples []Example
	for i, c := range [][2]string{{"Critics called the plan a costly mistake.", "the plan"}, {"The jury was moved by the young pianist.", "the young pianist"}} {
		shares := []float64{0.3, 0.7}
		if i == 1 {
			shares = []float64{0.9, 0.1}
		}
		examples = append(examples, NewExample(viewOf(t, lex, words, c[0], "", c[1]), shares, 1))
	}
	if err := weigh(examples, []string{"a", "b"}, 0); err != nil {
		t.Fatal(err)
	}
	o := Options{Units: 6, Drop: 1e-15, Rarest: 1, Seed: 5}
	o.fill()
	l := newLearner(words, 2, examples, o)
	s := newShard(l.sizes())
	loss := func() float64 {
		s.learn(l, examples, []int{0, 1}, rand.New(rand.NewPCG(1, 1)))
		return s.loss
	}
	check := func(name string, at *float32, gradient float32) {
		t.Helper()
		const step = 2e-3
		kept := *at
		*at = kept + step
		up := loss()
		*at = kept - step
		down := loss()
		*at = kept
		if slope := (up - down) / (2 * step); math.Abs(slope-float64(gradient)) > 0.02*(0.1+math.Abs(slope)) {
			t.Errorf("%s: gradient %v, the loss moves by %v", name, gradient, slope)
		}
	}
	loss()
	gradients := s.gradients
	for g := range gradients {
		gradients[g] = slices.Clone(gradients[g])
	}
	ids, toVectors := slices.Clone(s.ids), slices.Clone(s.toVectors)
	for g, name := range [groups]string{"filters", "bias", "x", "y", "out", "out bias"} {
		checked := 0
		for i := range gradients[g] {
			if gradients[g][i] != 0 && checked < 12 {
				check(name, &l.weights[g].at[i], gradients[g][i])
				checked++
			}
		}
		if checked == 0 {
			t.Errorf("%s: all gradients are nought", name)
		}
	}
	for k, id := range ids[:5] {
		for j := range 4 {
			check("vector", &l.vectors.at[int(id)*l.dims+j], toVectors[k*l.dims+j])
		}
	}
}

func TestModelsThatDoNotFitAreRefused(t *testing.T) {
	lex, words := loadWords(t)
	good := func() *Model { return randomModel(words, 4, 9) }
	b, err := good().Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Read(b, words); err != nil {
		t.Errorf("a good one: %v", err)
	}
	again, _ := good().Bytes()
	if !bytes.Equal(b, again) {
		t.Error("the same model has two files")
	}
	for want, spoil := range map[string]func(*Model){
		"do not fit together":  func(m *Model) { m.Out = m.Out[1:] },
		"word vectors of 7":    func(m *Model) { m.Dims, m.Vectors, m.Filters = 7, m.Vectors[:7], m.Filters[:7*width*4] },
		"a vector for word -1": func(m *Model) { m.Ranks[0] = -1 },
	} {
		m := good()
		spoil(m)
		b, err := m.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Read(b, words); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if _, err := Load(lex, "target", []string{"yes", "no"}); err == nil || !strings.Contains(err.Error(), `"yes"`) {
		t.Errorf("a model of other classes: %v", err)
	}
	if _, err := Read([]byte("no model"), words); err == nil {
		t.Error("read what is no model")
	}
}

func BenchmarkScores(b *testing.B) {
	lex, words := loadWords(b)
	net, err := New(randomModel(words, 48), words)
	if err != nil {
		b.Fatal(err)
	}
	text := "The minister said on Monday that the new agreement between the two banks, which took a year to negotiate, would do nothing for the farmers who had asked for help."
	v := viewOf(b, lex, words, text, "The minister", "the new agreement")
	var w Work
	for b.Loop() {
		net.Scores(v, &w)
	}
}
