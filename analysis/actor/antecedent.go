package actor

import (
	"math"

	"readout/analysis"
)

// feature is a binary feature of a candidate antecedent of "he" or "she". Each has one learned
// weight (train/pronouns.go).
type feature uint8

const (
	farNone       feature = iota // the last mention stands in the same sentence,
	farOne                       // in the one before,
	farTwo                       // two,
	farThree                     // three,
	farMore                      // more before
	paragraphSame                //
	paragraphLast                // in the paragraph before
	rankFirst                    // nobody who fits was mentioned since,
	rankSecond                   // one,
	rankThird                    // two,
	rankLater                    // more
	frontNone                    // the mention is the first of its sentence, which is this one,
	frontOne                     // the one before,
	frontMore                    // an earlier one
	subjectNone                  // a verb follows the mention, in this sentence,
	subjectOne                   // in the one before,
	subjectMore                  // in an earlier one
	obliqueLast                  // the mention follows a preposition
	ownerLast                    // the mention is a possessor or stands before a noun
	sourceNone                   // the mention is somebody's source, in this sentence,
	sourceOne                    // in the one before,
	sourceMore                   // in an earlier one
	speakerSays                  // was the last to speak, and the pronoun speaks
	speakerOther                 // was the last to speak, and the pronoun does not
	nestedSays                   // was the last to speak in what somebody says, and the pronoun speaks
	beforeSays                   // says what stands before the pronoun's sentence, and the pronoun speaks
	beforeOther                  // says what stands before the pronoun's sentence, and the pronoun does not
	sameMatter                   // both stand in what one source says
	spokenOf                     // the mention stands in what the pronoun says
	pronounLast                  // the mention is a pronoun
	quotedLast                   // the mention stands in a quotation, the pronoun in none
	quotedBoth                   // both stand in one
	headlineLast                 // the mention stands in the headline
	unnamed                      // has no name
	often                        // log of the number of mentions
	share                        // of all mentions of people
	spokeOften                   // log of the number of times as a source
	leads                        // is mentioned most of all
	opens                        // first word of a paragraph, and the mention opens the one before
	features
)

// featureNames are the keys of the weights.
var featureNames = [features]string{
	"distance 0", "distance 1", "distance 2", "distance 3", "distance 4+", "same paragraph", "paragraph before",
	"recency 1", "recency 2", "recency 3", "recency 4+", "front, distance 0", "front, distance 1", "front, distance 2+",
	"subject, distance 0", "subject, distance 1", "subject, distance 2+", "after a preposition", "possessor",
	"source, distance 0", "source, distance 1", "source, distance 2+", "last speaker, of a source", "last speaker, of another",
	"last nested speaker", "says what is before, of a source", "says what is before, of another",
	"in the same content", "in its own content", "by a pronoun", "in a quotation", "both in quotations", "in the headline",
	"without a name", "mentions", "share of mentions", "times a source", "named most", "opens the paragraph before",
}

// candidate is an entity that may be the antecedent of a pronoun.
type candidate struct {
	entity int32
	vector PronounVector
}

// reach is how many sentences back a pronoun may take somebody up.
const reach = 8

// lookBack is the most mentions that are looked through for candidates: real
// sentences have far fewer within reach.
const lookBack = 1000

// candidates are the people mentioned before a pronoun, the latest first.
func (c *anaphora) candidates(p *phrase) []candidate {
	list := c.people[:0]
	quote := c.d.Tokens[p.first].Quote
	all, most := float32(0), 0
	for n := len(c.recent) - 1; n >= max(0, len(c.recent)-lookBack) && len(list) < 12; n-- {
		i := c.recent[n]
		e := &c.list[i]
		if e.plural || e.sentence < 0 || p.sentence-e.sentence > reach || e.kind != personPhrase && (e.kind != nounPhrase || e.actor.Kind == "organization") {
			continue
		}
		known := false
		for k := range list {
			known = known || list[k].entity == i
		}
		if known || quote >= 0 && i == c.quoteSpeaker(p.first) {
			continue // who speaks of himself says I
		}
		all += float32(e.mentions)
		most = max(most, e.mentions)
		list = append(list, candidate{entity: i})
	}
	c.people = list
	for k := range list {
		c.describe(&list[k], p, all, most)
	}
	return list
}

