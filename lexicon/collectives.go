package lexicon

import "strings"

// Collective is a kind of people who speak as a group or without a name:
// officials, diplomats, investors, fans. With a nationality it is an actor of
// its own ("Russian officials"), without one it is anonymous.
type Collective struct {
	ID     string   `yaml:"id"`              // officials
	Plural string   `yaml:"plural"`          // officials
	Names  []string `yaml:"names,omitempty"` // other plural words and phrases for it
	// Singulars name one of them who is not named: official, aide.
	Singulars []string `yaml:"singulars,omitempty"`
	// Represents is true where they speak for the country or organization that
	// they belong to (officials, negotiators), false for people who only have
	// that nationality (fans, economists).
	Represents bool `yaml:"represents,omitempty"`
	// Anonymous is true where they are sources rather than people: sources,
	// people familiar with the matter.
	Anonymous bool `yaml:"anonymous,omitempty"`
	// Organ is what they are of where they are a country's: a generic name of
	// organizations.yaml. Empty for people who are not of the state.
	Organ string `yaml:"organ,omitempty"`
	// Country is true for who speaks for a country without being an organ of it: state media.
	Country bool `yaml:"country,omitempty"`
	// National is true for who is of the article's country where the text does not say of what.
	National bool `yaml:"national,omitempty"`
}

// Collective is the collective with an id, nil for none.
func (l *Lexicon) Collective(id string) *Collective { return l.collectives[id] }

// Of gives the id and the name of the collective of a country: "russian-officials"
// and "Russian officials". With no country they are its own.
func (c *Collective) Of(country *Country) (id, name string) {
	if country == nil {
		return c.ID, c.Plural
	}
	adjective := country.Name
	if len(country.Adjectives) > 0 {
		adjective = country.Adjectives[0]
	}
	return Slug(adjective) + "-" + c.ID, adjective + " " + c.Plural
}

// Slug makes an id of a name: lower case, hyphens, no accents.
func Slug(name string) string {
	var b strings.Builder
	for _, r := range fold(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '\'' || r == '.':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}
