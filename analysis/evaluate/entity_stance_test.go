package evaluate

import (
	"strings"
	"testing"

	"readout/analysis"
)

func TestSameActor(t *testing.T) {
	for _, c := range []struct {
		gold string
		have analysis.Actor
		want bool
	}{
		{"Nora Feldt", analysis.Actor{Kind: "person", Name: "Nora Feldt"}, true},
		{"Nora Feldt", analysis.Actor{Kind: "person", Name: "Nora K. Feldt"}, true},
		{"Nora Feldt", analysis.Actor{Kind: "person", Name: "Feldt"}, true},
		{"Nora Feldt", analysis.Actor{Kind: "person", Name: "Jonas Feldt"}, false},
		{"nora feldt", analysis.Actor{Kind: "person", Name: "Nora Feldt"}, true},
		{"William Feldt", analysis.Actor{Kind: "person", Name: "Bill Feldt", Aliases: []string{"William Feldt"}}, true},
		{"Feldt Foundation", analysis.Actor{Kind: "person", Name: "Nora Feldt"}, false},
		{"Harbour Party", analysis.Actor{Kind: "collective", Name: "Harbour lawmakers"}, true},
		{"Harbour Party", analysis.Actor{Kind: "collective", Name: "Valley Party"}, false},
		{"Iran", analysis.Actor{Kind: "collective", Name: "Iranian officials"}, true},
		{"Iran", analysis.Actor{Kind: "country", Name: "Iraq"}, false},
		{"", analysis.Actor{Kind: "person", Name: "Nora Feldt"}, false},
	} {
		if got := SameActor(c.gold, &c.have); got != c.want {
			t.Errorf("%q and %q: got %v, want %v", c.gold, c.have.Name, got, c.want)
		}
	}
}

// coin is an engine that knows two people by their words alone.
type coin struct{}

func (coin) PairStance(_ *analysis.Document, _ analysis.Span, source, target Party) (string, float64) {
	if source.Actor >= 0 && target.Actor >= 0 {
		return "against", .8
	}
	return "", 0
}

func TestEntityStanceCounts(t *testing.T) {
	gold, err := ReadEntityStance(strings.NewReader(`{"id":"1","title":"Mill","sentences":["Feldt scorned Ostrow.","Ostrow shrugged.","Rain fell."],"stances":[` +
		`{"sentence":0,"source":"Nora Feldt","target":"Karl Ostrow","label":"against"},` +
		`{"sentence":1,"source":"Karl Ostrow","target":"Nora Feldt","label":"favor"},` +
		`{"sentence":2,"source":"None","target":"Ida Quist","label":"favor"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	analyze := func(a *analysis.Article) (*analysis.Document, error) {
		d := &analysis.Document{Actors: []analysis.Actor{{Kind: "person", Name: "Nora Feldt"}, {Kind: "person", Name: "Karl Ostrow"}}}
		d.Article, d.Text = a, a.Text
		for i, name := range []string{"Feldt", "Ostrow"} {
			at := strings.Index(a.Text, name)
			d.Mentions = append(d.Mentions, analysis.Mention{Span: analysis.Span{Start: at, End: at + len(name)}, Actors: []int{i}})
		}
		at := strings.Index(a.Text, "scorned")
		d.Attributions = []analysis.Attribution{{Content: []analysis.Span{{Start: at, End: at + 14}}}}
		d.Statements = []analysis.Statement{{Speaker: analysis.Speaker{Actors: []int{0}}, Target: analysis.Target{Actor: 1}, Stance: analysis.Score{Value: -1, Label: "against"}}}
		return d, nil
	}
	f, misses, err := EntityStance(gold, analyze, coin{})
	if err != nil {
		t.Fatal(err)
	}
	// Named in their sentence or before: Feldt and Ostrow in 0, both in 1 (Ostrow
	// has no mention there); Quist nowhere.
	want := ActorFigures{Precision: 1, Recall: .75, NamedRecall: .75, HereRecall: 2. / 3, N: 4}
	if f.Actors != want {
		t.Errorf("actors: got %+v, want %+v", f.Actors, want)
	}
	if len(misses) != 1 || misses[0].Name != "Karl Ostrow" || misses[0].Sentence != 1 {
		t.Errorf("misses: %+v", misses)
	}
	if f.Sign.N != 2 || f.Sign.Accuracy != .5 || f.Sign.Coverage != 1 {
		t.Errorf("sign: %+v", f.Sign)
	}
	if f.Triples.Precision != 1 || f.Triples.Recall != 1./3 {
		t.Errorf("triples: %+v", f.Triples)
	}
}

func TestReadEntityStanceNamesTheLine(t *testing.T) {
	_, err := ReadEntityStance(strings.NewReader("{\"id\":\"1\"}\n{\"id\":2}\n"))
	if err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("got %v", err)
	}
}
