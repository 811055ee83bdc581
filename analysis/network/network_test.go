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
		named := 0
		for i := range v.ids {
			if v.Named(i) {
				named++
			}
		}
		if want := strings.Count(c.want, "N"); named != want {
			t.Errorf("%s: %d names, %d wanted", c.text, named, want)
		}
		if got := shown(words, v); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
		if len(v.x) != len(v.ids) || len(v.y) != len(v.ids) || len(v.tokens) != len(v.ids) {
			t.Errorf("%s: %d words, %d and %d distances, %d tokens", c.text, len(v.ids), len(v.x), len(v.y), len(v.tokens))
		}
	}
}

func TestATextOfSeveralStretches(t *testing.T) {
	lex, words := loadWords(t)
	text := "The vote, she told Reuters, was no failure. It was late."
	d := &analysis.Document{Article: &analysis.Article{Text: text}, Text: text}
	segment.New(lex).Segment(d)
	at := func(word string) int {
		return slices.IndexFunc(d.Tokens, func(t analysis.Token) bool { return t.Lower == word })
	}
	stretches := [][2]int{{0, at("vote") + 1}, {at("was"), len(d.Tokens)}}
	vote := words.Rank("vote")
	v := new(View)
	v.ReadText(words, d, stretches, func(token, rank int) bool { return rank == vote || token == at("failure") })
	if got, want := shown(words, v), "the was no . it was late ."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := d.Tokens[v.Tokens()[2]].Lower; got != "no" {
		t.Errorf("the third place is %q", got)
	}
	for i := range v.ids {
		if v.x[i] != 0 || v.y[i] != 0 {
			t.Errorf("place %d has distances to nobody", i)
		}
		if v.Named(i) {
			t.Errorf("place %d is a name", i)
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
	many := func(n int) string { return strings.Repeat("word ", n) }
	for _, c := range []struct {
		name, text, source string
		want               int // place of the target
	}{
		{"target alone", many(200) + "the plan " + many(200), "", longest / 2},
		{"both", many(200) + "the mayor " + many(30) + "the plan " + many(200), "the mayor", longest/2 + 15},
		{"too far from one another", many(100) + "the mayor " + many(150) + "the plan " + many(200), "the mayor", longest / 2},
		{"near the head", many(3) + "the plan " + many(300), "", 3},
		{"near the end", many(300) + "the plan", "", longest - 1},
	} {
		v := viewOf(t, lex, words, c.text, c.source, "the plan")
		at := slices.Index(v.ids, int32(words.Len()+target))
		if d := at - c.want; len(v.ids) != longest || d < -1 || d > 1 {
			t.Errorf("%s: %d words, the target at %d, want %d", c.name, len(v.ids), at, c.want)
		}
		if len(v.tokens) != longest || len(v.x) != longest || len(v.y) != longest {
			t.Errorf("%s: %d tokens, %d and %d distances", c.name, len(v.tokens), len(v.x), len(v.y))
		}
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
	for _, drop := range []float64{1e-15, 0.3} { // what is left out is the same at each call
		checkGradients(t, words, examples, Options{Units: 6, Drop: drop, Rarest: 1, Seed: 5})
	}
}

func checkGradients(t *testing.T, words *lexicon.Words, examples []Example, o Options) {
	t.Helper()
	if err := o.fill(); err != nil {
		t.Fatal(err)
	}
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

// examplesOf are n examples of a word in as many groups, every third of the second class.
func examplesOf(t *testing.T, lex *lexicon.Lexicon, words *lexicon.Words, n int) (all []Example) {
	for i := range n {
		text, shares := "The plan was a costly mistake.", []float64{1, 0}
		if i%3 == 0 {
			text, shares = "The plan was a great success.", []float64{0, 1}
		}
		e := NewExample(viewOf(t, lex, words, text, "", "The plan"), shares, 1)
		e.Group, e.Asked = strings.Repeat("g", i+1), true
		all = append(all, e)
	}
	return all
}

func TestClassesAreWeighed(t *testing.T) {
	lex, words := loadWords(t)
	all := examplesOf(t, lex, words, 9)
	for balance, want := range map[float64][2]float32{0: {1, 1}, 1: {0.75, 1.5}} {
		if err := weigh(all, []string{"a", "b"}, balance); err != nil {
			t.Fatal(err)
		}
		if got := [2]float32{all[1].want[0], all[0].want[1]}; got != want {
			t.Errorf("balance %v: an example counts %v by class, want %v", balance, got, want)
		}
	}
}

func TestWhatIsHeldBackIsNotLearntFrom(t *testing.T) {
	lex, words := loadWords(t)
	all := examplesOf(t, lex, words, 40)
	held := heldBack(all, 4, 1)
	if len(held) < 4 || len(held) > 16 {
		t.Fatalf("%d of 40 groups held back for one part of four", len(held))
	}
	for i := range all { // labelled against what is learnt: only who saw it can know
		if held[all[i].Group] {
			all[i].shares = []float64{all[i].shares[1], all[i].shares[0]}
		}
	}
	_, predictions, err := Train(words, "t", []string{"a", "b"}, all, Options{Units: 8, Epochs: 60, Folds: 4, Seed: 1, Rarest: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(predictions) != len(held) {
		t.Errorf("%d predictions of %d held back", len(predictions), len(held))
	}
	for _, p := range predictions {
		if p.Scores[p.Label] == slices.Max(p.Scores) {
			t.Errorf("the model knows what it was not shown: %v", p)
		}
	}
}

func TestSharpnessFollowsWhatIsRight(t *testing.T) {
	var some []Prediction
	for i := range 100 { // scores that say .98, right in 73 of 100
		p := Prediction{Label: 0, Scores: []float64{4, 0}}
		if i >= 73 {
			p.Label = 1
		}
		some = append(some, p)
	}
	m := Model{Sharpness: sharpnessOf(some)}
	if p := m.Probabilities([]float64{4, 0}, nil)[0]; math.Abs(p-.73) > .02 {
		t.Errorf("a label that is right in .73 is said to be so in %.2f", p)
	}
}

func TestTrainingSaysWhatIsWrong(t *testing.T) {
	lex, words := loadWords(t)
	all := examplesOf(t, lex, words, 6)
	for want, c := range map[string]struct {
		examples []Example
		o        Options
	}{
		"units": {all, Options{Units: -4}}, "epochs": {all, Options{Epochs: -1}},
		`no example of "b"`: {all[1:3], Options{}},
	} {
		if _, _, err := Train(words, "t", []string{"a", "b"}, c.examples, c.o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
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
