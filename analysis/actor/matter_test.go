package actor_test

import (
	"testing"

	"readout/analysis/segment"
)

// matterCases are texts with their sources in brackets, and the side of each with its basis.
var matterCases = []struct {
	name, day, text string
	want            []string
}{
	{"two states", "2015-03-01", "[Russian Foreign Minister Sergey Lavrov] said yes. [US Secretary of State John Kerry] said no.", []string{"russia/role", "united-states/role"}},
	{"one state speaks of another", "2015-03-01", "Ukraine lost the airport. Ukraine wants it back, and Ukraine is angry. [Sergey Lavrov] said no.", []string{"russia/role"}},
	{"two parties of one state", "2018-05-01", "[Rep. Dora Kessling (D-Ohio)] said no. [President Donald Trump] said yes. [The White House] said yes.",
		[]string{"us-democrats/role", "us-republicans/party", "us-republicans/party"}},
	{"two clubs", "2022-05-01", "[Hartwell Rovers coach Marek Dunn] said it was hard. [Ivo Brand, captain of Ostley United,] said it was not.",
		[]string{"Hartwell Rovers/organization", "Ostley United/organization"}},
	{"a court and a company", "2019-03-01", "[The US Supreme Court] said no. [Paul Strand, chief executive of Harbour Metals,] said the company would obey.",
		[]string{"us-supreme-court/organization", "Harbour Metals/organization"}},
	{"a state's own people without a party", "2019-03-01", "[The Peruvian health ministry] said the shots were safe.", []string{"peru/role"}},
	{"organs of one state", "2018-05-01", "[The US Supreme Court] said no. [Attorney General Jeff Sessions] said yes.", []string{"us-supreme-court/organization", "us-republicans/party"}},
	{"two organs of one state on others", "2025-02-17", "[Volodymyr Zelensky] said no. [The Verkhovna Rada] said no. Ukraine will not bow. Kyiv has not been asked. Ukrainians want a seat. Russia and the United States meet, and Moscow waits.",
		[]string{"ukraine/role", "ukraine/lexicon"}},
	{"a diplomat alone", "2019-03-01", "[Sergey Lavrov] said the corridor would fail.", []string{"russia/role"}},
	{"a capital for its government", "2019-03-01", "[Lima] said the dam was safe. Rain fell on Peru and Peru waited.", []string{"peru/metonym"}},
	{"nationality is no side", "2019-03-01", "[The Norwegian chemist Ida Quist] said the water was clean. [Paul Strand, chief executive of the Swedish firm Harbour Metals,] said so too. Rain fell.",
		[]string{"/", "Harbour Metals/organization"}},
	{"a people in a matter between states", "2015-03-01", "[Sergey Lavrov] said yes. [John Kerry] said no. [The Ukrainians] said never. [The American chemist Ida Quist] said maybe.",
		[]string{"russia/role", "united-states/role", "ukraine/nationality", "/"}},
	{"an armed group", "2023-06-01", "[Sudan's army] said no. [The Rapid Support Forces] said yes.", []string{"sudan/lexicon", "rapid-support-forces/lexicon"}},
	{"nobody's", "2019-03-01", "[Tobias Fenn, 41, a plumber,] said the water came fast.", []string{"/"}},
}

func TestSideFollowsTheMatter(t *testing.T) {
	lex := load(t)
	resolver, segmenter := newResolver(t, lex), segment.New(lex)
	for _, c := range matterCases {
		d := resolver.Resolve(bracketed(t, segmenter, c.text, c.day))
		for i, want := range c.want {
			s := d.Statements[i].Speaker
			side := s.SideID
			if s.SideBasis == "organization" && len(side) > 2 && side[:2] == "x-" {
				side = s.Affiliation.Organization // a hash stands for a body that no list knows
			}
			if got := side + "/" + s.SideBasis; got != want {
				t.Errorf("%s: %s\n got %s\nwant %s", c.name, c.text, got, want)
			}
		}
	}
}
