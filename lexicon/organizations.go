package lexicon

import "time"

// Organization is a body with a name: ministry, court, party, company, club.
type Organization struct {
	ID      string   `yaml:"id"`
	Name    string   `yaml:"name"`
	Aliases []string `yaml:"aliases,omitempty"`
	// Ambiguous are names that others have too, or that are words, and that mean
	// it only where the text says more (Congress, Target).
	Ambiguous []string `yaml:"ambiguous,omitempty"`
	// Kind is government, ministry, agency, military, legislature, court, bank
	// (central bank), party, company, media, club, league, ngo, union, university,
	// think-tank, international, armed-group, religious, region (a part of a
	// country with a government of its own) or metonym (a building
	// that speaks for whom it houses: the Kremlin).
	Kind    string `yaml:"kind"`
	Country string `yaml:"country,omitempty"`
	Side    string `yaml:"side,omitempty"` // the country's where empty and the kind is of the state; none for others. A medium with its country's is the state's
	// Generic are its names within its country: foreign ministry, parliament.
	// "the Russian foreign ministry" and "Moscow's foreign ministry" are made
	// from them.
	Generic []string `yaml:"generic,omitempty"`
	Parent  string   `yaml:"parent,omitempty"` // the organization that it is part of
	// Formal is its name as somebody's organization, where that is another: US Department of Defense.
	Formal string `yaml:"formal,omitempty"`
	// Former are names that it was shown by in earlier years, in order of time: Facebook. They
	// are among its aliases too.
	Former []FormerName `yaml:"former,omitempty"`
	From   Date         `yaml:"from,omitempty"`
	To     Date         `yaml:"to,omitempty"`
}

// FormerName is what an organization was called until a day.
type FormerName struct {
	Name string `yaml:"name"`
	To   Date   `yaml:"to"` // the first day on which it was called otherwise
}

// NameOn is what an organization was called on a day, its name of today where the day is not known.
func (o *Organization) NameOn(day time.Time) string {
	if !day.IsZero() {
		for _, f := range o.Former {
			if day.Before(f.To.Time) {
				return f.Name
			}
		}
	}
	return o.Name
}

// stateKinds are the organizations that speak for their country.
var stateKinds = map[string]bool{
	"government": true, "ministry": true, "agency": true, "military": true,
	"legislature": true, "court": true, "bank": true, "metonym": true, "region": true,
}

var organizationKinds = []string{
	"agency", "armed-group", "bank", "club", "company", "court", "government", "international", "league", "legislature",
	"media", "metonym", "military", "ministry", "ngo", "party", "region", "religious", "think-tank", "union", "university",
}

// Organization is the organization with an id, nil for none.
func (l *Lexicon) Organization(id string) *Organization { return l.organizations[id] }

// OrganizationSide is the side that an organization speaks for, "" for none.
func (l *Lexicon) OrganizationSide(o *Organization) string {
	if o.Side != "" {
		return o.Side
	}
	if c := l.countries[o.Country]; c != nil && stateKinds[o.Kind] {
		return c.Side
	}
	return ""
}
