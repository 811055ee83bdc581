package run

// MaxCompared is the number of statements above which figures are made of a part
// of the articles, so that memory stays flat however large the corpus. Means over
// so many statements are sure to the second decimal; what is in the tables is
// always everything.
const MaxCompared = 120_000

// OneIn says that figures are made of one article in so many, chosen by the hash
// of its id: 1 for all of them, else a power of two, so that a corpus that grows
// keeps to a part of the articles that it had.
func (c *Corpus) OneIn() uint64 {
	n := uint64(1)
	for c.statements()/int64(n) > MaxCompared {
		n *= 2
	}
	return n
}

// sampled is about how many statements figures are made of.
func (c *Corpus) sampled() int64 { return c.statements() / int64(c.OneIn()) }

func (c *Corpus) statements() (n int64) {
	for _, r := range c.Runs {
		n += r.Statements
	}
	return n
}

// Sample says whether an article is among those that figures are made of; nil is
// all of them.
func (c *Corpus) Sample() func(articleID string) bool {
	oneIn := c.OneIn()
	if oneIn == 1 {
		return nil
	}
	return func(articleID string) bool { return hash64(articleID)%oneIn == 0 }
}
