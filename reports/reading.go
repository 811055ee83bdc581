package reports

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// What the readings of an event are of.
const (
	bySide    = "side"
	bySpeaker = "speaker"
)

// opener makes what a report begins with: events and matters on which sides were heard,
// each side with its figures and the quotations that tell most.
type opener struct {
	*builder
	most int // statements of the side heard most
}

func newOpener(b *builder) opener {
	o := opener{builder: b, most: 1}
	for i := range b.out.Sides {
		o.most = max(o.most, b.out.Sides[i].Outlook.Groups)
	}
	return o
}

// events reads each event side by side and chooses those that are shown: a single
// one, or those that most sides speak on and differ most about.
func (b opener) events() {
	e := &b.out.Events
	type rated struct {
		event Event
		order float64
		at    int
	}
	var shared []rated
	spoken, last := 0, 0
	for i, said := range b.ofEvent {
		if len(said) == 0 {
			continue
		}
		spoken++
		last = i
		voices := b.bySides(said)
		if asked := b.inQuestion(voices); len(asked) > 1 {
			gap, worth := b.gapOf(asked)
			e := b.event(i, voices, gap)
			shared = append(shared, rated{e, worth * (1 + math.Log2(float64(max(1, e.Articles)))), i})
		}
	}
	e.Total, e.Shared = spoken, len(shared)
	slices.SortStableFunc(shared, func(x, y rated) int {
		return cmp.Or(cmp.Compare(y.order, x.order), y.event.Statements-x.event.Statements, strings.Compare(x.event.ID, y.event.ID))
	})
	seen := map[string]bool{}
	for i := range min(len(shared), maxEvents) { // so that none of the largest sides is missing
		best, worth := i, 0.0
		for k := i; k < len(shared); k++ {
			if w := shared[k].order * (1 + b.unseen(shared[k].event.Readings, seen)); w > worth {
				best, worth = k, w
			}
		}
		next := shared[best]
		copy(shared[i+1:best+1], shared[i:best])
		shared[i] = next
		for _, r := range next.event.Readings {
			seen[r.SideID] = true
		}
		if i > 0 { // the first is the lead
			e.Shown = append(e.Shown, next.event)
		}
	}
	l := &b.out.Lead
	l.By, l.Several = bySide, spoken > 1
	switch {
	case len(shared) > 0:
		l.Event = shared[0].event
		b.leadOf(b.ofEvent[shared[0].at])
		l.Event.Readings = l.Voices
	case spoken == 1:
		b.leadOf(b.ofEvent[last])
		l.Event = b.event(last, l.Voices, 0)
	case spoken > 1: // no two sides speak on one event, so an issue of both stands for it
		l.Several = false
		all := slices.Concat(b.ofEvent...)
		said, issue := b.onOneIssue(all)
		if issue == "" {
			said = all
		}
		b.leadOf(said)
		l.Apart = issue == "" && len(l.Voices) > 1
		l.Event = b.asEvent(said, issue)
	}
}

// leadOf reads statements for the first screen: by sides, or by speakers where no two sides are known.
func (b opener) leadOf(said []*statement) {
	l := &b.out.Lead
	b.leadSaid = said
	l.Voices = b.bySides(said)
	for i := range l.Voices {
		v := &l.Voices[i]
		list := slices.DeleteFunc(slices.Clone(said), func(s *statement) bool { return !slices.Contains(b.sidesOf(s), v.SideID) })
		v.Outlook = b.figure(list, "lead\x1f"+v.SideID)
	}
	if len(l.Voices) > 1 {
		return
	}
	if voices := b.bySpeakers(said); len(voices) > len(l.Voices) {
		l.By, l.Voices = bySpeaker, voices
	}
}

