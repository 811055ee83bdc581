package reports

import (
	"cmp"
	"slices"
	"strings"
)

// stands counts what the speakers of statements agree and disagree with, what is spoken of most first.
func (b *builder) stands(said []*statement) []Stand {
	index := map[string]int{}
	all := []Stand{}
	for _, s := range said {
		for _, p := range b.takes[s.StatementID] {
			k, ok := index[p.PropositionID]
			if !ok {
				k = len(all)
				index[p.PropositionID] = k
				all = append(all, Stand{PropositionID: p.PropositionID, Text: b.propositionText(p.PropositionID)})
			}
			all[k].add(p)
		}
	}
	slices.SortStableFunc(all, func(x, y Stand) int {
		return cmp.Or(y.Agree+y.Disagree-x.Agree-x.Disagree, strings.Compare(x.PropositionID, y.PropositionID))
	})
	return all[:min(len(all), maxFrames)]
}

func (s *Stand) add(p *position) {
	if p.Position == "agree" {
		s.Agree++
	} else {
		s.Disagree++
	}
}

func (b *builder) propositionText(id string) string {
	for i := range b.t.propositions {
		if p := &b.t.propositions[i]; p.PropositionID == id {
			return clean(p.Text)
		}
	}
	return title(clean(id))
}

// propositions counts where each side stands on each proposition.
func (b *builder) propositions() {
	index := map[string]int{}
	b.eachCounted(func(s *statement) {
		for _, p := range b.takes[s.StatementID] {
			k, ok := index[p.PropositionID]
			if !ok {
				k = len(b.out.Propositions)
				index[p.PropositionID] = k
				b.out.Propositions = append(b.out.Propositions, Proposition{ID: p.PropositionID, Text: b.propositionText(p.PropositionID)})
			}
			out := &b.out.Propositions[k]
			if p.Position == "agree" {
				out.Agree++
			} else {
				out.Against++
			}
			for _, side := range b.sidesOf(s) {
				at := slices.IndexFunc(out.Stands, func(x Stand) bool { return x.SideID == side })
				if at < 0 {
					at = len(out.Stands)
					out.Stands = append(out.Stands, Stand{SideID: side, Name: b.sideName(side), Index: b.side[side]})
				}
				out.Stands[at].add(p)
			}
		}
	})
	for i := range b.out.Propositions {
		slices.SortFunc(b.out.Propositions[i].Stands, func(x, y Stand) int { return x.Index - y.Index })
	}
	slices.SortFunc(b.out.Propositions, func(x, y Proposition) int {
		return cmp.Or(cmp.Compare(y.weight(), x.weight()), y.Agree+y.Against-x.Agree-x.Against, strings.Compare(x.ID, y.ID))
	})
}

// weight is how much a proposition tells of the sides: those that two sides take
// positions on come first, and of them those that divide many.
func (p *Proposition) weight() float64 {
	heard, agree, disagree := 0, 0, 0
	for _, s := range p.Stands {
		if s.Index >= maxSides {
			continue
		}
		heard++
		agree += s.Agree
		disagree += s.Disagree
	}
	if heard < 2 {
		return 0
	}
	n := float64(agree + disagree)
	return n * (0.25 + 4*float64(agree)*float64(disagree)/(n*n))
}

// judged counts who is praised and blamed in statements, who is judged most first.
func (b *builder) judged(said []*statement) []Judgement {
	index := map[string]int{}
	all := []Judgement{}
	for _, s := range said {
		for _, e := range b.judges[s.StatementID] {
			key := cmp.Or(value(e.OfActorID), e.OfName)
			k, ok := index[key]
			if !ok {
				k = len(all)
				index[key] = k
				all = append(all, Judgement{SideID: value(e.OfSideID), ActorID: value(e.OfActorID), Name: clean(e.OfName)})
			}
			all[k].add(e)
		}
	}
	slices.SortStableFunc(all, func(x, y Judgement) int {
		return cmp.Or(y.Praise+y.Blame-x.Praise-x.Blame, strings.Compare(x.Name, y.Name))
	})
	return all[:min(len(all), maxFrames)]
}

