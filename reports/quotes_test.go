package reports

import "testing"

// A joint statement is shown for each side in the name of the speaker who speaks for it.
func TestQuoteOfAJointStatementNamesTheSidesOwnSpeaker(t *testing.T) {
	joint := func(id, text string) press {
		return press{id: id, outlet: "Paper", day: "2024-05-02", says: []said{
			{"north", "envoy", "northern envoy", "harbour_talks", text, 0.6, 0.6, "", []string{"captain"}, 0, ""},
			{"south", "captain", "southern captain", "dredging", "The captain spoke of {dredging|outlook|+0.1}.", na, na, "", nil, 0, ""},
		}}
	}
	s, err := Load(publish(t, []press{joint("a1", "The envoy and the captain agreed to {work together|outlook|+0.6}.")}))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, v := range s.Lead.Voices {
		got[v.SideID] = v.Quotes[0].Speaker
	}
	if got["north"] != "Envoy" || got["south"] != "Captain" {
		t.Errorf("speakers of the joint statement by side: %v", got)
	}
}
