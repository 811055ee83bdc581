package event

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
	"strings"
	"time"
)

// Undated is the day of an article that has none. Such articles form events among themselves.
const Undated = math.MinInt32

// Day is the day (UTC) of a moment, counted from 1970-01-01.
func Day(at time.Time) int32 { return int32(math.Floor(float64(at.Unix()) / 86400)) }

// Time is the moment at which a day begins (UTC).
func Time(day int32) time.Time { return time.Unix(int64(day)*86400, 0).UTC() }

// Article is what a Grouper has to know of one.
type Article struct {
	ID     string
	Day    int32  // days since 1970-01-01 UTC, or Undated
	Title  string // "" for none
	Outlet string // "" for not known
	Terms  []byte // see Sketch
	Text   []byte // signature by which Grouper tells copies
}

// Compare is the order in which articles go into a Grouper: by day, those without one first, then by id.
func Compare(a, b *Article) int {
	return cmp.Or(cmp.Compare(a.Day, b.Day), strings.Compare(a.ID, b.ID))
}

// Member is an article of an event.
type Member struct {
	ID     string
	Day    int32
	Outlet string
	Copy   bool // repeats the text of an earlier member, and counts for nothing in figures
}

// Event is articles on one occurrence, in the order of Compare.
type Event struct {
	Members []Member
	Title   string // of the member nearest the event's middle that has a title
}

// How alike events are to be one, and how far apart in time. The threshold and the
// penalties were set on some 330 pairs of articles of news corpora of 2012 to 2020, read
// for the purpose: articles of one day on one matter, and not of one saga. Of pairs a day
// and more apart, and of those without days among dated ones, every second was of a saga.
const (
	alikeFrom  = 0.30 // mean cosine of the pairs, from which two groups are one event
	dayPenalty = 0.25 // of similarity, for each day between the means of two groups,
	noDay      = 0.25 // and where days are not known, in a folder without any days,
	noDayAmong = 0.54 // or in one where nearly all others have one
	window     = 3    // days after which nothing joins an event any more
	longest    = 6    // days between an event's first article and its last

	batch     = 2000  // articles of one day that are clustered together,
	maxActive = 10000 // and events that they may join; the earliest are closed above that
)

// Grouper makes events of articles that come in the order of Compare. It holds
// the articles of the last days only: about 1.5 KB each.
type Grouper struct {
	frequencies *Frequencies
	copies      func(a, b []byte) bool
	emit        func(*Event) error

	active  []*group // in the order of their first members
	waiting []*group // of one day
	met     int      // articles so far
}

// NewGrouper makes events by frequencies of all articles that it will be given.
// copies tells from two signatures whether one article repeats the other; emit
// is called with every event once it is complete.
func NewGrouper(f *Frequencies, copies func(a, b []byte) bool, emit func(*Event) error) *Grouper {
	return &Grouper{frequencies: f, copies: copies, emit: emit}
}

// group is an event in the making.
type group struct {
	sum         vector // of the members' unit vectors, copies left out,
	days        int64  // and of their days
	n           int    // members that are no copies
	order       int    // of the first member
	first, last int32
	members     []member
	dead        bool
	near        []int // groups it may join
}

type member struct {
	Member
	order int
	title string
	unit  vector
	text  []byte
}

// Add takes the next article.
func (g *Grouper) Add(a *Article) error {
	if len(g.waiting) > 0 && (g.waiting[0].first != a.Day || len(g.waiting) == batch) {
		if err := g.settle(); err != nil {
			return err
		}
	}
	u := g.frequencies.unit(a.Terms)
	g.waiting = append(g.waiting, &group{
		sum: u, n: 1, order: g.met, first: a.Day, last: a.Day, days: int64(a.Day),
		members: []member{{Member: Member{ID: a.ID, Day: a.Day, Outlet: a.Outlet}, order: g.met, title: a.Title, unit: u, text: a.Text}},
	})
	g.met++
	return nil
}

// Close ends the last events.
func (g *Grouper) Close() error {
	if err := g.settle(); err != nil {
		return err
	}
	return g.release(func(*group) bool { return true })
}

// settle clusters the waiting articles with the events that are open still.
func (g *Grouper) settle() error {
	if len(g.waiting) == 0 {
		return nil
	}
	day := int64(g.waiting[0].first)
	if err := g.release(func(e *group) bool { return day-int64(e.last) > window }); err != nil {
		return err
	}
	c := g.clustering()
	g.waiting = nil
	c.run()
	g.active = c.living()
	excess := len(g.active) - maxActive
	return g.release(func(*group) bool { excess--; return excess >= 0 })
}

// release emits the active events that are done.
func (g *Grouper) release(done func(*group) bool) error {
	rest := g.active[:0]
	for _, e := range g.active {
		if !done(e) {
			rest = append(rest, e)
			continue
		}
		if err := g.emit(e.event()); err != nil {
			return err
		}
	}
	clear(g.active[len(rest):])
	g.active = rest
	return nil
}

func (e *group) event() *Event {
	slices.SortFunc(e.members, func(x, y member) int { return x.order - y.order })
	out := &Event{Members: make([]Member, len(e.members))}
	best := math.Inf(-1)
	for i := range e.members {
		m := &e.members[i]
		out.Members[i] = m.Member
		if m.title == "" || m.Copy {
			continue
		}
		if near := dot(&m.unit, &e.sum); near > best {
			best, out.Title = near, m.title
		}
	}
	return out
}

// clustering is one round: groups that exist, and the articles of a day.
type clustering struct {
	groups []*group
	old    int // groups[:old] were there before
	copies func(a, b []byte) bool
	index  map[uint32][]posting // by term, groups ascending
	queue  pairs

	undated float64 // what is taken off the similarity of groups without days
}

