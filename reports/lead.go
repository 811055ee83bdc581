package reports

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"readout/analysis/compare"
	"readout/data/table"
)

// What the voices of the first screen are.
const (
	bySide    = "side"
	bySpeaker = "speaker"
)

// lead chooses what the first screen answers, the first of these that there is:
//
//   - the issue that most was said of, if its largest sides were heard on it often;
//   - all issues together, if the sides were heard often and share issues enough;
//   - an issue that at least two sides were heard on;
//   - an issue that at least two speakers were heard on, whatever their sides;
//   - what there is, with nothing set against it.
//
// Sides that share no issue are never set against each other.
func (b *builder) lead() error {
	l := &b.out.Lead
	l.By = bySide
	if id, ok := b.bestIssue(leadSides, leadScored); ok {
		l.IssueID, l.Voices = id, b.voicesOn(id)
	} else if vs := b.voicesOn(""); b.comparable(often(vs)) {
		l.Voices = often(vs)
	} else if id, ok := b.bestIssue(2, 1); ok {
		l.IssueID, l.Voices = id, b.voicesOn(id)
	} else if id, ok, err := b.speakersIssue(); err != nil {
		return err
	} else if ok {
		l.By, l.IssueID, l.Voices = bySpeaker, id, b.speakersOn(id)
	} else {
		l.Apart, l.Voices = len(vs) > 1, vs
	}
	l.Name = b.issueName(l.IssueID)
	l.About = b.about()
	slices.SortStableFunc(l.Voices, func(x, y Voice) int {
		return cmp.Compare(level(y.Figures.Outlook.Mean), level(x.Figures.Outlook.Mean))
	})
	return nil
}

// bestIssue is the issue of most scored statements among those on which up to so
// many of the largest sides, and at least two, have least scored ones each. Where
// few suffice, the better heard second side counts first.
func (b *builder) bestIssue(sides, least int) (id string, ok bool) {
	best := [2]int{}
	for _, is := range b.out.Issues {
		var scored []int
		n := 0
		for side, f := range is.Sides {
			if f.Mean != nil && b.shown(side) {
				scored = append(scored, f.Scored)
				n += f.Scored
			}
		}
		slices.SortFunc(scored, func(x, y int) int { return y - x })
		if len(scored) < 2 || scored[min(len(scored), sides)-1] < least {
			continue
		}
		at := [2]int{0, n}
		if least < leadScored {
			at[0] = scored[1]
		}
		if slices.Compare(at[:], best[:]) > 0 {
			best, id, ok = at, is.ID, true
		}
	}
	return id, ok
}

// voicesOn is the sides heard most on an issue, "" for all, without those that
// said too little to stand beside the others.
func (b *builder) voicesOn(issue string) []Voice {
	var vs []Voice
	for _, s := range b.out.Sides {
		if f := b.get(figureKey{issue: issue, side: s.ID}); f.Outlook.Groups > 0 {
			vs = append(vs, Voice{SideID: s.ID, Name: s.Name, Index: s.Index, Figures: f})
		}
	}
	return heardMost(vs)
}

// heardMost keeps the voices that are heard most and, of those heard often enough
// for a verdict, the two that stand furthest apart: who is left out of a headline
// must not be the one who disagrees.
func heardMost(vs []Voice) []Voice {
	ends := [2]string{}
	var high, low float64
	for _, v := range vs {
		if m := v.Figures.Outlook.Mean; m != nil && v.enough() {
			if ends[0] == "" || *m > high {
				ends[0], high = v.SideID, *m
			}
			if ends[1] == "" || *m < low {
				ends[1], low = v.SideID, *m
			}
		}
	}
	atEnd := func(v Voice) bool { return v.ActorID == "" && slices.Contains(ends[:], v.SideID) }
	slices.SortStableFunc(vs, func(x, y Voice) int {
		return cmp.Or(y.Figures.Outlook.Scored-x.Figures.Outlook.Scored, y.Figures.Outlook.Groups-x.Figures.Outlook.Groups, strings.Compare(x.Name, y.Name))
	})
	for i := len(vs) - 1; i >= 2; i-- {
		n, most := vs[i].Figures.Outlook.Scored, vs[0].Figures.Outlook.Scored
		little := n < 2 || float64(n) < voiceShare*float64(most)
		if (little || len(vs) > maxVoices) && !atEnd(vs[i]) {
			vs = slices.Delete(vs, i, i+1)
		}
	}
	return vs[:min(len(vs), maxVoices)]
}

