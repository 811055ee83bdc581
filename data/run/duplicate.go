package run

import (
	"encoding/binary"
	"strings"

	"readout/data/table"
)

// How alike two texts are to be copies: a story cut to two thirds and given a
// line of credits still is one, while later stories that reuse half of an
// earlier one's paragraphs are not. Two articles are looked at together when all
// values of one of the bands of their sketches are equal, which a pair of
// similarity 0.6 does with a chance of 0.89 and one of 0.7 with 0.99 (1-(1-s^4)^16).
const (
	bands     = 16
	bandRows  = 4
	alikeFrom = 0.6
)

// duplicates finds copies of earlier articles by locality-sensitive hashing of
// their MinHash sketches. It keeps about 280 bytes for every article that is no
// copy, and never a text: 128 for the sketch, 64 to 128 for the bands, the rest
// for the id. A copy leaves nothing behind, however many there are.
type duplicates struct {
	ids      []string
	sketches [][]byte // of sketchesTogether articles each
	table    []uint32 // a hash table of bands: article*bands + band + 1, 0 for an empty place
	used     int
}

const sketchesTogether = 4096

func newDuplicates() *duplicates { return &duplicates{table: make([]uint32, 1<<12)} }

// add gives the id of the first article that this one is a copy of, "" for none,
// and remembers it where it is none. An article is no copy of its own versions.
func (d *duplicates) add(id string, sketch []byte) string {
	if len(sketch) != 2*table.SketchSize {
		return ""
	}
	best, bestAt := alikeFrom, int32(-1)
	for b := range bands {
		place := d.find(b, sketch)
		if d.table[place] == 0 {
			continue
		}
		at := int32(d.table[place]-1) / bands
		if at == bestAt || d.ids[at] == id {
			continue
		}
		// The earliest of equals, so that all copies name the same original.
		if s := similarity(sketch, d.sketch(at)); s > best || s == best && (bestAt < 0 || at < bestAt) {
			best, bestAt = s, at
		}
	}
	if bestAt >= 0 {
		return d.ids[bestAt]
	}
	d.keep(id, sketch)
	return ""
}

// keep remembers an article; of the articles with a band the first is found.
func (d *duplicates) keep(id string, sketch []byte) {
	at := len(d.ids)
	d.ids = append(d.ids, strings.Clone(id)) // not the record that it was cut from
	if at%sketchesTogether == 0 {
		d.sketches = append(d.sketches, make([]byte, 0, sketchesTogether*2*table.SketchSize))
	}
	last := len(d.sketches) - 1
	d.sketches[last] = append(d.sketches[last], sketch...)
	if (d.used+bands)*4 > len(d.table)*3 {
		d.grow()
	}
	for b := range bands {
		if place := d.find(b, sketch); d.table[place] == 0 {
			d.table[place] = uint32(at*bands + b + 1)
			d.used++
		}
	}
}

func (d *duplicates) grow() {
	old := d.table
	d.table = make([]uint32, 2*len(old))
	for _, entry := range old {
		if entry != 0 {
			at, b := int32(entry-1)/bands, int(entry-1)%bands
			d.table[d.find(b, d.sketch(at))] = entry
		}
	}
}

func (d *duplicates) sketch(at int32) []byte {
	const size = 2 * table.SketchSize
	k := int(at) % sketchesTogether * size
	return d.sketches[at/sketchesTogether][k : k+size]
}

// find gives the place of a band in the hash table: where it stands, or the
// empty one where it would.
func (d *duplicates) find(b int, sketch []byte) int {
	key := band(b, sketch)
	h := (key ^ uint64(b)) * 0x9E3779B97F4A7C15
	mask := len(d.table) - 1
	for place := int(h>>32) & mask; ; place = (place + 1) & mask {
		entry := d.table[place]
		if entry == 0 || int(entry-1)%bands == b && band(b, d.sketch(int32(entry-1)/bands)) == key {
			return place
		}
	}
}

func band(b int, sketch []byte) uint64 {
	return binary.LittleEndian.Uint64(sketch[b*bandRows*2:])
}

// similarity is the share of equal values.
func similarity(a, b []byte) float64 {
	n := 0
	for i := 0; i < len(a); i += 2 {
		if binary.LittleEndian.Uint16(a[i:]) == binary.LittleEndian.Uint16(b[i:]) {
			n++
		}
	}
	return float64(n) / table.SketchSize
}
