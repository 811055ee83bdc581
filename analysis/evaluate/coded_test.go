package evaluate

import (
	"strings"
	"testing"
)

const codedLine = `{"id":"a","text":"Ahn said it rains. Bo said it snows in the north.","statements":[` +
	`{"id":"s1","content":[9,17],"valid":1,"actor":"Kim Ahn","organization":"self","country":null,"party":"greens","stance":1,"outlook":0,"frame":"blame","certainty":1,"sentiment":0,"positions":[["rain",1]],"evaluations":[["Bo Li",-1]]},` +
	`{"id":"s2","content":[27,48],"valid":0}]}`

func TestCodedFigures(t *testing.T) {
	gold, err := ReadCoded(strings.NewReader(codedLine))
	if err != nil || len(gold) != 1 || gold[0].Statements[0].Positions[0] != (CodedLabel{"rain", 1}) {
		t.Fatalf("%+v, %v", gold, err)
	}
	c := NewCodedCounter()
	c.Add(&gold[0], []GivenStatement{
		{Content: [2]int{9, 17}, Actor: "Ahn", Party: "greens", Country: "x", Stance: 1, Frame: "blame", Certainty: .8,
			Positions: []CodedLabel{{"rain", -1}}, Evaluations: []CodedLabel{{"Mr. Li", -1}}},
		{Content: [2]int{27, 48}, Positions: []CodedLabel{{"snow", 1}}},
	})
	r := c.Result()
	for what, ok := range map[string]bool{
		"found":         r.Found == 1 && r.N == 1,
		"false kept":    r.FalseKept == 1,
		"actor":         r.Actor == 1 && r.ActorPrecision == 1,
		"party":         r.Party == 1 && r.CountryFalse == 1,
		"stance":        r.Stance.MacroF1 == 1 && r.Frame.Accuracy == 1 && r.Certainty.Accuracy == 1,
		"positions":     r.Positions == PRF{} && r.Propositions == PRF{.5, 1, .667},
		"position sign": r.PositionSign == 0,
		"evaluations":   r.Evaluations == PRF{1, 1, 1},
	} {
		if !ok {
			t.Errorf("%s: %+v", what, r)
		}
	}
}

func TestFaultsOfCodedGold(t *testing.T) {
	for why, line := range map[string]string{
		"content past the text": `{"id":"a","text":"short","statements":[{"id":"s","content":[0,9]}]}`,
		"a sign of 2":           `{"id":"a","text":"short","statements":[{"id":"s","content":[0,2],"positions":[["x",2]]}]}`,
		"a label of one":        `{"id":"a","text":"short","statements":[{"id":"s","content":[0,2],"positions":[["x"]]}]}`,
	} {
		if _, err := ReadCoded(strings.NewReader(line)); err == nil {
			t.Errorf("%s: no error", why)
		}
	}
}

func TestSameName(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Kim Ahn", "Ahn", true},
		{"Sen. Kim Ahn", "K. Ahn", true},
		{"National Ferry Board", "NFB", true},
		{"Kim Ahn", "Lee Ahn", false},
		{"", "Ahn", false},
		{"", "", true},
	} {
		if got := SameName(c.a, c.b); got != c.want {
			t.Errorf("SameName(%q, %q) is %v", c.a, c.b, got)
		}
	}
}
