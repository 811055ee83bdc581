package train

import (
	"fmt"
	"slices"
	"testing"

	"readout/analysis"
	"readout/analysis/position"
	"readout/analysis/segment"
	"readout/lexicon"
)

func TestThresholdReachesThePrecisionAskedFor(t *testing.T) {
	var guesses []guess
	for i := range 100 { // the surer, the more often right
		g := guess{statement: i, prob: 1 - float64(i)/200, sign: 1, gold: 1}
		if i%10 < i/12 {
			g.gold = 0
		}
		guesses = append(guesses, g)
	}
	c := chooseThreshold(guesses, 100, .8)
	if c.precision < .8 || c.least < .55 || c.least > .9 {
		t.Errorf("%+v", c)
	}
	guesses[0].gold = 0
	if c := chooseThreshold(guesses, 100, .999); c.least != 1 {
		t.Errorf("a precision that cannot be reached gives %+v", c)
	}
}

func TestTopicsTellPropositionsByAllWords(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	v := position.NewView(lex)
	at := func(content string) position.Places {
		d := &analysis.Document{Text: content, Attributions: []analysis.Attribution{{Content: []analysis.Span{{End: len(content)}}}}, Statements: make([]analysis.Statement, 1)}
		d.Article = &analysis.Article{Text: content}
		segment.New(lex).Segment(d)
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
