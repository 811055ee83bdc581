package coding

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xrash/smetrics"

	"readout/data/run"
	"readout/data/table"
	"readout/lexicon"
)

// Suggestion is a proposed entry of actors.yaml, with its reasons.
type Suggestion struct {
	ID, Name string
	Known    bool // true: an addition to an entry of the lexicon; false: a new entry
	Aliases  []string
	Side     string   // "" for none
	Why      []string // reasons, for the reviewer
	weight   int
}

// Least counts for a suggestion.
const (
	corrections   = 2 // equal corrections by coders
	oftenSpeaks   = 5 // statements by a name that the lexicon lacks,
	oftenArticles = 2 // in so many articles
)

// spoken is what was measured of one actor.
type spoken struct {
	table.Actor
	statements int
	articles   map[string]bool
	sides      map[string]int // number of codings of each side
}

// Suggest proposes entries for an overlay of the lexicon: actors that coders corrected twice
// or more, unlisted names that speak often, missing sides, and similar names that may be one
// person. They are sorted by the strength of their evidence. A person has to review them.
func Suggest(c *run.Corpus) ([]Suggestion, error) {
	s := suggester{actors: map[string]*spoken{}, entries: map[string]*Suggestion{}}
	actors, err := c.Actors()
	if err != nil {
		return nil, err
	}
	for i := range actors {
		s.actors[actors[i].ActorID] = &spoken{Actor: actors[i], articles: map[string]bool{}, sides: map[string]int{}}
	}
	coded, err := c.Coded()
	if err != nil {
		return nil, err
	}
	labels := map[string]map[string]run.Label{}
	for _, it := range coded.Current {
		labels[it.ID] = it.Labels
	}
	type fix struct{ words, to string }
	fixes := map[fix]int{}
	if err := run.Each(c.Measured(), "statements", func(r *table.Statement) error {
		if a := s.actors[text(r.ActorID)]; a != nil {
			a.statements++
			a.articles[r.ArticleID] = true
		}
		l := labels[r.StatementID]
		who := text(r.ActorID)
		if to, ok := l["actor"]; ok && to.Value != run.NoLabel {
			if to.Value != who {
				fixes[fix{s.words(r), to.Value}]++
			}
			who = to.Value
		}
		if side, ok := l["side"]; ok && side.Value != run.NoLabel && s.actors[who] != nil && side.Value != text(s.actors[who].SideID) {
			s.actors[who].sides[side.Value]++
		}
		return nil
	}); err != nil {
		return nil, err
	}
	for f, n := range fixes {
		if to := s.actors[f.to]; n >= corrections && to != nil {
			e := s.entry(to)
			e.weight += 10 * n
			why := fmt.Sprintf("coders gave it %d statements that were another's or nobody's", n)
			if f.words != "" && f.words != to.Name {
				e.Aliases = append(e.Aliases, f.words)
				why += fmt.Sprintf(", of %q", f.words)
			}
			e.Why = append(e.Why, why)
		}
	}
	s.sides()
	s.unlisted()
	return s.sorted(), nil
}

type suggester struct {
	actors  map[string]*spoken
	entries map[string]*Suggestion // by actor id
}

// words is the name by which a statement's speaker was missed: that of an actor that the
// lexicon lacks, or the source's words if they are a name; "" where an alias would not help.
func (s *suggester) words(r *table.Statement) string {
	if a := s.actors[text(r.ActorID)]; a != nil {
		if a.Known {
			return ""
		}
		return a.Name
	}
	if text(r.MentionType) == "name" {
		return text(r.Source)
	}
	return ""
}

func (s *suggester) entry(a *spoken) *Suggestion {
	e := s.entries[a.ActorID]
	if e == nil {
		e = &Suggestion{ID: a.ActorID, Name: a.Name, Known: a.Known}
		if !a.Known {
			e.ID = lexicon.Slug(a.Name)
		}
		s.entries[a.ActorID] = e
	}
	return e
}

// sides proposes a side that coders gave an actor twice, where they gave no other.
func (s *suggester) sides() {
	for _, a := range s.actors {
		for side, n := range a.sides {
			if n >= corrections && len(a.sides) == 1 {
				e := s.entry(a)
				e.Side, e.weight = side, e.weight+10*n
				e.Why = append(e.Why, fmt.Sprintf("coders put %d statements on the side %s, where it had %s", n, side, orDash(text(a.SideID))))
			}
		}
	}
}

