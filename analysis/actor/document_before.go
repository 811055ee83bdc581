package actor

import (
	"sort"
	"strings"

	"readout/analysis"
)

// documentReach is how many sentences back a document is looked for that another phrase takes up.
const documentReach = 24

// documentBefore is whoever a document is of that an earlier sentence calls by the same word: there
// it stands with its owner, somebody speaks in it, or has published it. A word for any document
// takes up the last one before that is somebody's, a statement what was said last.
func (c *documents) documentBefore(d int) int32 {
	key, s := singularOf(c.words[d].key), c.d.Tokens[d].Sentence
	named := false
	for back := s - 1; back >= 0 && back >= s-documentReach; back-- {
		sent := &c.d.Sentences[back]
		for k := sent.First; k < sent.Last; k++ {
			if singularOf(c.words[k].key) != key {
				continue
			}
			named = true
			if e := c.documentAt(sent, k); e >= 0 {
				return e
			}
		}
	}
	if named {
		return -1
	}
	if c.english.AnyDocument[key] {
		for back := s - 1; back >= 0 && back >= s-documentReach/4; back-- {
			sent := &c.d.Sentences[back]
			for k := sent.Last - 1; k >= sent.First; k-- {
				if w := &c.words[k]; !w.is(document) || w.capital {
					continue
				}
				if e := c.documentAt(sent, k); e >= 0 {
					return e
				}
			}
		}
	}
	if c.english.OwnWords[key] {
		return c.saidBefore(d)
	}
	return -1
}

// singularOf is the singular of a word for a document.
func singularOf(key string) string {
	if strings.HasSuffix(key, "is") {
		return key // analysis
	}
	return strings.TrimSuffix(key, "s")
}

// documentAt is whoever the document at a token of a sentence is of, as that sentence tells, -1
// for nobody.
func (c *documents) documentAt(sent *analysis.Sentence, k int) int32 {
	if a := c.sourceOf[k]; a >= 0 && int(a) < len(c.d.Statements) {
		if s := &c.d.Statements[a].Speaker; s.Rule == ofDocument {
			return int32(s.Actors[0])
		}
	}
	if e := c.documentOwner(k, max(sent.First, k-8), min(sent.Last, k+8)); e >= 0 {
		return e
	}
	if e := c.speaksIn(sent, k); e >= 0 {
		return e
	}
	if e := c.publisher(sent, k); e >= 0 {
		return e
	}
	for s := c.d.Tokens[k].Sentence; int(s) < len(c.d.Sentences) && s <= c.d.Tokens[k].Sentence+1; s++ {
		if e := c.authorIn(&c.d.Sentences[s]); e >= 0 {
			return e
		}
	}
	return -1
}

// authorIn is the only one whom a sentence calls an author, -1 for none or several: its author,
// Ida Quist.
func (c *documents) authorIn(sent *analysis.Sentence) int32 {
	only := int32(-1)
	from := sort.Search(len(c.heads), func(k int) bool { return c.phrases[c.heads[k]].first >= sent.First })
	for _, i := range c.heads[from:] {
		p := &c.phrases[i]
		if p.first >= sent.Last {
			break
		}
		if len(p.nouns) == 0 || c.nounKey(p) != "author" || len(p.entities) != 1 || c.list[p.entities[0]].kind != personPhrase {
			continue
		}
		if only >= 0 && only != p.entities[0] {
			return -1
		}
		only = p.entities[0]
	}
	return only
}

// speaksIn is who says something in the document at a token: Quist said in a statement.
func (c *documents) speaksIn(sent *analysis.Sentence, d int) int32 {
	k := d - 1
	for ; k >= sent.First && k > d-6; k-- {
		if key := c.words[k].key; key == "in" || key == "via" || key == "through" || key == "with" {
			break
		}
		if w := &c.words[k]; w.kind != analysis.Word && w.kind != analysis.Number && w.kind != analysis.Possessive {
			return -1
		}
	}
	if k < sent.First || k <= d-6 {
		return -1
	}
	return c.speakerIn(int32(c.d.Tokens[d].Sentence), sent.Last)
}

// speakerIn is the only one who speaks in a sentence up to a token, -1 for none or several.
func (c *documents) speakerIn(sentence int32, before int) int32 {
	only := int32(-1)
	for _, a := range c.spoken[sentence] {
		of, s := &c.d.Attributions[a], &c.d.Statements[a].Speaker
		if first, _ := c.tokens(of.Source[0]); len(s.Actors) == 0 || first >= before {
			continue
		}
		if only >= 0 && only != int32(s.Actors[0]) {
			return -1
		}
		only = int32(s.Actors[0])
	}
	return only
}

// markSpoken notes in which sentence the sources stand that nobody else quotes.
func (c *documents) markSpoken() {
	c.spoken = map[int32][]int32{}
	for a := range min(len(c.d.Attributions), len(c.d.Statements)) {
		if at := &c.d.Attributions[a]; len(at.Source) > 0 && at.Depth == 0 && len(c.d.Tokens) > 0 {
			first, _ := c.tokens(at.Source[0])
			s := int32(c.d.Tokens[min(first, len(c.d.Tokens)-1)].Sentence)
			c.spoken[s] = append(c.spoken[s], int32(a))
		}
	}
}

// saidBefore is who spoke last before a token, within three sentences; -1 for nobody.
func (c *documents) saidBefore(d int) int32 {
	s := c.d.Tokens[d].Sentence
	for back := s; back >= 0 && back >= s-3; back-- {
		if e := c.speakerIn(int32(back), d); e >= 0 {
			return e
		}
	}
	return -1
}

// publisher is the subject of a sentence that has brought out the document at a token: the bank
// released a report.
func (c *documents) publisher(sent *analysis.Sentence, d int) int32 {
	verb := -1
	for k := d - 1; k >= sent.First && k > d-12 && verb < 0; k-- {
		if c.english.Publishing[c.words[k].key] {
			verb = k
		}
	}
	if verb < 0 {
		return -1
	}
	subject := int32(-1)
	from := sort.Search(len(c.heads), func(k int) bool { return c.phrases[c.heads[k]].first >= sent.First })
	for _, i := range c.heads[from:] {
		p := &c.phrases[i]
		if p.first >= verb {
			break
		}
		if p.inner || p.genitive || len(p.entities) != 1 || p.first > sent.First && c.english.Obliques[c.words[p.first-1].key] {
			continue
		}
		if e := &c.list[p.entities[0]]; e.kind == bodyPhrase || e.kind == personPhrase || e.kind == sidePhrase || e.kind == nounPhrase && !e.loose {
			if subject = p.entities[0]; strings.HasSuffix(c.words[verb].key, "ing") {
				break // they met in Lund, releasing a report
			}
		}
	}
	return subject
}
