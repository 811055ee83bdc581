package run

import (
	"encoding/binary"

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
// their MinHash sketches. It keeps about 300 bytes for every article that is no
// copy, and never a text.
type duplicates struct {
	first    map[uint32]int32 // hash of a band -> the first article that had it
	ids      []string
	sketches [][]byte
}

func newDuplicates() *duplicates { return &duplicates{first: map[uint32]int32{}} }

// add gives the id of the first article that this one is a copy of, "" for none,
// and remembers it where it is none. An article is no copy of its own versions.
func (d *duplicates) add(id string, sketch []byte) string {
	if len(sketch) != 2*table.SketchSize {
		return ""
	}
	best, bestAt := alikeFrom, int32(-1)
	var keys [bands]uint32
	for b := range keys {
		keys[b] = bandKey(b, sketch)
		at, ok := d.first[keys[b]]
		if !ok || at == bestAt || d.ids[at] == id {
			continue
		}
		// The earliest of equals, so that all copies name the same original.
		if s := similarity(sketch, d.sketches[at]); s > best || s == best && (bestAt < 0 || at < bestAt) {
			best, bestAt = s, at
		}
	}
	if bestAt >= 0 {
		return d.ids[bestAt]
	}
	at := int32(len(d.ids))
	d.ids = append(d.ids, id)
	d.sketches = append(d.sketches, sketch)
	for _, k := range keys {
		if _, ok := d.first[k]; !ok {
			d.first[k] = at
		}
	}
	return ""
}

func bandKey(band int, sketch []byte) uint32 {
	h := uint32(2166136261) ^ uint32(band)*0x9E3779B1
	for _, c := range sketch[band*bandRows*2 : (band+1)*bandRows*2] {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
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
