package compare

import (
	"fmt"
	"math"
	"testing"
)

// takes reads "actor side proposition +/- place" lines.
func takesOf(lines ...string) []Take {
	var all []Take
	for i, line := range lines {
		var t Take
		var sign string
		if _, err := fmt.Sscan(line, &t.Actor, &t.Side, &t.Proposition, &sign, &t.Article); err != nil {
			panic(err)
		}
		t.Statement, t.Agrees, t.Probability = fmt.Sprint("s", i), sign == "+", .5
		all = append(all, t)
	}
	return all
}

func TestOneVoteAnActorPropositionAndPlace(t *testing.T) {
	takes := takesOf(
		"ahn north tram + a", "ahn north tram + a", "ahn north tram - a", // mostly for
		"ahn north tram - b",                     // another article
		"bo north tram + a", "bo north tram - a", // says both
		"cy south tram - a",
		"cy south fares + a",
	)
	takes = append(takes, Take{Proposition: "tram", Side: "north", Article: "a", Agrees: true}) // nobody known
	takes[3].Event, takes[0].Event, takes[1].Event, takes[2].Event = "e", "e", "e", "e"         // a and b are on one event
	got := ""
	for _, v := range Votes(takes, BySide) {
		got += fmt.Sprintf("%s %s %s %v %s; ", v.Proposition, v.Group, v.Actor, v.Agrees, v.Cluster)
	}
	if want := "fares south cy true a; tram south cy false a; "; got != want {
		t.Errorf("ahn says both equally often in the event:\n got %s\nwant %s", got, want)
	}
	takes[3].Event = ""
	if n := len(Votes(takes, BySide)); n != 4 {
		t.Errorf("%d votes, want 4: ahn's in the event and in b, cy's two", n)
	}
}

func TestSharesAndTheirIntervals(t *testing.T) {
	var lines []string
	for i := range 20 {
		sign := "+"
		if i%4 == 0 {
			sign = "-"
		}
		lines = append(lines, fmt.Sprintf("n%d north tram %s a%d", i, sign, i), fmt.Sprintf("m%d south tram - a%d", i, i))
	}
	votes := Votes(takesOf(lines...), BySide)
	shares := Shares(votes)
	if len(shares) != 2 || shares[0].Value != .75 || shares[0].Clusters != 20 || shares[0].Agree != 15 || shares[1].Value != 0 {
		t.Fatalf("%+v", shares)
	}
	// Wilson's interval of 15 of 20 is .531 to .888; twenty articles are few, which widens it a little.
	if math.Abs(shares[0].Low-.525) > .001 || math.Abs(shares[0].High-.890) > .001 {
		t.Errorf("interval %.3f to %.3f", shares[0].Low, shares[0].High)
	}
	d := ShareDifferences(votes, Config{})
	if len(d) != 1 || d[0].Value != .75 || !d[0].Sufficient || !d[0].Flagged() || d[0].Low < .4 || d[0].High > .9 {
		t.Errorf("%+v", d)
	}
	few := ShareDifferences(Votes(takesOf(lines[:6]...), BySide), Config{})
	if few[0].Sufficient || !math.IsNaN(few[0].P) {
		t.Errorf("three votes a side are enough for a verdict: %+v", few[0])
	}
}

// Votes of one event that all say the same are worth less than as many of many events.
func TestVotesOfOneEventWidenTheInterval(t *testing.T) {
	var apart, together []string
	for i := range 24 {
		sign := "+"
		if i < 12 {
			sign = "-"
		}
		apart = append(apart, fmt.Sprintf("n%d north tram %s a%d", i, sign, i))
		together = append(together, fmt.Sprintf("n%d north tram %s a%d", i, sign, i/4))
	}
	wide, narrow := Shares(Votes(takesOf(together...), BySide))[0], Shares(Votes(takesOf(apart...), BySide))[0]
	if wide.High-wide.Low < 1.5*(narrow.High-narrow.Low) || wide.Clusters != 6 {
		t.Errorf("six events: %.3f wide; 24 articles: %.3f", wide.High-wide.Low, narrow.High-narrow.Low)
	}
}

func TestAgreementIsCoAgreementLessConflict(t *testing.T) {
	for _, c := range []struct {
		why                  string
		lines                []string
		want                 float64
		shared, same, differ int
	}{
		{"the same on both", []string{"a north tram + x", "b south tram + x", "a north fares - x", "b south fares - x"}, 1, 2, 2, 0},
		{"opposite on both", []string{"a north tram + x", "b south tram - x", "a north fares - x", "b south fares + x"}, -1, 2, 0, 2},
		{"one each way", []string{"a north tram + x", "b south tram + x", "a north fares - x", "b south fares + x"}, 0, 2, 1, 1},
		{"only what both speak of counts", []string{"a north tram + x", "b south tram + x", "a north fares - x"}, 1, 1, 1, 0},
		{"one side divided", []string{"a north tram + x", "c north tram - x", "b south tram + x"}, 0, 1, 0, 0},
	} {
		got := VoteAgreements(Votes(takesOf(c.lines...), BySide))
		if len(got) != 1 || got[0].Value != c.want || got[0].Shared != c.shared || got[0].Same != c.same || got[0].Differ != c.differ {
			t.Errorf("%s: %+v", c.why, got)
		}
	}
	if got := VoteAgreements(Votes(takesOf("a north tram + x", "b south fares + x"), BySide)); len(got) != 0 {
		t.Errorf("nothing in common: %+v", got)
	}
}

func TestVotesAlongTheLinesOfSidesArePolarized(t *testing.T) {
	var divided, mixed []string
	for i := range 20 {
		divided = append(divided, fmt.Sprintf("n%d north tram + a%d", i, i), fmt.Sprintf("m%d south tram - a%d", i, i))
		mixed = append(mixed, fmt.Sprintf("n%d north tram %c a%d", i, "+-"[i%2], i), fmt.Sprintf("m%d south tram %c a%d", i, "+-"[i%2], i))
	}
	d, m := VotePolarizations(Votes(takesOf(divided...), BySide), Config{}), VotePolarizations(Votes(takesOf(mixed...), BySide), Config{})
	if len(d) != 1 || d[0].Issue != "tram" || d[0].Dimension != PositionDimension || d[0].Between.Value < .99 || d[0].Distance.Value < .95 {
		t.Errorf("divided: %+v", d)
	}
	if len(m) != 1 || m[0].Between.Value > .1 || m[0].Distance.Value > .1 {
		t.Errorf("mixed: %+v", m)
	}
}
