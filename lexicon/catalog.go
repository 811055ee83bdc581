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
	all := entries("actors", l.Actors, func(a *Actor) (string, string) { return a.ID, a.Name })
	all = append(all, entries("collectives", l.Collectives, func(c *Collective) (string, string) { return c.ID, c.Plural })...)
	all = append(all, entries("countries", l.Countries, func(c *Country) (string, string) { return c.ID, c.Name })...)
	all = append(all, entries("issues", l.Issues, func(s *Issue) (string, string) { return s.ID, s.Name })...)
	all = append(all, entries("organizations", l.Organizations, func(o *Organization) (string, string) { return o.ID, o.Name })...)
	all = append(all, entries("propositions", l.Propositions, func(p *Proposition) (string, string) { return p.ID, p.Text })...)
	all = append(all, entries("roles", l.Roles, func(r *Role) (string, string) { return r.ID, r.Name })...)
	for _, e := range entries("sides", l.Sides, func(s *Side) (string, string) { return s.ID, s.Name }) {
		if l.countries[e.ID] == nil {
			all = append(all, e)
		}
	}
	return all
}

func entries[T any](section string, list []T, idAndName func(*T) (id, name string)) []Entry {
	all := make([]Entry, len(list))
	for i := range list {
		id, name := idAndName(&list[i])
		all[i] = Entry{section, id, name, &list[i]}
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