// describe fills the features of a candidate that do not depend on the others'
// gender.
func (c *anaphora) describe(a *candidate, p *phrase, all float32, most int) {
	e, v := &c.list[a.entity], &a.vector
	on := func(f feature, yes bool) {
		if yes {
			v[f] = 1
		}
	}
	far := p.sentence - e.sentence
	on(min(farNone+feature(min(far, 4)), farMore), true)
	at := int(far)
	pick := func(f feature) feature { return f + feature(min(at, 2)) }
	paragraph := c.d.Sentences[p.sentence].Paragraph - c.d.Sentences[e.sentence].Paragraph
	on(paragraphSame, paragraph == 0)
	on(paragraphLast, paragraph == 1)
	on(pick(frontNone), e.front)
	on(pick(subjectNone), e.subject)
	on(pick(sourceNone), e.source)
	on(obliqueLast, e.oblique)
	on(ownerLast, e.owner)
	speaks := c.sources[p.first]
	on(speakerSays, a.entity == c.speaker && speaks)
	on(speakerOther, a.entity == c.speaker && !speaks)
	says := c.sourceOf[p.first]
	in := c.contentOf[e.seen]
	on(nestedSays, a.entity == c.nested && speaks)
	before := c.speaksBefore(p.sentence)
	on(beforeSays, before == a.entity && speaks)
	on(beforeOther, before == a.entity && !speaks)
	on(spokenOf, says >= 0 && e.told == says)
	on(sameMatter, !speaks && in >= 0 && in == c.contentOf[p.first])
	on(pronounLast, e.pronoun)
	quote := c.d.Tokens[p.first].Quote
	on(quotedLast, e.quoted && quote < 0)
	on(quotedBoth, e.quoted && quote >= 0)
	on(headlineLast, c.d.Sentences[e.sentence].Headline)
	on(unnamed, e.kind == nounPhrase)
	v[often] = float32(math.Log1p(float64(e.mentions)))
	v[share] = float32(e.mentions) / max(1, all)
	v[spokeOften] = float32(math.Log1p(float64(e.spoke)))
	on(leads, e.mentions == most && most > 1)
	on(opens, paragraph == 1 && e.front && c.opensParagraph(p.first, p.sentence) && c.opensParagraph(e.seen, e.sentence))
}

// speaksBefore is who says what the sentence before ends with, -1 for nobody.
func (c *passage) speaksBefore(sentence int32) int32 {
	for i := c.d.Sentences[sentence].First - 1; i >= 0 && i > c.d.Sentences[sentence].First-6; i-- {
		a := c.contentOf[i]
		if a < 0 {
			continue
		}
		for range 16 {
			at := &c.d.Attributions[a]
			if len(at.Source) > 0 || !at.Floating || at.Inherits < 0 || at.Inherits >= len(c.says) || int32(at.Inherits) == a {
				break
			}
			a = int32(at.Inherits)
		}
		return c.says[a]
	}
	return -1
}

// opensParagraph reports whether a token stands in the first three of a paragraph.
func (c *passage) opensParagraph(token int, sentence int32) bool {
	s := &c.d.Sentences[sentence]
	return c.d.Paragraphs[s.Paragraph].First == int(sentence) && token-s.First < 3
}

// ranked keeps the candidates of one gender and says how recent they are among
// themselves.
func (c *anaphora) ranked(list []candidate, gender byte) []candidate {
	kept := make([]candidate, 0, len(list))
	for _, a := range list {
		if g := c.list[a.entity].gender; g != 0 && g != gender {
			continue
		}
		a.vector[min(rankFirst+feature(len(kept)), rankLater)] = 1
		kept = append(kept, a)
	}
	return kept
}

// genderUnknown is the log-odds penalty of a candidate of unknown gender beside those
// whose gender agrees: the logarithm of a half, since half of them have the other one.
const genderUnknown = -0.7

// antecedent is the likeliest of the candidates and how likely it is, -1 for none.
func (c *anaphora) antecedent(list []candidate, gender byte) (best int32, probability float64) {
	list = c.ranked(list, gender)
	if len(list) == 0 {
		return -1, 0
	}
	scores := make([]float64, len(list))
	for k := range list {
		scores[k] = c.pronouns.Score(&list[k].vector)
		if c.list[list[k].entity].gender == 0 {
			scores[k] += genderUnknown
		}
	}
	k, probability := likeliest(scores)
	return list[k].entity, probability
}

// likeliest is the index of the highest score, the first of equals, and its probability by
// the softmax. There must be a score.
func likeliest(scores []float64) (best int, probability float64) {
	for k := range scores {
		if scores[k] > scores[best] {
			best = k
		}
	}
	return best, analysis.Softmax(scores)[best]
}
