package lexicon

// NameWords tells what a capitalised sequence names, and which common nouns stand
// for people and bodies. All words are lower-cased.
type NameWords struct {
	Titles     []Title  `yaml:"titles"`
	Suffixes   []string `yaml:"suffixes"`    // after a name and no part of it: jr
	Particles  []string `yaml:"particles"`   // inside the names of people: van, bin
	BodyWords  []string `yaml:"body_words"`  // in the names of bodies: ministry, inc
	PlaceWords []string `yaml:"place_words"` // in the names of places
	ThingWords []string `yaml:"thing_words"` // in the names of laws, events and works
	People     []string `yaml:"people"`      // people by what they are, singular
	Peoples    []string `yaml:"peoples"`     // the same, plurals without a singular
	Bodies     []string `yaml:"bodies"`      // bodies by what they are, singular
	Male       []string `yaml:"male"`        // first names
	Female     []string `yaml:"female"`
	Unisex     []string `yaml:"unisex"`
	Documents  []string `yaml:"documents"` // nouns for what somebody writes or publishes, singular and plural
	Openers    []string `yaml:"openers"`   // open sentences with a capital and are no names
}

// Title is a group of forms of address of one gender.
type Title struct {
	Words  []string `yaml:"words"`
	Gender string   `yaml:"gender,omitempty"` // m, f or "" for either
}
