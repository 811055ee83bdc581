// Package coding lets people code what readout measured: it draws statements with known
// probabilities, writes the sheets in which they are coded, reads those back and says how
// far coders and readout agree.
//
// Items are drawn with unequal probabilities, systematically along the strata (Madow 1949;
// Särndal, Swensson and Wretman 1992, 3.6): exactly as many as were asked for, spread over
// all strata, each with a probability that is known.
package coding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"readout/data/run"
	"readout/data/table"
)

// Question says what is drawn.
type Question struct {
	N    int
	By   []string // side, proposition, event: rarer ones are drawn more often
	Seed uint64

	Event, Proposition, Actor, Outlet, Issue string   // only statements of these; "" for all
	Sides                                    []string // only of these; none for all
	From, To                                 time.Time
	Focus                                    string // all of these in words, "" where the draw is of everything
}

// The parts of a draw that are not statements.
const (
	candidateShare = 0.12 // of what validity left out
	paragraphShare = 0.08 // of paragraphs in which nothing was found
)

// leastShare is the smallest probability of an item against the mean of its kind: it
// bounds the weights.
const leastShare = 0.3

// Item is one item that was drawn, with what a coder needs to see.
type Item struct {
	table.Draw
	Start, End    int    // of what is to be coded, in code points of the article's text
	Words         string // the content of a statement, or a paragraph
	Source, Cue   string // "" for none
	Actor, Side   string // names as measured, "" for none
	ActorID       string
	Outlet, Title string
	PublishedAt   *time.Time
	Before, After string // the text around Words
}

// unit is an item that may be drawn.
type unit struct {
	Item
	size   float64
	random uint64
}

// Drawn is a draw.
type Drawn struct {
	ID           string
	Items        []Item // in random order
	Population   map[string]int
	Propositions []table.Proposition
	Sides        []string // ids that statements have
	GuideVersion string
}

// Make draws from the measured statements of a corpus. The same corpus and question give
// the same draw.
func Make(c *run.Corpus, q Question) (*Drawn, error) {
	for _, by := range q.By {
		if !slices.Contains([]string{"side", "proposition", "event"}, by) {
			return nil, fmt.Errorf("draw by %q: it is one of side, proposition, event", by)
		}
	}
	p, err := readPopulation(c.Measured(), &q)
	if err != nil {
		return nil, err
	}
	d := &Drawn{ID: drawID(c, q), Population: map[string]int{}, Sides: p.sides}
	if d.Propositions, err = c.Propositions(); err != nil {
		return nil, err
	}
	d.GuideVersion = GuideVersion(d.Propositions)
	n := shares(q.N, len(p.statements), len(p.candidates), len(p.paragraphs))
	rng := rand.New(rand.NewPCG(q.Seed, 17))
	var chosen []unit
	for _, kind := range []struct {
		name  string
		units []unit
		n     int
	}{{run.KindStatement, p.statements, n[0]}, {run.KindCandidate, p.candidates, n[1]}, {run.KindParagraph, p.paragraphs, n[2]}} {
		d.Population[kind.name] = len(kind.units)
		for i := range kind.units {
			kind.units[i].Kind = kind.name
			kind.units[i].NPopulation = int32(len(kind.units))
			kind.units[i].random = hashOf(q.Seed, kind.units[i].StatementID)
		}
		chosen = append(chosen, systematic(kind.units, kind.n, rng)...)
	}
	slices.SortFunc(chosen, func(a, b unit) int {
		return cmp.Or(cmp.Compare(a.random, b.random), strings.Compare(a.StatementID, b.StatementID))
	})
	for i := range chosen {
		chosen[i].Seq, chosen[i].DrawID = int32(i+1), d.ID
		if q.Focus != "" {
			chosen[i].Focus = &q.Focus
		}
		d.Items = append(d.Items, chosen[i].Item)
	}
	return d, showItems(c.Measured(), d.Items)
}

// shares parts n among statements, candidates and paragraphs, as far as there are such.
func shares(n, statements, candidates, paragraphs int) [3]int {
	c := min(int(math.Round(candidateShare*float64(n))), candidates)
	p := min(int(math.Round(paragraphShare*float64(n))), paragraphs)
	return [3]int{min(n-c-p, statements), c, p}
}

func drawID(c *run.Corpus, q Question) string {
	h := sha256.New()
	for _, r := range c.Runs {
		fmt.Fprintln(h, r.RunID, r.Sequence, r.LexiconSHA256, r.Statements)
	}
	_ = json.NewEncoder(h).Encode(q) // of strings, numbers and times
	return "d-" + hex.EncodeToString(h.Sum(nil)[:8])
}

func hashOf(seed uint64, id string) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d\x00%s", seed, id)
	x := h.Sum64()
	// FNV alone leaves ids that differ at their end close together.
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return x
}

// systematic draws n units with probabilities that go with their sizes, none below
// leastShare of the mean.
func systematic(units []unit, n int, rng *rand.Rand) []unit {
	if n == 0 {
		return nil
	}
	if n >= len(units) {
		for i := range units {
			units[i].Probability = 1
		}
		return units
	}
	least := leastShare * float64(n) / float64(len(units))
	at := func(c float64) (sum float64) {
		for i := range units {
			sum += min(1, max(least, c*units[i].size))
		}
		return sum
	}
	low, high := 0.0, 1.0
	for at(high) < float64(n) {
		high *= 2
	}
	for range 200 {
		if c := (low + high) / 2; at(c) < float64(n) {
			low = c
		} else {
			high = c
		}
	}
	slices.SortFunc(units, func(a, b unit) int {
		return cmp.Or(strings.Compare(a.Stratum, b.Stratum), cmp.Compare(a.random, b.random), strings.Compare(a.StatementID, b.StatementID))
	})
	next, sum := rng.Float64(), 0.0
	var out []unit
	for i := range units {
		u := &units[i]
		u.Probability = min(1, max(least, high*u.size))
		if sum += u.Probability; sum > next {
			out = append(out, *u)
			next++
		}
	}
	return out
}

// Count is how many items of a kind were drawn.
func (d *Drawn) Count(kind string) int {
	n := 0
	for i := range d.Items {
		if d.Items[i].Kind == kind {
			n++
		}
	}
	return n
}

// Sheet is the items of one coder, in random order.
type Sheet struct {
	Coder string // "" where one sheet is for whoever codes
	Items []Item
}

// Part gives every coder a share of the items, and all of them the first of the random
// order, as many as overlap says. Without coders there is one sheet.
func (d *Drawn) Part(coders []string, overlap float64) []Sheet {
	if len(coders) == 0 {
		return []Sheet{{Items: d.Items}}
	}
	sheets := make([]Sheet, len(coders))
	all := int(math.Round(overlap * float64(len(d.Items))))
	for k := range sheets {
		sheets[k].Coder = coders[k]
		for i := range d.Items {
			if i < all || (i-all)%len(coders) == k {
				sheets[k].Items = append(sheets[k].Items, d.Items[i])
			}
		}
	}
	return sheets
}
