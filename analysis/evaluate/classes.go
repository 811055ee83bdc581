package evaluate

import (
	"fmt"
	"io"
	"strings"
)

// Confusion counts gold against given labels.
type Confusion struct {
	labels    []string
	index     map[string]int
	counts    [][]int // [gold][given]
	unlabeled []int   // abstentions by gold label, where the labels have no neutral
	abstained int
	neutral   string
	bins      [reliabilityBins]bin
}

const reliabilityBins = 10

type bin struct {
	n, right int
	prob     float64
}

// ClassFigures are one label's figures, between 0 and 1; N is how often the
// gold has it.
type ClassFigures struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	N         int     `json:"n"`
}

// Figures are those of one labelled task. MacroF1 is the plain mean over the
// labels that the gold has. Abstained is the share of items that got no label.
type Figures struct {
	N         int                     `json:"n"`
	MacroF1   float64                 `json:"macro_f1"`
	Accuracy  float64                 `json:"accuracy"`
	Abstained float64                 `json:"abstained"`
	Classes   map[string]ClassFigures `json:"classes"`
}

// NewConfusion makes a table for labels, in the order in which it is shown. An
// abstention counts as neutral; where neutral is "" it counts as wrong.
func NewConfusion(labels []string, neutral string) *Confusion {
	c := &Confusion{labels: labels, index: map[string]int{}, neutral: neutral, unlabeled: make([]int, len(labels))}
	for i, l := range labels {
		c.index[l] = i
		c.counts = append(c.counts, make([]int, len(labels)))
	}
	return c
}

// Add counts one item. Given is "" for an abstention; prob is the probability
// that the engine gave its label, 0 where it gave none. An unknown gold label is
// an error.
func (c *Confusion) Add(gold, given string, prob float64) error {
	g, ok := c.index[gold]
	if !ok {
		return fmt.Errorf("label %q is none of %s", gold, strings.Join(c.labels, ", "))
	}
	if given == "" {
		c.abstained++
		if given = c.neutral; given == "" {
			c.unlabeled[g]++
			return nil
		}
	} else if prob > 0 {
		b := &c.bins[min(int(prob*reliabilityBins), reliabilityBins-1)]
		b.n++
		b.prob += prob
		if gold == given {
			b.right++
		}
	}
	k, ok := c.index[given]
	if !ok {
		return fmt.Errorf("the engine's label %q is none of %s", given, strings.Join(c.labels, ", "))
	}
	c.counts[g][k]++
	return nil
}

// Figures sums the table up.
func (c *Confusion) Figures() Figures {
	f := Figures{Classes: map[string]ClassFigures{}}
	right, known := 0, 0
	for i, label := range c.labels {
		gold, given := c.unlabeled[i], 0
		for k := range c.labels {
			gold += c.counts[i][k]
			given += c.counts[k][i]
		}
		hit := c.counts[i][i]
		right += hit
		f.N += gold
		k := ClassFigures{Precision: ratio(hit, given), Recall: ratio(hit, gold), F1: ratio(2*hit, gold+given), N: gold}
		f.Classes[label] = k
		if gold > 0 {
			f.MacroF1 += k.F1
			known++
		}
	}
	if known > 0 {
		f.MacroF1 /= float64(known)
	}
	f.Accuracy = ratio(right, f.N)
	f.Abstained = ratio(c.abstained, f.N)
	return f
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Print writes the figures, the confusion table (a row a gold label) and how
// often each probability was right.
func (c *Confusion) Print(w io.Writer) {
	f := c.Figures()
	fmt.Fprintf(w, "n %d   macro-F1 %.3f   accuracy %.3f   abstained %.3f\n\n", f.N, f.MacroF1, f.Accuracy, f.Abstained)
	width := 8
	for _, l := range c.labels {
		width = max(width, len(l)+2)
	}
	fmt.Fprintf(w, "%-*s", width, "gold")
	for _, l := range c.labels {
		fmt.Fprintf(w, "%*s", width, l)
	}
	fmt.Fprintf(w, "%11s%8s%8s\n", "precision", "recall", "F1")
	for i, l := range c.labels {
		fmt.Fprintf(w, "%-*s", width, l)
		for k := range c.labels {
			fmt.Fprintf(w, "%*d", width, c.counts[i][k])
		}
		k := f.Classes[l]
		fmt.Fprintf(w, "%11.3f%8.3f%8.3f\n", k.Precision, k.Recall, k.F1)
	}
	c.printReliability(w)
}

// printReliability shows, for each tenth of the probability scale, how often the
// label was right: a calibrated engine is right as often as it says.
func (c *Confusion) printReliability(w io.Writer) {
	shown := false
	for i, b := range c.bins {
		if b.n == 0 {
			continue
		}
		if !shown {
			fmt.Fprintf(w, "\nprobability    items    said   right\n")
			shown = true
		}
		low := float64(i) / reliabilityBins
		fmt.Fprintf(w, "%.1f to %.1f%10d%8.2f%8.2f\n", low, low+1.0/reliabilityBins, b.n, b.prob/float64(b.n), ratio(b.right, b.n))
	}
}
