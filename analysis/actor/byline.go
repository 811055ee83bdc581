package actor

import (
	"slices"

	"readout/analysis"
)

// bylineWithin is the paragraph, counted from 0, that a byline stands in at the latest.
const bylineWithin = 3

// byline is the person whose name stands above an article: By Ida Quist, or the name alone on a line.
// It is -1 for none.
func (c *speakers) byline() int32 {
	for i := range c.phrases {
		p := &c.phrases[i]
		s := &c.d.Sentences[p.sentence]
		if s.Paragraph > bylineWithin {
			break
		}
		lines := &c.d.Paragraphs[s.Paragraph]
		if p.kind != personPhrase || len(p.entities) == 0 || lines.First != int(p.sentence) {
			continue
		}
		first := s.First
		by := c.words[first].key == "by"
		if by {
			if first++; first < s.Last && c.words[first].key == ":" {
				first++
			}
		}
		alone := p.last == s.Last && lines.Last == lines.First+1 && lines.First > 0 && p.name1-p.name0 > 1
		if p.first == first && (by || alone) {
			return c.writes(p.entities[0])
		}
	}
	return -1
}

// outlet is the body that publishes the article, -1 where it is not known.
func (c *speakers) outlet() int32 {
	f := c.ofOutlet()
	if f.Organization == "" {
		return -1
	}
	for ref := range c.lex.Organizations {
		if c.lex.Organizations[ref].ID == f.OrganizationID {
			return c.body(int32(ref))
		}
	}
	if i := slices.IndexFunc(c.list, func(e entity) bool { return e.kind == bodyPhrase && e.actor.Name == f.Organization }); i >= 0 {
		return int32(i)
	}
	return c.add(entity{kind: bodyPhrase, actor: analysis.Actor{Name: f.Organization, Kind: "organization"}})
}
