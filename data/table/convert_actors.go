package table

import (
	"sort"

	"readout/analysis"
)

// actors are those who speak or are spoken of; who is only mentioned between statements has
// no row.
func (c *converter) actors() {
	d := c.d
	spoke, told := make([]int32, len(d.Actors)), c.spokenOf()
	for i := range d.Statements {
		if d.Statements[i].IsCandidate() {
			continue
		}
		for _, k := range d.Statements[i].Speaker.Actors {
			spoke[k]++
		}
	}
	for i := range d.Actors {
		if spoke[i] == 0 && !told[i] {
			continue
		}
		a := &d.Actors[i]
		c.batch.Actors = append(c.batch.Actors, Actor{
			ActorID:     a.ID,
			Name:        a.Name,
			Kind:        a.Kind,
			SideID:      text(a.SideID),
			SideName:    text(OwnSide(a)),
			Role:        text(a.Role),
			Country:     text(a.Country),
			Aliases:     append([]string{}, a.Aliases...),
			ValidFrom:   moment(a.ValidFrom),
			ValidTo:     moment(a.ValidTo),
			NStatements: spoke[i],
			Known:       a.Known,
		})
	}
}

// OwnSide is the name of an actor's side where that is his organization or he himself, "" for
// other sides.
func OwnSide(a *analysis.Actor) string {
	switch a.SideID {
	case "":
	case a.ID:
		return a.Name
	case a.Affiliation.OrganizationID:
		return a.Affiliation.Organization
	}
	return ""
}

// spokenOf marks the actors whom a statement names in its content, has as its target, or
// praises or blames.
func (c *converter) spokenOf() []bool {
	d := c.d
	told := make([]bool, len(d.Actors))
	mark := func(k int) {
		if k >= 0 && k < len(told) {
			told[k] = true
		}
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.IsCandidate() {
			continue
		}
		mark(s.Target.Actor)
		for _, k := range s.Target.Actors {
			mark(k)
		}
		for _, e := range s.Evaluations {
			mark(e.Actor)
		}
		for _, content := range d.Attributions[s.Attribution].Content {
			first := sort.Search(len(d.Mentions), func(k int) bool { return d.Mentions[k].Start >= content.Start })
			for _, m := range d.Mentions[first:] {
				if m.Start >= content.End {
					break
				}
				for _, k := range m.Actors {
					mark(k)
				}
			}
		}
	}
	return told
}