// unlisted proposes people whom the lexicon lacks and who speak often, and similar names.
func (s *suggester) unlisted() {
	var names []*spoken
	for _, a := range s.actors {
		if !a.Known && a.Kind == "person" && a.statements > 0 && fullName(a.Name) {
			names = append(names, a)
		}
	}
	slices.SortFunc(names, func(a, b *spoken) int {
		return cmp.Or(b.statements-a.statements, strings.Compare(a.ActorID, b.ActorID))
	})
	taken := map[*spoken]bool{}
	for i, a := range names {
		if taken[a] {
			continue
		}
		var near []*spoken
		for _, b := range names[i+1:] {
			if !taken[b] && nearNames(a.Name, b.Name) {
				near = append(near, b)
			}
		}
		often := a.statements >= oftenSpeaks && len(a.articles) >= oftenArticles
		if !often && (len(near) == 0 || a.statements < 2) {
			continue
		}
		e := s.entry(a)
		e.weight += a.statements
		if often {
			e.Why = append(e.Why, fmt.Sprintf("not in the lexicon: %d statements in %d articles", a.statements, len(a.articles)))
		}
		if e.Side == "" {
			if a.SideID != nil {
				e.Side = *a.SideID
				e.Why = append(e.Why, "its side is told from the text alone")
			} else {
				e.Why = append(e.Why, "no side is known")
			}
		}
		for _, b := range near {
			taken[b] = true
			e.Aliases = append(e.Aliases, b.Name)
			e.weight += b.statements
			e.Why = append(e.Why, fmt.Sprintf("%q (%d statements) may be the same person", b.Name, b.statements))
		}
	}
}

// fullName reports whether a name has two words or more, the first and last of them
// capitalized as names are.
func fullName(name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 || lexicon.Slug(name) == "" {
		return false
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	last, _ := utf8.DecodeRuneInString(words[len(words)-1])
	return unicode.IsUpper(first) && unicode.IsUpper(last)
}

// nearNames reports whether two full names may denote one person: equal last words and a first
// name that is the other's initial or short form, or words that differ by one letter.
func nearNames(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) < 2 || len(y) < 2 || strings.EqualFold(a, b) {
		return false
	}
	if !strings.EqualFold(x[len(x)-1], y[len(y)-1]) {
		return len(a) > 8 && smetrics.WagnerFischer(strings.ToLower(a), strings.ToLower(b), 1, 1, 1) == 1
	}
	first, other := strings.ToLower(strings.Trim(x[0], ".")), strings.ToLower(strings.Trim(y[0], "."))
	return strings.HasPrefix(first, other) || strings.HasPrefix(other, first)
}

func (s *suggester) sorted() []Suggestion {
	all := make([]Suggestion, 0, len(s.entries))
	seen := map[string]bool{}
	for _, e := range s.entries {
		slices.Sort(e.Aliases)
		e.Aliases = slices.Compact(e.Aliases)
		slices.Sort(e.Why)
		all = append(all, *e)
	}
	slices.SortFunc(all, func(a, b Suggestion) int {
		return cmp.Or(b.weight-a.weight, strings.Compare(a.ID, b.ID), strings.Compare(a.Name, b.Name))
	})
	return slices.DeleteFunc(all, func(e Suggestion) bool { // of two names with one id the one with more evidence is kept
		twice := seen[e.ID]
		seen[e.ID] = true
		return twice
	})
}

// WriteOverlay writes suggestions as the actors.yaml of an overlay, each with its reasons as
// comments. side reports whether the lexicon has a side; a side that it lacks becomes a
// comment.
func WriteOverlay(w io.Writer, all []Suggestion, side func(id string) bool) error {
	var b strings.Builder
	b.WriteString("# Suggested by `readout lexicon suggest` from codings and counts. Review every entry: take out what is\n# wrong, complete what is right (GUIDE.md of the lexicon), then lay the folder over with --lexicon.\n")
	for i := range all {
		e := &all[i]
		b.WriteString("\n")
		for _, why := range e.Why {
			b.WriteString("# " + strings.Join(strings.Fields(why), " ") + "\n")
		}
		fmt.Fprintf(&b, "- id: %s\n  name: %s\n", strconv.Quote(e.ID), strconv.Quote(e.Name))
		if len(e.Aliases) > 0 {
			quoted := make([]string, len(e.Aliases))
			for k, a := range e.Aliases {
				quoted[k] = strconv.Quote(a)
			}
			fmt.Fprintf(&b, "  aliases: [%s]\n", strings.Join(quoted, ", "))
		}
		switch {
		case e.Side != "" && side(e.Side):
			fmt.Fprintf(&b, "  side: %s\n", strconv.Quote(e.Side))
		case e.Side != "":
			fmt.Fprintf(&b, "  # side: %s     no side of the lexicon: add it to sides.yaml\n", strconv.Quote(e.Side))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
