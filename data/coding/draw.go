// Package coding supports hand coding of what readout measured: it draws a random sample of
// statements with known probabilities, writes the coders' sheets, reads them back and computes
// the agreement of coders with each other and with readout.
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

// Question says which items a draw samples.
type Question struct {
	N    int
	By   []string // strata: side, proposition, event; items of rare ones get higher probabilities
	Seed uint64

	Event, Proposition, Actor, Outlet, Issue string   // only items of these ids; "" for all
	Sides                                    []string // only of these side ids; empty for all
	From, To                                 time.Time
	Focus                                    string // the restrictions above as text, the draw's focus; "" for a draw of everything
}

// Shares of a draw, 0 to 1, that are not statements: they measure what readout missed.
const (
	candidateShare = 0.12 // candidates, which validity left out
	paragraphShare = 0.08 // paragraphs without a statement or candidate
)

// leastShare is the smallest probability of an item relative to the mean of its kind. It bounds
// the weights, which are inverse probabilities.
const leastShare = 0.3

// Item is one drawn item, with what a coder needs to see.
type Item struct {
	table.Draw
	Start, End    int    // span to be coded, in code points of the article's text
	Words         string // text of that span: a statement's content, or a paragraph
	Source, Cue   string // "" for none
	Actor, Side   string // names of speaker and side as measured, "" for none
	ActorID       string
	Outlet, Title string
	PublishedAt   *time.Time
	Before, After string // the text around Words
}

// unit is an item of the population, with its size: the weight of its probability.
type unit struct {
	Item
	size   float64
	random uint64
}

// Drawn is a drawn sample.
type Drawn struct {
	ID           string
	Items        []Item // in random order
	Population   map[string]int
	Propositions []table.Proposition
	Sides        []string // ids of the sides that statements have, the most frequent first
	SideNames    []string // what each of Sides is called
	GuideVersion string
}

// Make draws a sample of the measured statements of a corpus. The same corpus and question
// give the same sample.
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
	if d.SideNames, err = sideNames(c, d.Sides); err != nil {
		return nil, err
	}
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

// sideNames gives what sides are called: the id where the tables have no name.
func sideNames(c *run.Corpus, ids []string) ([]string, error) {
	called, err := c.SideNames()
	if err != nil {
		return nil, err
	}
	names := slices.Clone(ids)
	for i, id := range ids {
		names[i] = cmp.Or(called[id], id)
	}
	return names, nil
}

// shares divides n items among statements, candidates and paragraphs, at most as many of each
// as the population has.
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
	// FNV alone gives ids that differ only at their end similar hashes; this mixes the bits.
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return x
}

// systematic draws n units by systematic sampling with probabilities proportional to size,
// none below leastShare of the mean, and sets their probability.
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

// Count is the number of drawn items of a kind.
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
	Coder string // "" for a sheet that any coder may use
	Items []Item
}

// Part divides the items among coders. The share overlap (0 to 1), the first of the random
// order, goes to all of them, to measure agreement. Without coders there is one sheet.
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