// onOneIssue is what is said on the issue on which two sides, or else two speakers, are
// heard most: that of most scored statements of the second of them.
func (b opener) onOneIssue(all []*statement) (said []*statement, issue string) {
	of := map[string][]*statement{}
	for _, s := range all {
		if s.IssueID != nil {
			of[*s.IssueID] = append(of[*s.IssueID], s)
		}
	}
	speakers := func(s *statement) []string { return s.SpeakerIDs }
	for _, voices := range [...]func(*statement) []string{b.sidesOf, speakers} {
		best := [2]int{}
		for _, is := range b.out.Issues {
			n := map[string]int{}
			for _, s := range of[is.ID] {
				if s.Outlook == nil {
					continue
				}
				for _, v := range voices(s) {
					n[v]++
				}
			}
			counts, total := []int{0, 0}, 0
			for _, k := range n {
				counts = append(counts, k)
				total += k
			}
			slices.Sort(counts)
			if at := [2]int{counts[len(counts)-2], total}; at[0] > 0 && slices.Compare(at[:], best[:]) > 0 {
				best, issue = at, is.ID
			}
		}
		if issue != "" {
			return of[issue], issue
		}
	}
	return nil, ""
}

// asEvent is what is said on one issue, "" for all, in the place of an event.
func (b opener) asEvent(said []*statement, issue string) Event {
	articles, outlets := map[string]bool{}, map[string]bool{}
	for _, s := range said {
		articles[s.ArticleID] = true
		outlets[value(s.Outlet)] = true
	}
	delete(outlets, "")
	e := Event{Articles: len(articles), Outlets: len(outlets), Statements: len(said), First: b.out.Corpus.From, Last: b.out.Corpus.To, Readings: b.out.Lead.Voices, IssueID: issue}
	if issue != "" {
		e.Title = b.issueName(issue)
	}
	return e
}

// inQuestion is the readings that the focus is on: all where it names no two sides.
func (b opener) inQuestion(voices []Reading) []Reading {
	if len(b.out.Focus.Sides) < 2 {
		return voices
	}
	return slices.DeleteFunc(slices.Clone(voices), func(r Reading) bool { return !slices.Contains(b.out.Focus.Sides, r.SideID) })
}

// event is an event with its readings; the table's figures where nothing is left out.
func (b opener) event(at int, voices []Reading, gap float64) Event {
	out := Event{Statements: len(b.ofEvent[at]), Gap: gap, Readings: voices}
	articles, outlets := map[string]bool{}, map[string]bool{}
	for _, s := range b.ofEvent[at] {
		articles[s.ArticleID] = true
		if s.Outlet != nil {
			outlets[*s.Outlet] = true
		}
	}
	out.Articles, out.Outlets = len(articles), len(outlets)
	if at < len(b.t.events) {
		row := &b.t.events[at]
		out.ID, out.Title, out.First, out.Last, out.Copies = row.EventID, cleaned(row.Title), row.FirstAt, row.LastAt, int(row.NCopies)
		if b.out.Focus.whole() {
			out.Articles = int(row.NArticles)
		}
		if out.Title == "" && row.TopIssueID != nil {
			out.Title = b.issueName(*row.TopIssueID)
		}
	}
	return out
}

// gapOf gives the distance of the two readings furthest apart in outlook, and by
// how much an event is worth to be shown: that distance, less where it rests on
// few statements or lies between sides that are seldom heard in the corpus, more where
// more sides are heard.
func (b opener) gapOf(voices []Reading) (gap, worth float64) {
	heard := 0
	best := 0.0
	for i := range voices {
		x := &voices[i].Outlook
		if x.Mean == nil {
			continue
		}
		heard++
		for j := range i {
			y := &voices[j].Outlook
			if y.Mean == nil {
				continue
			}
			d := math.Abs(*x.Mean - *y.Mean)
			n := float64(min(x.Scored, y.Scored))
			gap, best = max(gap, d), max(best, d*n/(n+8)*math.Sqrt(math.Sqrt(b.heard(&voices[i])*b.heard(&voices[j]))))
		}
	}
	return gap, best * (1 + 0.25*float64(max(0, heard-2)))
}

// newcomer is how much more an event is worth for a side that none of those before it
// shows, however seldom the side is heard; 1 for the one heard most.
const newcomer = 0.3

// unseen is what an event is worth more for the sides with a mark among its readings that
// were not seen yet.
func (b opener) unseen(voices []Reading, seen map[string]bool) float64 {
	more := 0.0
	for i := range voices {
		if b.side[voices[i].SideID] < maxSides && !seen[voices[i].SideID] {
			more += newcomer + float64((1-newcomer)*math.Sqrt(b.heard(&voices[i])))
		}
	}
	return more
}

