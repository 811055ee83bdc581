package actor

import (
	"strconv"
	"time"

	"readout/analysis"
)

// dated is a term of office of somebody whom the article names: evidence on the day that the
// article is of, with its weight.
type dated struct {
	from, to time.Time
	weight   float64
}

// dayOf estimates the day of an article, which decides who held an office: its own date, else,
// to half a year, the day on which the terms of the people whom it names have the highest
// weight, no earlier than the last past year that it mentions. It is zero where there is no
// evidence, or as much for today.
func (c *passage) dayOf() time.Time {
	if a := c.d.Article.PublishedAt; !a.IsZero() {
		return a
	}
	terms := c.termsNamed()
	told := c.yearTold()
	if len(terms) == 0 && told == 0 {
		return time.Time{}
	}
	best, most := 0, -1.0
	for half := range 2 * (lastYear - firstYear) {
		year := firstYear + half/2
		day := halfYear(half)
		if year < told {
			continue
		}
		n := 0.0
		for _, t := range terms {
			if !day.Before(t.from) && (t.to.IsZero() || day.Before(t.to)) {
				n += t.weight
			}
		}
		if n > most {
			best, most = half, n
		}
	}
	if most < .5 || told == 0 && asGoodToday(terms) >= most {
		return time.Time{}
	}
	return halfYear(best)
}

// termsNamed are the terms of office of those whom the article names: of somebody called by an
// office the terms in that office, of others all terms, with less weight.
func (c *passage) termsNamed() []dated {
	var terms []dated
	place := map[int32]int{} // by actor: his first term in terms
	for i := range c.phrases {
		p := &c.phrases[i]
		if p.kind != personPhrase || p.known.kind != personSense || p.former || p.known.weak {
			continue
		}
		a := &c.lex.Actors[p.known.ref]
		at, seen := place[p.known.ref]
		if !seen {
			at = len(terms)
			place[p.known.ref] = at
			for _, t := range a.Terms {
				terms = append(terms, dated{t.From.Time, t.To.Time, .25})
			}
		}
		for _, n := range p.nouns {
			for k, t := range a.Terms {
				if (n.sense.kind == roleSense || n.sense.kind == roleTitleSense) && t.Role == c.lex.Roles[n.sense.ref].ID {
					terms[at+k].weight = 1
				}
			}
		}
	}
	return terms
}

// The range of years that dayOf considers: terms of today's actors do not go further back.
const firstYear, lastYear = 1990, 2040

func halfYear(half int) time.Time {
	return time.Date(firstYear+half/2, time.Month(4+6*(half%2)), 1, 0, 0, 0, 0, time.UTC)
}

// asGoodToday is the weight of the terms that have no end, as evidence for today.
func asGoodToday(terms []dated) float64 {
	n := 0.0
	for _, t := range terms {
		if t.to.IsZero() {
			n += t.weight
		}
	}
	return n
}

// yearTold is the last year that an article tells of as past: in 2019, last year's
// plans and elections to come left out. It is 0 for none.
func (c *passage) yearTold() int {
	last := 0
	for i := range c.words {
		w := &c.words[i]
		if w.kind != analysis.Number || len(w.key) != 4 || i == 0 {
			continue
		}
		year, err := strconv.Atoi(w.key)
		if err != nil || year < firstYear || year >= lastYear || year <= last {
			continue
		}
		before := c.words[i-1]
		if before.key == "," && i > 2 && c.words[i-2].kind == analysis.Number {
			before = c.words[i-3] // May 4, 2019
		}
		if before.is(calendar) || before.key == "in" || before.key == "since" || before.key == "during" || before.key == "late" || before.key == "early" {
			if c.past(i) {
				last = year
			}
		}
	}
	return last
}

// past reports whether nothing beside a year says that it is still to come.
func (c *passage) past(i int) bool {
	s := &c.d.Sentences[c.d.Tokens[i].Sentence]
	for k := max(s.First, i-8); k < min(s.Last, i+4); k++ {
		if c.english.Future[c.words[k].key] {
			return false
		}
	}
	return true
}
