package run

import (
	"encoding/binary"
	"net/url"
	"strconv"
	"strings"

	"readout/data/table"
)

// How alike two texts are to be copies: a story cut to two thirds and given a
// line of credits still is one, while later stories that reuse half of an
// earlier one's paragraphs are not. Two articles are looked at together when all
// values of one of the bands of their sketches are equal, which a pair of
// similarity 0.6 does with a chance of 0.89 and one of 0.7 with 0.99 (1-(1-s^4)^16).
//
// An article that has the place (file and record) or the heading (outlet and title)
// of an earlier one of the same source is looked at with it too. Two fifths of the
// words in common are enough then: one word changed in two sentences leaves half.
const (
	bands       = 16
	bandRows    = 4
	allBands    = bands + 2 // with place and heading
	alikeFrom   = 0.6
	revisedFrom = 0.4
)

// The kinds of near-duplicates, as the column duplicate_kind has them.
const (
	isCopy     = "copy"
	isRevision = "revision"
)

// trace is what the index keeps of an article: the sketch of its text, then
// hashes of 32 bits of its place, its heading, its source and its words. A
// place, heading or words that are not known are 0.
type trace []byte

const (
	placeAt   = 2 * table.SketchSize
	headingAt = placeAt + 4
	sourceAt  = headingAt + 4
	wordsAt   = sourceAt + 4
	traceSize = wordsAt + 4
)

// traceOf is the trace of an article, nil for a text without words.
func traceOf(a *table.Article) trace {
	if len(a.TextSketch) != 2*table.SketchSize {
		return nil
	}
	no := ""
	if a.RecordNo != nil {
		no = strconv.Itoa(int(*a.RecordNo))
	}
	source := sourceOf(a)
	t := make(trace, 0, traceSize)
	t = append(t, a.TextSketch...)
	t = binary.LittleEndian.AppendUint32(t, hash32("place", a.Path, no))
	if heading := folded(a.Title); heading != "" {
		t = binary.LittleEndian.AppendUint32(t, hash32("heading", source, heading))
	} else {
		t = binary.LittleEndian.AppendUint32(t, 0)
	}
	t = binary.LittleEndian.AppendUint32(t, hash32("source", source))
	if a.TextHash == "" { // of a run before schema version 2
		return binary.LittleEndian.AppendUint32(t, 0)
	}
	return binary.LittleEndian.AppendUint32(t, hash32("words", a.TextHash))
}

