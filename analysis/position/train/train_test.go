package train

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"readout/analysis"
	"readout/analysis/position"
	"readout/analysis/segment"
	"readout/lexicon"
)

func TestThresholdGivesTheMeanAskedFor(t *testing.T) {
	var guesses []guess
	for i := range 101 { // probabilities from 1 down to .5, every fourth wrong
		g := guess{statement: i, prob: 1 - float64(i)/200, sign: 1, gold: 1}
		if i%4 == 3 {
			g.gold = 0
		}
		guesses = append(guesses, g)
	}
	c := chooseThreshold(guesses, 100, .9, 0)
	if math.Abs(c.least-.8) > .006 || math.Abs(c.precision-.75) > .02 || math.Abs(c.recall-.3) > .02 || c.sign != 1 {
		t.Errorf("%+v", c)
	}
	if c := chooseThreshold(guesses, 100, .4, 0); c.least != .5 {
		t.Errorf("where all are given: %+v", c)
	}
	if c := chooseThreshold(guesses, 100, .999, 0); c.least != 1 {
		t.Errorf("a mean that cannot be reached gives %+v", c)
	}
}

// A third guess on one statement is not given, and so does not count.
func TestThresholdCountsWhatIsGiven(t *testing.T) {
	var guesses []guess
	for i := range 30 {
		for k := range 3 {
			guesses = append(guesses, guess{statement: i, prob: .9 - .2*float64(k), sign: 1, gold: 1})
		}
	}
	if c := chooseThreshold(guesses, 90, .8, .85); c.least != .5 || math.Abs(c.recall-1./3) > 1e-9 {
		t.Errorf("where second ones must be surer: %+v", c)
	}
	if c := chooseThreshold(guesses, 90, .8, 0); c.least != .5 || c.precision != 1 || math.Abs(c.recall-2./3) > 1e-9 {
		t.Errorf("%+v", c)
	}
}

func TestTopicsTellPropositionsByAllWords(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	v := position.NewView(lex)
	at := func(content string) position.Places {
		d := analysis.NewDocument(&analysis.Attributed{
			Segmented:    *segment.New(lex).Segment(&analysis.Article{Text: content}),
			Attributions: []analysis.Attribution{{Content: []analysis.Span{{End: len(content)}}}},
		})
		v.Read(d)
		return v.Places(&d.Statements[0])
	}
	ids := v.IDs()
	sanctions, merger := slices.Index(ids, "sanctions"), slices.Index(ids, "merger")
	var trials []topicTrial
	for i := range 20 {
		for k, c := range []struct {
			text string
			on   []int
		}{
			{"that the harbour would stay shut to their tankers", []int{sanctions}},
			{"that both breweries would gain from one roof", []int{merger}},
			{"that the weather would turn by Sunday night", nil},
		} {
			trials = append(trials, topicTrial{article: 3*i + k + 1, places: at(fmt.Sprintf("%s, item %d", c.text, i)), propositions: c.on})
		}
	}
	topics, err := trainTopics(ids, trials, func(*topicTrial) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	odds := func(text string) []float64 {
		places := at(text)
		return topics.Odds(&places)
	}
	tankers, weather := odds("that tankers could not enter the harbour"), odds("that the weather was fine on Sunday")
	if !(tankers[sanctions] > tankers[merger]+1 && tankers[sanctions] > weather[sanctions]+1) {
		t.Errorf("tankers: sanctions %.2f, merger %.2f", tankers[sanctions], tankers[merger])
	}
	if any := len(topics.Bias) - 1; !(tankers[any] > weather[any]+1) {
		t.Errorf("any position: tankers %.2f, weather %.2f", tankers[any], weather[any])
	}
}

// Of what was coded as no statement nobody coded whom it praises or blames: it is no example of
// silence either.
func TestVoidStatementsTeachNoEvaluations(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	const text = "The envoy praised Anna Berg for the ferry"
	d := analysis.NewDocument(&analysis.Attributed{
		Segmented: *segment.New(lex).Segment(&analysis.Article{Text: text}),
		Attributions: []analysis.Attribution{{
			Source: []analysis.Span{{End: 9}}, Cue: []analysis.Span{{Start: 10, End: 17}}, Content: []analysis.Span{{Start: 18, End: len(text)}}, Inherits: -1, Parent: -1,
		}},
	})
	d.Actors = []analysis.Actor{{Name: "Anna Berg", Kind: "person"}}
	d.Mentions = []analysis.Mention{{Span: analysis.Span{Start: 18, End: 27}, Type: analysis.MentionName, Actors: []int{0}}}
	same := func(a, b string) bool { return a == b }
	tr := NewTrainer(lex)
	tr.Add(d, "ferry", []Coded{{Evaluations: []Label{{"Anna Berg", 1}}, Same: same}})
	if n := len(tr.mentions.words) + len(tr.mentions.held); n != 1 {
		t.Fatalf("%d examples of a statement that names one", n)
	}
	tr.Add(d, "ferry", []Coded{{Void: true, Same: same}})
	if n := len(tr.mentions.words) + len(tr.mentions.held); n != 1 || tr.n != 2 {
		t.Errorf("%d examples and %d statements, want 1 and 2", n, tr.n)
	}
}

// What the stage sets aside teaches nothing, and is missed where something was coded of it.
func TestCandidatesTeachNothing(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	const text = "The envoy demanded new sanctions"
	d := analysis.NewDocument(&analysis.Attributed{
		Segmented: *segment.New(lex).Segment(&analysis.Article{Text: text}),
		Attributions: []analysis.Attribution{{
			Source: []analysis.Span{{End: 9}}, Cue: []analysis.Span{{Start: 10, End: 18}}, Content: []analysis.Span{{Start: 19, End: len(text)}}, Inherits: -1, Parent: -1,
		}},
	})
	tr := NewTrainer(lex)
	coded := []Coded{{Positions: []Label{{"sanctions", 1}}}}
	tr.Add(d, "sanctions", coded)
	n := len(tr.positions.words) + len(tr.positions.held)
	if n == 0 {
		t.Fatal("a statement that names sanctions gives no example")
	}
	unlikely := analysis.ValidFrom / 2
	d.Statements[0].Validity = &unlikely
	tr.Add(d, "sanctions", coded)
	if now := len(tr.positions.words) + len(tr.positions.held); now != n || tr.n != 2 {
		t.Errorf("%d examples after a candidate, want %d; %d statements, want 2", now, n, tr.n)
	}
}
