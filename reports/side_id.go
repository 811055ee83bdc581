package reports

import (
	"strings"

	"readout/data/run"
)

// SideIDs gives the ids of sides that are told by id or, in any case, by name: a side that the
// lexicon lacks has an id that nobody would type. What is neither stays as it is.
func SideIDs(c *run.Corpus, told []string) ([]string, error) {
	if len(told) == 0 {
		return told, nil
	}
	names, err := c.SideNames()
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(told))
	for i, t := range told {
		ids[i] = sideID(names, t)
	}
	return ids, nil
}

func sideID(names map[string]string, told string) string {
	if names[told] != "" {
		return told
	}
	found := ""
	for id, name := range names {
		if !strings.EqualFold(name, told) {
			continue
		}
		if found != "" {
			return told // two sides have the name
		}
		found = id
	}
	if found != "" {
		return found
	}
	return strings.ReplaceAll(strings.ToLower(told), " ", "-") // United Kingdom
}

// between is SideIDs of two sides; none where none were told.
func between(c *run.Corpus, told [2]string) ([2]string, error) {
	if told == [2]string{} {
		return told, nil
	}
	ids, err := SideIDs(c, told[:])
	if err != nil {
		return told, err
	}
	return [2]string(ids), nil
}

// idAndName is an id with the name behind it where the id does not tell the name.
func idAndName(id, name string) string {
	if name == "" || strings.EqualFold(name, title(id)) || strings.EqualFold(name, id) {
		return id
	}
	return id + " (" + name + ")"
}