// enough says that a voice is heard often enough for a verdict.
func (v *Voice) enough() bool {
	o := &v.Figures.Outlook
	return o.Scored >= compare.MinStatements && o.Articles >= compare.MinArticles
}

// often keeps the voices that were heard often, so that one that was not keeps
// nobody else from being compared.
func often(vs []Voice) []Voice {
	var kept []Voice
	for _, v := range vs {
		if v.Figures.Outlook.Scored >= leadScored {
			kept = append(kept, v)
		}
	}
	return kept
}

// comparable says that voices may be set against each other over all issues
// together: each is heard often, and a good part of what it says is on issues
// that another speaks of too.
func (b *builder) comparable(vs []Voice) bool {
	for _, v := range vs {
		shared := 0
		for _, is := range b.out.Issues {
			if slices.ContainsFunc(vs, func(o Voice) bool { return o.SideID != v.SideID && is.Sides[o.SideID].Scored > 0 }) {
				shared += is.Sides[v.SideID].Scored
			}
		}
		if n := v.Figures.Outlook.Scored; n < leadScored || float64(shared) < leadShare*float64(n) {
			return false
		}
	}
	return len(vs) > 1
}

// speakersIssue is the issue on which the most statements of at least two
// speakers are scored.
func (b *builder) speakersIssue() (id string, ok bool, err error) {
	if err := table.Each(filepath.Join(b.t.last, "summary.parquet"), func(r *table.Summary) error {
		if r.IssueID != nil && r.ActorID != nil && central(r.Dimension) {
			b.addFigure(r)
			if r.Dimension == "outlook" && r.Mean != nil {
				b.speakers[*r.IssueID] = append(b.speakers[*r.IssueID], figureKey{issue: *r.IssueID, side: value(r.SideID), actor: *r.ActorID})
			}
		}
		return nil
	}); err != nil {
		return "", false, err
	}
	best := 0
	for _, is := range b.out.Issues {
		n := 0
		vs := b.speakersOn(is.ID)
		for _, v := range vs {
			n += v.Figures.Outlook.Scored
		}
		if len(vs) > 1 && n > best {
			best, id, ok = n, is.ID, true
		}
	}
	return id, ok, nil
}

// speakersOn is the speakers heard most on an issue.
func (b *builder) speakersOn(issue string) []Voice {
	var vs []Voice
	for _, key := range b.speakers[issue] {
		a := b.t.actors[key.actor]
		vs = append(vs, Voice{SideID: key.side, ActorID: key.actor, Name: cmp.Or(a.name, clean(key.actor)), Role: a.role, Figures: b.get(key)})
	}
	vs = heardMost(vs)
	for i := range vs {
		vs[i].Index = i
	}
	return vs
}

// about says what the lead is of.
func (b *builder) about() string {
	if b.out.Lead.IssueID != "" {
		return b.out.Lead.Name
	}
	var names []string
	for _, is := range b.out.Issues[:min(len(b.out.Issues), 3)] {
		names = append(names, is.Name)
	}
	switch more := len(b.out.Issues) - len(names); {
	case len(names) == 0:
		return "All issues"
	case more > 0:
		return "All issues: " + strings.Join(names, "; ") + fmt.Sprintf("; and %d more", more)
	}
	return "All issues: " + strings.Join(names, "; ")
}

// level orders voices from optimistic to skeptical, those without a mean last.
func level(mean *float64) float64 {
	if mean == nil {
		return math.Inf(-1)
	}
	return *mean
}

// heard says that a side is among the voices of the headline.
func (b *builder) heard(side string) bool {
	return b.out.Lead.By == bySide && slices.ContainsFunc(b.out.Lead.Voices, func(v Voice) bool { return v.SideID == side })
}

// said says that a statement is of a voice, on the lead's issue.
func (b *builder) said(s *statement, v *Voice) bool {
	if !s.counts() || b.out.Lead.IssueID != "" && value(s.IssueID) != b.out.Lead.IssueID {
		return false
	}
	if v.ActorID != "" {
		return value(s.ActorID) == v.ActorID || slices.Contains(s.SpeakerIDs, v.ActorID)
	}
	return slices.Contains(b.sidesOf(s), v.SideID)
}
