package run

// maxCompared is the number of statements above which figures are made of a part
// of the articles, so that memory stays flat however large the corpus. Means over
// so many statements are sure to the second decimal; what is in the tables is
// always everything.
const maxCompared = 120_000

// OneIn says that figures are made of one article in so many, chosen by the hash
// of its id: 1 for all of them, else a power of two, so that a corpus that grows
// keeps to a part of the articles that it had.
func (c *Corpus) OneIn() uint64 {
	total := int64(0)
	for _, r := range c.Runs {
		total += r.Statements
	}
	n := uint64(1)
	for total/int64(n) > maxCompared {
		n *= 2
	}
	return n
}

// sampled is about how many statements are in the sample.
func (c *Corpus) sampled(oneIn uint64) int64 {
	total := int64(0)
	for _, r := range c.Runs {
		total += r.Statements
	}
	return total / int64(oneIn)
}

// Sampled says whether an article is among those that figures are made of, oneIn
// being the Corpus' OneIn.
func Sampled(articleID string, oneIn uint64) bool {
	return oneIn == 1 || hash64(articleID)%oneIn == 0
}
