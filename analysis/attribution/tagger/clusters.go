package tagger

import "sort"

// Clusters are distributional word classes, learned from unlabelled articles, in two
// granularities: fine ones, which part words by syntax and meaning, and coarse ones, close to
// parts of speech, in place of a part-of-speech tagger. A third set clusters the lexicon's word
// vectors, which cover domains that the unlabelled articles do not have.
type Clusters struct {
	table []ClusterSlot // open addressing, a power of two long
}

// ClusterSlot is the classes of one word.
type ClusterSlot struct {
	Word         uint32 // hash of the word, 0 for an empty slot
	Fine, Coarse uint16 // from 1, 0 for none
	Sense        uint16
}

// of gives the classes of a word by its hash, 0 for those that are unknown.
func (c *Clusters) of(word uint32) (fine, coarse, sense uint32) {
	if c == nil || len(c.table) == 0 {
		return 0, 0, 0
	}
	mask := uint32(len(c.table) - 1)
	for i := word * 0x9E3779B1 & mask; ; i = (i + 1) & mask {
		s := &c.table[i]
		if s.Word == word {
			return uint32(s.Fine), uint32(s.Coarse), uint32(s.Sense)
		}
		if s.Word == 0 {
			return 0, 0, 0
		}
	}
}

// NewClusters makes the table of the classes of words.
func NewClusters(slots []ClusterSlot) *Clusters {
	size := 1
	for size < 2*len(slots)+2 {
		size *= 2
	}
	c := &Clusters{table: make([]ClusterSlot, size)}
	mask := uint32(size - 1)
	for _, s := range slots {
		if s.Word == 0 {
			continue
		}
		i := s.Word * 0x9E3779B1 & mask
		for c.table[i].Word != 0 {
			i = (i + 1) & mask
		}
		c.table[i] = s
	}
	return c
}

// slots gives the entries in the order of their hashes.
func (c *Clusters) slots() []ClusterSlot {
	var out []ClusterSlot
	for _, s := range c.table {
		if s.Word != 0 {
			out = append(out, s)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Word < out[j].Word })
	return out
}
