package train

import (
	"math"
	"sort"

	"readout/analysis/attribution/tagger"
)

// quantise keeps the most rows with the greatest weights and rounds them to 8
// bits. numbers are the feature numbers of the cells.
func quantise(bitCount uint, dense []cell, numbers []uint32, most int) tagger.Weights {
	type entry struct {
		number uint32
		cell   int
		norm   float32
	}
	var entries []entry
	top := float32(0)
	for i := range dense {
		norm := float32(0)
		for _, x := range dense[i].weights {
			norm += x * x
			top = max(top, max(x, -x))
		}
		if norm > 1e-6 {
			entries = append(entries, entry{numbers[i], i, norm})
		}
	}
	sort.Slice(entries, func(i, j int) bool {
		if entries[i].norm != entries[j].norm {
			return entries[i].norm > entries[j].norm
		}
		return entries[i].number < entries[j].number
	})
	if len(entries) > most {
		entries = entries[:most]
	}
	sort.Slice(entries, func(i, j int) bool { return entries[i].number < entries[j].number })
	// The largest weights are few: they are clipped so that the small keep their grades.
	scale := top / 127
	if clip := float32(2.5); top > clip {
		scale = clip / 127
	}
	kept, rows := make([]uint32, len(entries)), make([]tagger.Row, len(entries))
	for i, e := range entries {
		kept[i] = e.number
		for y, x := range dense[e.cell].weights {
			rows[i][y] = int8(max(-127, min(127, math.Round(float64(x/scale)))))
		}
	}
	return tagger.NewWeights(bitCount, kept, rows, scale)
}
