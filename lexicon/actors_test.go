package lexicon

import (
	"slices"
	"testing"
	"time"
)

func day(t *testing.T, s string) time.Time {
	t.Helper()
	var d Date
	if s == "" {
		return time.Time{}
	}
	if err := d.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return d.Time
}

// Who an office means depends on the day.
func TestHolders(t *testing.T) {
	l := loaded(t)
	for _, c := range []struct{ role, of, on, who string }{
		{"president", "united-states", "2015-06-01", "barack-obama"},
		{"president", "united-states", "2017-01-19", "barack-obama"},
		{"president", "united-states", "2017-01-20", "donald-trump"},
		{"president", "united-states", "2021-01-20", "joe-biden"},
		{"president", "united-states", "2025-02-18", "donald-trump"},
		{"president", "united-states", "", "donald-trump"},
		{"secretary-of-state", "united-states", "2014-03-05", "john-kerry"},
		{"secretary-of-state", "united-states", "2018-04-10", ""},
		{"secretary-of-state", "united-states", "2025-02-18", "marco-rubio"},
		{"foreign-minister", "russia", "2014-03-05", "sergey-lavrov"},
		{"foreign-minister", "ukraine", "2014-03-05", "andriy-deshchytsia"},
		{"foreign-minister", "united-kingdom", "2023-12-01", "david-cameron"},
		{"chancellor", "germany", "2021-12-08", "olaf-scholz"},
		{"chancellor-of-the-exchequer", "united-kingdom", "2022-10-01", "kwasi-kwarteng"},
		{"fed-chair", "federal-reserve", "2016-12-14", "janet-yellen"},
		{"central-bank-governor", "ecb", "2019-11-01", "christine-lagarde"},
		{"secretary-general", "nato", "2016-07-08", "jens-stoltenberg"},
		{"secretary-general", "united-nations", "2016-12-31", "ban-ki-moon"},
		{"pope", "vatican", "2025-06-01", "pope-leo-xiv"},
		{"us-house-speaker", "us-house", "2023-10-10", ""},
		{"chief-executive", "boeing", "2019-03-13", "dennis-muilenburg"},
		{"president", "fifa", "2018-06-14", "gianni-infantino"},
		{"director-general", "who", "2020-03-11", "tedros-adhanom-ghebreyesus"},
	} {
		who := ""
		if h := l.Holders(c.role, c.of, day(t, c.on)); len(h) > 0 {
			who = h[0].Actor.ID
		}
		if who != c.who {
			t.Errorf("%s of %s on %s is %q, want %q", c.role, c.of, c.on, who, c.who)
		}
	}
}

// Whom somebody speaks for depends on the day too.
func TestSideAt(t *testing.T) {
	l := loaded(t)
	for _, c := range []struct{ who, on, side, basis string }{
		{"donald-trump", "2016-05-01", "us-republicans", "role"},
		{"donald-trump", "2018-07-16", "united-states", "role"},
		{"donald-trump", "2021-06-01", "us-republicans", "lexicon"},
		{"marco-rubio", "2016-02-01", "us-republicans", "role"},
		{"marco-rubio", "2025-02-18", "united-states", "role"},
		{"yuri-ushakov", "2025-02-18", "russia", "role"},
		{"volodymyr-zelensky", "2025-02-18", "ukraine", "role"},
		{"ismail-haniyeh", "2021-05-01", "hamas", "role"},
		{"mahmoud-abbas", "2021-05-01", "palestinian-authority", "role"},
		{"ursula-von-der-leyen", "2016-01-01", "germany", "role"},
		{"ursula-von-der-leyen", "2022-01-01", "european-union", "role"},
		{"dominic-raab", "2020-01-01", "united-kingdom", "role"},
		{"martin-dempsey", "2014-01-01", "united-states", "role"},
		{"martin-dempsey", "2019-01-01", "", "lexicon"},
		{"martin-dempsey", "", "united-states", "role"},
		{"donald-trump", "", "united-states", "role"},
		{"tim-cook", "2020-01-01", "", "lexicon"},
		{"philip-breedlove", "2015-01-01", "nato", "role"},
	} {
		side, basis, _, _ := l.SideAt(l.Actor(c.who), day(t, c.on))
		if side != c.side || basis != c.basis {
			t.Errorf("%s on %s speaks for %q by %s, want %q by %s", c.who, c.on, side, basis, c.side, c.basis)
		}
	}
	if root := l.SideRoot("freedom-caucus"); root != "united-states" {
		t.Errorf("the root of freedom-caucus is %s", root)
	}
}

func TestOrganizationSide(t *testing.T) {
	l := loaded(t)
	for _, c := range []struct{ id, side string }{
		{"us-state-department", "united-states"},
		{"kremlin", "russia"},
		{"european-commission", "european-union"},
		{"gaza-health-ministry", "hamas"},
		{"rosatom", "russia"},
		{"tesla", ""},
		{"reuters", ""},
		{"real-madrid", ""},
		{"california", "united-states"},
	} {
		if got := l.OrganizationSide(l.Organization(c.id)); got != c.side {
			t.Errorf("%s speaks for %q, want %q", c.id, got, c.side)
		}
	}
}

func TestFamilyNames(t *testing.T) {
	l := loaded(t)
	for _, c := range []struct {
		actor Actor
		want  []string
	}{
		{Actor{Name: "Ursula von der Leyen"}, []string{"von der Leyen"}},
		{Actor{Name: "Erik ten Hag"}, []string{"ten Hag"}},
		{Actor{Name: "Donald Trump Jr."}, []string{"Trump"}},
		{Actor{Name: "Neymar"}, nil},
		{Actor{Name: "Xi Jinping", Surnames: []string{"Xi"}}, []string{"Xi"}},
		{Actor{Name: "Kostas Someone", Aliases: []string{"Someone", "Kostas Somewun"}}, []string{"Someone", "Somewun"}},
	} {
		if got := l.FamilyNames(&c.actor); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.actor.Name, got, c.want)
		}
	}
}

// Every country can be named as a speaker's side.
func TestCountriesAreWhole(t *testing.T) {
	l := loaded(t)
	if n := len(l.Countries); n < 193 {
		t.Errorf("%d countries, the United Nations have 193 members", n)
	}
	codes := map[string]string{}
	for _, c := range l.Countries {
		if len(c.Adjectives) == 0 {
			t.Errorf("%s has no adjective", c.ID)
		}
		if s := l.Side(c.Side); s == nil {
			t.Errorf("%s has no side", c.ID)
		}
		if other := codes[c.Code]; other != "" && c.Code != "" {
			t.Errorf("%s and %s share the code %s", c.ID, other, c.Code)
		}
		codes[c.Code] = c.ID
	}
}