func (g *Grouper) clustering() *clustering {
	c := &clustering{groups: append(slices.Clone(g.active), g.waiting...), old: len(g.active), copies: g.copies, undated: g.frequencies.undated(), index: map[uint32][]posting{}}
	for i, e := range c.groups {
		e.near = nil
		for k, h := range e.sum.hashes {
			c.index[h] = append(c.index[h], posting{int32(i), e.sum.weights[k]})
		}
	}
	return c
}

// posting is a group that has a term, and the term's weight in it.
type posting struct {
	group  int32
	weight float64
}

func (c *clustering) run() {
	sums := make([]float64, len(c.groups))
	var touched []int32
	for i := c.old; i < len(c.groups); i++ {
		e := c.groups[i]
		for k, h := range e.sum.hashes {
			for _, p := range c.index[h] {
				if int(p.group) >= i {
					break
				}
				if sums[p.group] == 0 {
					touched = append(touched, p.group)
				}
				sums[p.group] += float64(e.sum.weights[k] * p.weight)
			}
		}
		slices.Sort(touched)
		c.join(i, touched, sums)
		for _, j := range touched {
			sums[j] = 0
		}
		touched = touched[:0]
	}
	for c.queue.Len() > 0 {
		p := heap.Pop(&c.queue).(pair)
		if !c.groups[p.a].dead && !c.groups[p.b].dead {
			c.merge(p.a, p.b)
		}
	}
}

// join looks at the groups that article i shares terms with: it becomes a copy in
// one of them, or may be merged with those that are alike enough.
func (c *clustering) join(i int, touched []int32, products []float64) {
	e := c.groups[i]
	for _, j := range touched {
		o := c.groups[j]
		if o.dead || products[j]/float64(o.n) < alikeFrom || !c.repeats(&e.members[0], o) {
			continue
		}
		m := e.members[0]
		m.Copy = true
		o.members = append(o.members, m)
		o.last = max(o.last, e.last)
		e.dead = true
		return
	}
	for _, j := range touched {
		if o := c.groups[j]; !o.dead {
			c.offer(int(j), i, similarity(o, e, products[j], c.undated))
		}
	}
}

func (c *clustering) repeats(m *member, o *group) bool {
	return slices.ContainsFunc(o.members, func(have member) bool { return !have.Copy && c.copies(have.text, m.text) })
}

// similarity is the mean cosine of the pairs of members, from the product of the
// sums, less what the days between the groups take off, or what undated does.
func similarity(a, b *group, product, undated float64) float64 {
	gap := max(0, max(int64(a.first), int64(b.first))-min(int64(a.last), int64(b.last)))
	span := max(int64(a.last), int64(b.last)) - min(int64(a.first), int64(b.first))
	if gap > window || span > longest {
		return 0
	}
	alike := product / float64(a.n*b.n)
	if a.first == Undated {
		return alike * (1 - undated)
	}
	apart := math.Abs(float64(a.days)/float64(a.n) - float64(b.days)/float64(b.n))
	return alike * (1 - float64(dayPenalty*apart))
}

// offer notes that two groups may become one.
func (c *clustering) offer(a, b int, alike float64) {
	if alike < alikeFrom {
		return
	}
	x, y := c.groups[a], c.groups[b]
	x.near, y.near = append(x.near, b), append(y.near, a)
	p := pair{a: a, b: b, alike: alike, first: x.order, second: y.order}
	if p.first > p.second {
		p.first, p.second = p.second, p.first
	}
	heap.Push(&c.queue, p)
}

// merge makes one group of two and looks at the neighbours of both again. A group
// near neither of two cannot be near both together.
func (c *clustering) merge(a, b int) {
	x, y := c.groups[a], c.groups[b]
	if x.order > y.order {
		x, y = y, x
	}
	x.dead, y.dead = true, true
	m := &group{
		sum: plus(&x.sum, &y.sum), n: x.n + y.n, order: x.order, first: min(x.first, y.first), last: max(x.last, y.last), days: x.days + y.days,
		members: append(slices.Clone(x.members), y.members...),
	}
	at := len(c.groups)
	c.groups = append(c.groups, m)
	near := append(slices.Clone(x.near), y.near...)
	slices.Sort(near)
	for _, k := range slices.Compact(near) {
		if o := c.groups[k]; !o.dead {
			c.offer(k, at, similarity(o, m, dot(&o.sum, &m.sum), c.undated))
		}
	}
}

// living gives the groups that are left, in the order of their first members.
func (c *clustering) living() []*group {
	var all []*group
	for _, e := range c.groups {
		if !e.dead {
			e.near = nil
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(x, y *group) int { return x.order - y.order })
	return all
}

// pair is two groups that may become one.
type pair struct {
	a, b          int
	alike         float64
	first, second int // orders of their first members, by which ties are broken
}

// pairs is a heap, the most alike on top.
type pairs []pair

// Len is that of heap.Interface.
func (p pairs) Len() int { return len(p) }

// Less is that of heap.Interface.
func (p pairs) Less(i, j int) bool {
	x, y := p[i], p[j]
	return cmp.Or(cmp.Compare(y.alike, x.alike), x.first-y.first, x.second-y.second) < 0
}

// Swap is that of heap.Interface.
func (p pairs) Swap(i, j int) { p[i], p[j] = p[j], p[i] }

// Push is that of heap.Interface.
func (p *pairs) Push(x any) { *p = append(*p, x.(pair)) }

// Pop is that of heap.Interface.
func (p *pairs) Pop() any {
	last := (*p)[len(*p)-1]
	*p = (*p)[:len(*p)-1]
	return last
}
