package lexicon

// Country is a state or a territory that acts like one. It is an actor where it
// speaks, under its own id; elsewhere it is a place.
type Country struct {
	ID         string   `yaml:"id"`
	Name       string   `yaml:"name"`
	Code       string   `yaml:"code,omitempty"`       // ISO 3166-1 alpha-2
	Aliases    []string `yaml:"aliases,omitempty"`    // US, U.S., America
	Adjectives []string `yaml:"adjectives,omitempty"` // Russian, Kyiv-backed is none
	Demonyms   []string `yaml:"demonyms,omitempty"`   // plural nouns: Russians; the singular is the adjective or the plural less -s
	Capital    string   `yaml:"capital,omitempty"`    // names the government where it speaks
	Metonyms   []string `yaml:"metonyms,omitempty"`   // other names of its government that are no organization of their own
	Cities     []string `yaml:"cities,omitempty"`     // other cities that tell where somebody is from; never the government
	Side       string   `yaml:"side,omitempty"`       // its own id where empty
}

// Country is the country with an id, nil for none.
func (l *Lexicon) Country(id string) *Country { return l.countries[id] }
