package position

import (
	"math"
	"slices"
	"testing"

	"readout/analysis"
	"readout/lexicon"
)

// places of a text of one statement.
func placesOf(lex *lexicon.Lexicon, b *book, content string, actors ...analysis.Actor) Places {
	d := statement(lex, "The envoy", "said", content)
	d.Actors = actors
	var p page
	p.read(b, d)
	return p.placesOf(&d.Statements[0])
}

func TestNamesAreNoTerms(t *testing.T) {
	lex := load(t)
	b := newBook(lex)
	own := placesOf(lex, b, "that Republicans and Berta Quill oppose the new ferries, quill pens and all", analysis.Actor{Name: "Berta Quill", Kind: "person"}).own
	for _, name := range []string{"republican", "republicans", "berta", "quill", "berta quill"} {
		if own[name] != 0 {
			t.Errorf("%q is a term", name)
		}
	}
	for _, term := range []string{"oppos", "ferry", "the new", "new ferry"} {
		if own[term] == 0 {
			t.Errorf("%q is no term: %v", term, own.Sorted())
		}
	}
}

func TestTopicsComeBackEqual(t *testing.T) {
	m := &Model{Bears: Weights{}, Agrees: Weights{}, Evaluates: Weights{}, Praises: Weights{}, Topics: &Topics{
		Propositions: []string{"tram", ""}, Bias: []float64{-3, -1}, Terms: map[string]Term{"n tram": {1, []int{0, 250, 1, 50}}},
	}}
	read := func() (*Model, error) {
		b, err := m.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		return ReadModel(b)
	}
	back, err := read()
	if err != nil || !slices.Equal(back.Topics.Bias, m.Topics.Bias) || !slices.Equal(back.Topics.Terms["n tram"].Weights, []int{0, 250, 1, 50}) {
		t.Errorf("%+v, %v", back, err)
	}
	m.Topics.Terms["n tram"] = Term{1, []int{2, 50}}
	if _, err := read(); err == nil {
		t.Error("no error for a weight of no proposition")
	}
}

// What the topics do not know, a user's own proposition, is left to phrases and reader.
func TestTopicsOfAnUnknownProposition(t *testing.T) {
	got := topicFeatures([]Feature{num("reader relevance", 1.5)}, 0, []float64{math.NaN(), -3, 0})
	if got[0].Key.What != "topic" || got[0].Value != 1.5 {
		t.Errorf("%+v", got)
	}
}

// Whom a reporting word is done to stands beside the content.
func TestMentionsBesideTheContent(t *testing.T) {
	lex := load(t)
	b := newBook(lex)
	d := statement(lex, "The envoy", "criticized", "Anna Berg for the delay of the ferries")
	d.Attributions[0].CueClass = analysis.CueCriticize
	at := d.Attributions[0].Content[0]
	name := analysis.Span{Start: at.Start, End: at.Start + len("Anna Berg")}
	d.Attributions[0].Content[0].Start = name.End + 1
	d.Actors = []analysis.Actor{{Name: "Anna Berg", Kind: "person"}}
	d.Mentions = []analysis.Mention{{Span: name, Type: analysis.MentionName, Actors: []int{0}}}
	var p page
	p.read(b, d)
	got := p.mentioned(b, &d.Statements[0])
	if len(got) != 1 || got[0].name != "Anna Berg" {
		t.Fatalf("%+v", got)
	}
	if !slices.ContainsFunc(got[0].agrees, func(f Feature) bool { return f.Key == Key{"cue done to", "criticize"} }) {
		t.Errorf("the reporting word is not seen: %+v", got[0].agrees)
	}
}
