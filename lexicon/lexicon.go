// Package lexicon is the knowledge of readout: word lists, cue verbs, actors,
// sides, roles, issues, frames and trained models, as data files that are
// embedded in the binary, and the code that loads, validates and overlays a
// user's own. Sources and licences stand in SOURCES.md beside the files.
//
// It takes YAML files, one a section, each with a Go file of the same name that
// says what its keys mean, and gives a *Lexicon with look-ups by name, id, role
// and date. The embedded files and a user's overlay go through the same strict
// parser (load.go, decode.go, check.go): all faults are told at once, each with
// its file, line and column.
package lexicon

import (
	"embed"
	"fmt"
	"sort"
	"sync"
)

//go:embed *.yaml english/*.yaml models/*.bin
var embedded embed.FS

// Version is that of the embedded knowledge; it changes when an entry does.
const Version = "1.0.0"

// Lexicon is everything that was loaded, ready for use and never changed again,
// so it is safe for any number of goroutines. Only the word vectors are read when
// they are first asked for.
type Lexicon struct {
	Version string // Version, with "+overlay" where a user's files were laid over
	SHA256  string // hash of all files and models, in hex: reaches every table

	Cues          []Cue
	Abbreviations Abbreviations
	Modifiers     []Modifier
	Valence       []Valence  // by term
	Outlook       []Position // optimistic and skeptical phrases
	Stance        []Position // phrases for and against
	Frames        []Position // phrases that speak for a frame

	Sides         []Side
	Countries     []Country
	Roles         []Role
	Organizations []Organization
	Actors        []Actor
	Collectives   []Collective
	Issues        []Issue
	Propositions  []Proposition

	Names     *Names    // every name of the above
	NameWords NameWords // what tells people, bodies and places apart
	Forms     Forms     // layouts and turns of phrase that say whose words these are
	English   English   // closed classes of the language, a file a stage

	sides         map[string]*Side
	countries     map[string]*Country
	roles         map[string]*Role
	organizations map[string]*Organization
	actors        map[string]*Actor
	collectives   map[string]*Collective
	issues        map[string]*Issue
	propositions  map[string]*Proposition
	holders       map[office][]Holding
	organs        map[organ]*Organization

	models map[string][]byte

	wordsOnce sync.Once // several stages want the vectors, and indexing them takes time
	words     *Words
	wordsErr  error
}

// sections is the list of the files. A new one is one line here: the file, what
// it is decoded into, the keys that tell entries apart where a user may extend
// them (nil for a plain list or mapping), and what is made of it after all
// layers were decoded (nil where nothing is; faults go to ld.at).
func (l *Lexicon) sections() []section {
	id := []string{"id"}
	var members []memberGroup
	var modifiers []modifierGroup
	valence := map[string]float64{}
	var outlook, stance, frames []positionGroup
	return []section{
		{"sides.yaml", &l.Sides, id, nil},
		{"countries.yaml", &l.Countries, id, nil},
		{"roles.yaml", &l.Roles, id, nil},
		{"organizations.yaml", &l.Organizations, id, nil},
		{"actors.yaml", &l.Actors, id, nil},
		{"members.yaml", &members, id, func(ld *loader) { ld.members(members) }},
		{"collectives.yaml", &l.Collectives, id, nil},
		{"issues.yaml", &l.Issues, id, nil},
		{"propositions.yaml", &l.Propositions, id, nil},
		{"namewords.yaml", &l.NameWords, nil, nil},
		{"cues.yaml", &l.Cues, []string{"lemma", "kind"}, nil},
		{"abbreviations.yaml", &l.Abbreviations, nil, nil},
		{"forms.yaml", &l.Forms, nil, nil},
		{"english/calendar.yaml", &l.English.Calendar, nil, nil},
		{"english/segment.yaml", &l.English.Segment, nil, nil},
		{"english/attribution.yaml", &l.English.Attribution, nil, nil},
		{"english/target.yaml", &l.English.Target, nil, nil},
		{"english/actor.yaml", &l.English.Actor, nil, nil},
		{"english/reader.yaml", &l.English.Reader, nil, nil},
		{"modifiers.yaml", &modifiers, nil, func(ld *loader) { l.Modifiers = ld.modifiers(modifiers) }},
		{"valence.yaml", &valence, nil, func(ld *loader) { l.Valence = ld.valences(valence) }},
		{"outlook.yaml", &outlook, nil, func(ld *loader) {
			l.Outlook = ld.positions("outlook.yaml", outlook, []string{Optimistic, Skeptical})
		}},
		{"stance.yaml", &stance, nil, func(ld *loader) {
			l.Stance = ld.positions("stance.yaml", stance, []string{Favor, Against})
		}},
		{"frames.yaml", &frames, nil, func(ld *loader) {
			l.Frames = ld.positions("frames.yaml", frames, FrameIDs())
		}},
	}
}

// link builds the look-ups.
func (l *Lexicon) link() {
	l.countries = byID(l.Countries, func(c *Country) string { return c.ID })
	l.addCountrySides()
	l.sides = byID(l.Sides, func(s *Side) string { return s.ID })
	l.roles = byID(l.Roles, func(r *Role) string { return r.ID })
	l.organizations = byID(l.Organizations, func(o *Organization) string { return o.ID })
	l.actors = byID(l.Actors, func(a *Actor) string { return a.ID })
	l.collectives = byID(l.Collectives, func(c *Collective) string { return c.ID })
	l.issues = byID(l.Issues, func(i *Issue) string { return i.ID })
	l.propositions = byID(l.Propositions, func(p *Proposition) string { return p.ID })
	l.linkHolders()
	l.linkOrgans()
	l.Names = newNames(l)
}

func byID[T any](list []T, id func(*T) string) map[string]*T {
	m := make(map[string]*T, len(list))
	for i := range list {
		m[id(&list[i])] = &list[i]
	}
	return m
}

// Model gives the bytes of a model, "attribution" for models/attribution.bin:
// the embedded one, or the user's in its place. The error says so where there
// is none.
func (l *Lexicon) Model(name string) ([]byte, error) {
	b, ok := l.models[name]
	if !ok {
		return nil, fmt.Errorf("lexicon: no model %q", name)
	}
	return b, nil
}

// Models lists the names of the models, sorted.
func (l *Lexicon) Models() []string {
	var names []string
	for name := range l.models {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