// heard is how much of the corpus is of a reading's side: 1 for the side heard most.
func (b opener) heard(r *Reading) float64 {
	return float64(b.out.Sides[b.side[r.SideID]].Outlook.Groups) / float64(b.most)
}

// bySides reads statements side by side: of the sides heard most those that say
// more than a trifle, the most optimistic first.
func (b opener) bySides(said []*statement) []Reading {
	of := map[string][]*statement{}
	for _, s := range said {
		for _, side := range b.sidesOf(s) {
			of[side] = append(of[side], s)
		}
	}
	var all []Reading
	for side, list := range of {
		r := Reading{SideID: side, Name: b.sideName(side), Index: b.side[side], Outlook: b.figure(list, "")}
		all = append(all, r)
	}
	slices.SortFunc(all, func(x, y Reading) int {
		return cmp.Or(b.out.Focus.orderOf(x.SideID)-b.out.Focus.orderOf(y.SideID), y.Outlook.Scored-x.Outlook.Scored,
			y.Outlook.Groups-x.Outlook.Groups, strings.Compare(x.SideID, y.SideID))
	})
	return b.filled(all, said, func(r *Reading) []*statement { return of[r.SideID] })
}

// bySpeakers is bySides for speakers, where no two sides are known.
func (b opener) bySpeakers(said []*statement) []Reading {
	of := map[string][]*statement{}
	for _, s := range said {
		for _, id := range s.speakers() {
			of[id] = append(of[id], s)
		}
	}
	var all []Reading
	for id, list := range of {
		a := b.t.actors[id]
		all = append(all, Reading{SideID: a.side, ActorID: id, Name: cmp.Or(a.name, clean(id)), Role: a.role, Outlook: b.figure(list, "")})
	}
	slices.SortFunc(all, func(x, y Reading) int {
		return cmp.Or(y.Outlook.Scored-x.Outlook.Scored, y.Outlook.Groups-x.Outlook.Groups, strings.Compare(x.ActorID, y.ActorID))
	})
	all = b.filled(all, said, func(r *Reading) []*statement { return of[r.ActorID] })
	for i := range all {
		all[i].Index = i
	}
	return all
}

// filled keeps the readings that are shown and fills in all but their quotations' words.
func (b opener) filled(all []Reading, said []*statement, of func(*Reading) []*statement) []Reading {
	if len(all) == 0 {
		return nil
	}
	most := all[0].Outlook.Groups
	for _, r := range all {
		most = max(most, r.Outlook.Groups)
	}
	ends := furthest(all)
	kept := []Reading{}
	for i, r := range all {
		if i < 2 || slices.Contains(ends, i) || r.Outlook.Scored > 0 && float64(r.Outlook.Groups) >= voiceShare*float64(most) {
			kept = append(kept, r)
		}
	}
	ends = furthest(kept)
	for i := len(kept) - 1; i >= 2 && len(kept) > maxVoices; i-- {
		if !slices.Contains(ends, i) {
			kept = slices.Delete(kept, i, i+1)
			ends = furthest(kept)
		}
	}
	slices.SortStableFunc(kept, func(x, y Reading) int {
		return cmp.Compare(level(y.Outlook.Mean), level(x.Outlook.Mean))
	})
	matter := matterOf(said)
	for i := range kept {
		r := &kept[i]
		list := of(r)
		r.Frames, _ = frames(list)
		r.Positions = b.stands(list)
		r.Evaluations = b.judged(list)
		r.Quotes = b.telling(list, r, matter)
	}
	return kept
}

// furthest is, of the readings that rest on enough statements, the two furthest
// apart: who is left out of a headline must not be the one who disagrees.
func furthest(all []Reading) []int {
	high, low := -1, -1
	for i := range all {
		if !all[i].enough() {
			continue
		}
		if high < 0 || *all[i].Outlook.Mean > *all[high].Outlook.Mean {
			high = i
		}
		if low < 0 || *all[i].Outlook.Mean < *all[low].Outlook.Mean {
			low = i
		}
	}
	return []int{high, low}
}

// level orders readings from optimistic to skeptical, those without a mean last.
func level(mean *float64) float64 {
	if mean == nil {
		return math.Inf(-1)
	}
	return *mean
}