func (j *Judgement) add(e *evaluation) {
	if e.Evaluation == "positive" {
		j.Praise++
	} else {
		j.Blame++
	}
}

// judgements counts which side praises and blames which.
func (b *builder) judgements() {
	j := &b.out.Judgements
	cells := map[[2]string]*Judgement{}
	said := map[string][]*statement{}
	of := map[string]int{}
	b.eachCounted(func(s *statement) {
		if len(b.judges[s.StatementID]) > 0 {
			j.Total++
		}
		seen := map[[3]string]bool{} // a statement counts once, however many of a side it praises
		for _, e := range b.judges[s.StatementID] {
			for _, side := range b.sidesOf(s) {
				if !b.shown(side) {
					continue
				}
				if list := said[side]; len(list) == 0 || list[len(list)-1] != s {
					said[side] = append(list, s)
				}
				to := value(e.OfSideID)
				if once := [3]string{side, to, e.Evaluation}; b.shown(to) && !seen[once] {
					seen[once] = true
					of[to]++
					key := [2]string{side, to}
					if cells[key] == nil {
						cells[key] = &Judgement{SideID: to, Name: b.sideName(to)}
					}
					cells[key].add(e)
				}
			}
		}
	})
	for _, side := range b.out.ShownSides() {
		if of[side.ID] > 0 {
			j.Of = append(j.Of, side)
		}
	}
	for _, side := range b.out.ShownSides() {
		if len(said[side.ID]) == 0 {
			continue
		}
		row := JudgementRow{SideID: side.ID, Name: side.Name, Index: side.Index, Most: b.judged(said[side.ID])}
		for _, to := range j.Of {
			cell := Judgement{SideID: to.ID, Name: to.Name}
			if c := cells[[2]string{side.ID, to.ID}]; c != nil {
				cell = *c
			}
			row.Cells = append(row.Cells, cell)
		}
		j.Rows = append(j.Rows, row)
	}
}

// shown says that a side is among those that tables and charts have room for.
func (b *builder) shown(side string) bool {
	i, ok := b.side[side]
	return ok && i < maxSides
}

// outlets counts whom each outlet quotes: each of its articles' own statements,
// words that others have too.
func (b *builder) outlets() {
	type outlet struct {
		articles map[string]bool
		sides    map[string]int
		speakers map[string]int
		n, none  int
	}
	all := map[string]*outlet{}
	for i := range b.t.statements {
		s := &b.t.statements[i]
		if !s.counts() || s.place.copy || s.Outlet == nil {
			continue
		}
		o := all[*s.Outlet]
		if o == nil {
			o = &outlet{articles: map[string]bool{}, sides: map[string]int{}, speakers: map[string]int{}}
			all[*s.Outlet] = o
		}
		o.articles[s.ArticleID] = true
		o.n++
		sides := b.sidesOf(s)
		for _, side := range sides {
			o.sides[side]++
		}
		if len(sides) == 0 {
			o.none++
		}
		for _, id := range s.speakers() {
			o.speakers[id]++
		}
	}
	for name, o := range all {
		row := Outlet{Name: clean(name), Articles: len(o.articles), Statements: o.n, NoSide: o.none}
		for _, side := range b.out.ShownSides() {
			row.Sides = append(row.Sides, Count{side.ID, side.Name, o.sides[side.ID]})
		}
		for id, n := range o.speakers {
			row.Speakers = append(row.Speakers, Count{id, cmp.Or(b.t.actors[id].name, clean(id)), n})
		}
		slices.SortFunc(row.Speakers, func(x, y Count) int { return cmp.Or(y.N-x.N, strings.Compare(x.ID, y.ID)) })
		row.Speakers = row.Speakers[:min(len(row.Speakers), 3)]
		b.out.Outlets = append(b.out.Outlets, row)
	}
	slices.SortFunc(b.out.Outlets, func(x, y Outlet) int { return cmp.Or(y.Statements-x.Statements, strings.Compare(x.Name, y.Name)) })
}
