package lexicon

// Role is an office or a function that combines with a country, an organization
// or a party: "foreign minister" + Russian, "chief executive" + Tesla.
type Role struct {
	ID    string   `yaml:"id"`
	Name  string   `yaml:"name"`            // foreign minister
	Names []string `yaml:"names,omitempty"` // other words for it: minister of foreign affairs, top diplomat
	// Titles stand before a name: Foreign Minister, Sen., Gov.
	Titles []string `yaml:"titles,omitempty"`
	// Scope says what it combines with: country, organization, party. None for
	// one that stands alone (economist).
	Scope []string `yaml:"scope,omitempty"`
	// Home is the country, organization or side that is meant where the text
	// says none: united-states for secretary of state.
	Home string `yaml:"home,omitempty"`
	// Rank is how high it stands: 1 head of state or government, 2 minister or
	// head of a large organization, 3 deputy, legislator, ambassador, 4
	// spokesperson, adviser, 5 others. 0 is 5.
	Rank int `yaml:"rank,omitempty"`
	// Unique is true where one person holds it at a time in one place.
	Unique bool `yaml:"unique,omitempty"`
	// Represents is true where the holder speaks for the country or organization
	// that the role combines with (minister, spokesperson); false for those who
	// have that nationality only (journalist, striker).
	Represents bool `yaml:"represents,omitempty"`
	// Partisan is true where the holder speaks for a party before a country
	// (senator, opposition leader): the actor's party is the side.
	Partisan bool   `yaml:"partisan,omitempty"`
	Speaks   bool   `yaml:"speaks,omitempty"` // speaking is what it is for: spokesperson, lawyer of
	Gender   string `yaml:"gender,omitempty"` // m or f where the word says it: spokeswoman, king
	// Organ is the body that the holder leads or speaks for where the role is of a
	// country, as a generic name of organizations.yaml: foreign ministry. Empty for a
	// role that is no office of a state.
	Organ string `yaml:"organ,omitempty"`
	// Appointed is true for who in a president's house is of his party, where nothing says another.
	Appointed bool `yaml:"appointed,omitempty"`
	// National is true for who is of the article's country where the text does not say of what.
	National bool `yaml:"national,omitempty"`
}

// Role is the role with an id, nil for none.
func (l *Lexicon) Role(id string) *Role { return l.roles[id] }
