package lexicon

import (
	"bytes"
	"fmt"
	"slices"
	"sort"

	"go.yaml.in/yaml/v4"
)

// Entry is one entry of a section whose entries have ids, for lists and look-ups.
type Entry struct {
	Section string // actors, organizations ...
	ID      string
	Name    string
	value   any
}

// YAML is the entry as it stands in its file after all overlays.
func (e Entry) YAML() (string, error) {
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode([]any{e.value}); err != nil {
		return "", fmt.Errorf("lexicon: %s %s: %w", e.Section, e.ID, err)
	}
	if err := enc.Close(); err != nil {
		return "", fmt.Errorf("lexicon: %s %s: %w", e.Section, e.ID, err)
	}
	return b.String(), nil
}

// Entries are all entries with an id, by section and then in the order of the files.
func (l *Lexicon) Entries() []Entry {
	var all []Entry
	for i := range l.Actors {
		a := &l.Actors[i]
		all = append(all, Entry{"actors", a.ID, a.Name, a})
	}
	for i := range l.Collectives {
		c := &l.Collectives[i]
		all = append(all, Entry{"collectives", c.ID, c.Plural, c})
	}
	for i := range l.Countries {
		c := &l.Countries[i]
		all = append(all, Entry{"countries", c.ID, c.Name, c})
	}
	for i := range l.Issues {
		s := &l.Issues[i]
		all = append(all, Entry{"issues", s.ID, s.Name, s})
	}
	for i := range l.Organizations {
		o := &l.Organizations[i]
		all = append(all, Entry{"organizations", o.ID, o.Name, o})
	}
	for i := range l.Propositions {
		p := &l.Propositions[i]
		all = append(all, Entry{"propositions", p.ID, p.Text, p})
	}
	for i := range l.Roles {
		r := &l.Roles[i]
		all = append(all, Entry{"roles", r.ID, r.Name, r})
	}
	for i := range l.Sides {
		if s := &l.Sides[i]; l.countries[s.ID] == nil {
			all = append(all, Entry{"sides", s.ID, s.Name, s})
		}
	}
	return all
}

// Lookup gives the entries that an id or a name means, each once.
func (l *Lexicon) Lookup(idOrName string) []Entry {
	ids := map[string]bool{idOrName: true}
	for _, r := range l.Names.Named(idOrName) {
		ids[r.ID] = true
	}
	var found []Entry
	for _, e := range l.Entries() {
		if ids[e.ID] {
			found = append(found, e)
		}
	}
	return found
}

// File is one lexicon file with all overlays in it.
type File struct {
	Name string
	Data []byte
}

// Export gives the files as a user may edit them and lay them over again: the
// embedded ones as they are, those that an overlay touched as the two make
// together.
func Export(overlays ...string) ([]File, error) {
	ld, err := load(overlays)
	if err != nil {
		return nil, err
	}
	var files []File
	for _, s := range ld.sections {
		f := File{Name: s.file}
		if slices.Contains(ld.overlaid, s.file) {
			f.Data, err = yaml.Marshal(ld.roots[s.file])
		} else {
			f.Data, err = embedded.ReadFile(s.file)
		}
		if err != nil {
			return nil, fmt.Errorf("lexicon: %s: %w", s.file, err)
		}
		files = append(files, f)
	}
	sort.Slice(files, func(i, j int) bool { return files[i].Name < files[j].Name })
	return files, nil
}