// sourceOf is who published an article: its outlet, else the host of its URL, "" where neither is known.
func sourceOf(a *table.Article) string {
	if outlet := folded(a.Outlet); outlet != "" {
		return outlet
	}
	if a.URL == nil {
		return ""
	}
	u, err := url.Parse(*a.URL)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

func folded(s *string) string {
	if s == nil {
		return ""
	}
	return strings.ToLower(strings.Join(strings.Fields(*s), " "))
}

// hash32 is never 0.
func hash32(parts ...string) uint32 { return uint32(hash64(strings.Join(parts, "\x00"))) | 1 }

func (t trace) at(offset int) uint32 { return binary.LittleEndian.Uint32(t[offset:]) }

// band is a part of the trace that is equal in articles to be looked at together,
// 0 for none.
func (t trace) band(b int) uint64 {
	switch b {
	case bands:
		return uint64(t.at(placeAt))
	case bands + 1:
		return uint64(t.at(headingAt))
	}
	return binary.LittleEndian.Uint64(t[b*bandRows*2:])
}

// kindOf says what t is to the article that it is near to.
func (t trace) kindOf(first trace) string {
	same := t.at(wordsAt) == first.at(wordsAt)
	if t.at(wordsAt) == 0 || first.at(wordsAt) == 0 {
		same = similarity(t, first) == 1
	}
	if same || t.at(sourceAt) != first.at(sourceAt) {
		return isCopy
	}
	return isRevision
}

// duplicates finds copies and revisions of earlier articles by locality-sensitive
// hashing of their MinHash sketches. It keeps about 300 bytes for every article that
// is no copy, and never a text: 144 for the trace, 72 to 144 for the bands, the rest
// for the id. A copy leaves nothing behind, however many there are.
type duplicates struct {
	ids    []string
	traces [][]byte // of tracesTogether articles each
	table  []uint32 // a hash table of bands: article*allBands + band + 1, 0 for an empty place
	used   int
}

const tracesTogether = 4096

func newDuplicates() *duplicates { return &duplicates{table: make([]uint32, 1<<12)} }

// add gives the id of the first article that this one is a copy or revision of and
// which of the two it is, "" for none, and remembers it where it is none. An article
// is no copy of its own versions.
func (d *duplicates) add(id string, t trace) (of, kind string) {
	if t == nil {
		return "", ""
	}
	best, bestAt := 0.0, int32(-1)
	for b := range allBands {
		at := d.first(b, t)
		if at < 0 || at == bestAt || d.ids[at] == id {
			continue
		}
		from := alikeFrom
		if b >= bands && d.trace(at).at(sourceAt) == t.at(sourceAt) {
			from = revisedFrom
		}
		// The earliest of equals, so that all copies name the same original.
		if s := similarity(t, d.trace(at)); s >= from && (s > best || s == best && (bestAt < 0 || at < bestAt)) {
			best, bestAt = s, at
		}
	}
	if bestAt >= 0 {
		return d.ids[bestAt], t.kindOf(d.trace(bestAt))
	}
	d.keep(id, t)
	return "", ""
}

// first is the first article with a band, -1 for none.
func (d *duplicates) first(b int, t trace) int32 {
	if b >= bands && t.band(b) == 0 {
		return -1
	}
	entry := d.table[d.find(b, t)]
	if entry == 0 {
		return -1
	}
	return int32((entry - 1) / allBands)
}

// keep remembers an article; of the articles with a band the first is found.
func (d *duplicates) keep(id string, t trace) {
	at := len(d.ids)
	d.ids = append(d.ids, strings.Clone(id)) // not the record that it was cut from
	if at%tracesTogether == 0 {
		d.traces = append(d.traces, make([]byte, 0, tracesTogether*traceSize))
	}
	last := len(d.traces) - 1
	d.traces[last] = append(d.traces[last], t...)
	if (d.used+allBands)*4 > len(d.table)*3 {
		d.grow()
	}
	for b := range allBands {
		if b >= bands && t.band(b) == 0 {
			continue
		}
		if place := d.find(b, t); d.table[place] == 0 {
			d.table[place] = uint32(at*allBands + b + 1)
			d.used++
		}
	}
}

func (d *duplicates) grow() {
	old := d.table
	d.table = make([]uint32, 2*len(old))
	for _, entry := range old {
		if entry != 0 {
			at, b := int32((entry-1)/allBands), int((entry-1)%allBands)
			d.table[d.find(b, d.trace(at))] = entry
		}
	}
}

func (d *duplicates) trace(at int32) trace {
	k := int(at) % tracesTogether * traceSize
	return trace(d.traces[at/tracesTogether][k : k+traceSize])
}

// find gives the place of a band in the hash table: where it stands, or the
// empty one where it would.
func (d *duplicates) find(b int, t trace) int {
	key := t.band(b)
	h := (key ^ uint64(b)) * 0x9E3779B97F4A7C15
	mask := len(d.table) - 1
	for place := int(h>>32) & mask; ; place = (place + 1) & mask {
		entry := d.table[place]
		if entry == 0 || int((entry-1)%allBands) == b && d.trace(int32((entry-1)/allBands)).band(b) == key {
			return place
		}
	}
}

// similarity is the share of equal values of two sketches.
func similarity(a, b trace) float64 {
	n := 0
	for i := 0; i < 2*table.SketchSize; i += 2 {
		if binary.LittleEndian.Uint16(a[i:]) == binary.LittleEndian.Uint16(b[i:]) {
			n++
		}
	}
	return float64(n) / table.SketchSize
}
