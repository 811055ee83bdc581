package lexicon

// Side is a party that actors speak for. Every country is a side of its own
// with the country's id and need not be listed; sides.yaml has the others:
// parties and movements (with the side that they are part of), unions of
// states, governments in exile, armed groups.
type Side struct {
	ID   string `yaml:"id"`
	Name string `yaml:"name"`
	// Kind is country, party, movement, union (of states), armed-group or body.
	// A side that is named as a speaker is an actor under its own id.
	Kind    string   `yaml:"kind"`
	Aliases []string `yaml:"aliases,omitempty"` // Republicans, the GOP: name the side as a collective
	// Ambiguous are names that others have too: Brussels.
	Ambiguous []string `yaml:"ambiguous,omitempty"`
	Members   []string `yaml:"members,omitempty"` // singular words for one of its people: Republican
	// Adjectives stand before what belongs to it: Democratic lawmakers.
	Adjectives []string `yaml:"adjectives,omitempty"`
	Parent     string   `yaml:"parent,omitempty"`  // the side that it is part of
	Country    string   `yaml:"country,omitempty"` // the country that it belongs to
	From       Date     `yaml:"from,omitempty"`
	To         Date     `yaml:"to,omitempty"`
}

var sideKinds = []string{"armed-group", "body", "country", "movement", "party", "union"}

// addCountrySides makes the side of every country that has none listed.
func (l *Lexicon) addCountrySides() {
	listed := byID(l.Sides, func(s *Side) string { return s.ID })
	for i := range l.Countries {
		c := &l.Countries[i]
		if c.Side == "" {
			c.Side = c.ID
		}
		if c.Side == c.ID && listed[c.ID] == nil {
			l.Sides = append(l.Sides, Side{ID: c.ID, Name: c.Name, Kind: "country", Country: c.ID})
		}
	}
}

// Side is the side with an id, nil for none.
func (l *Lexicon) Side(id string) *Side { return l.sides[id] }

// SideRoot follows parents up to the outermost side: united-states for
// us-democrats. An unknown id is its own root.
func (l *Lexicon) SideRoot(id string) string {
	for range 8 { // a side is never that deep; check refuses circles
		s := l.sides[id]
		if s == nil || s.Parent == "" {
			return id
		}
		id = s.Parent
	}
	return id
}
