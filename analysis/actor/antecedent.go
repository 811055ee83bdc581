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
	titleName                    // its name stands in the headline
	fullName                     // the mention is the first of somebody, by a full name
	anybody                      // of an indefinite phrase: any reasonable person
	oneWord                      // named by one word alone
	genderOpen                   // nothing tells whether its gender is the pronoun's
	openSpeaker                  // the same, and it was the last to speak
	inPlace                      // the first of those from here on: place of the pronoun by where the mention stands
)

const (
	speaksInPlace = inPlace + feature(places)*standings // by place of the pronoun: was the last to speak
	features      = speaksInPlace + feature(places)
)

// place is where in its sentence a pronoun stands, as what stands before it tells.
type place uint8

const (
	opensSentence place = iota
	afterQuote          // a quotation ends right before: "...," he said
	afterRelative       // a preposition and a relative pronoun: in which he
	afterWhen           // a conjunction of time or place: when he
	afterLinking        // another one, or "that": because he
	afterAnd            // "and", "but", "or"
	afterComma          // what opens the sentence: On Monday, he
	elsewhere
	places
)

// Where the mention of a candidate stands, for the features from inPlace on.
const (
	standsSubject = iota // in the same sentence, first or before a verb
	standsLatest         // the last one mentioned in the same sentence, but not so
	standsHere           // elsewhere in the same sentence
	standsFront          // in the sentence before, first or before a verb
	standsBefore         // elsewhere in the sentence before
	standsFar            // in an earlier one
	standings
)

// featureNames are the keys of the weights.
var featureNames = namesOfFeatures([features]string{
	"distance 0", "distance 1", "distance 2", "distance 3", "distance 4+", "same paragraph", "paragraph before",
	"recency 1", "recency 2", "recency 3", "recency 4+", "front, distance 0", "front, distance 1", "front, distance 2+",
	"subject, distance 0", "subject, distance 1", "subject, distance 2+", "after a preposition", "possessor",
	"source, distance 0", "source, distance 1", "source, distance 2+", "last speaker, of a source", "last speaker, of another",
	"last nested speaker", "says what is before, of a source", "says what is before, of another",
	"in the same content", "in its own content", "by a pronoun", "in a quotation", "both in quotations", "in the headline",
	"without a name", "mentions", "share of mentions", "times a source", "named most", "opens the paragraph before",
	"named in the headline", "full name, first mention", "nobody in particular", "one word", "gender unknown", "gender unknown, last speaker",
})

// namesOfFeatures adds the names of the features from inPlace on.
func namesOfFeatures(names [features]string) [features]string {
	at := [places]string{"opens its sentence", "after a quotation", "after in which", "after when", "after that", "after and", "after a comma", "elsewhere"}
	by := [standings]string{"subject here", "latest here", "other here", "subject before", "other before", "far"}
	for p := range at {
		for m := range by {
			names[int(inPlace)+p*standings+m] = at[p] + ": " + by[m]
		}
		names[int(speaksInPlace)+p] = at[p] + ": last speaker"
	}
	return names
}

// candidate is an entity that may be the antecedent of a pronoun.
type candidate struct {
	entity   int32
	at       place       // of the pronoun
	sentence int32       // in which the turn of the pronoun begins
	last     lastMention // of the entity, before what the pronoun says
	told     bool        // it is mentioned in that too
	vector   PronounVector
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
		if e.plural || e.sentence < 0 || p.sentence-e.sentence > reach || e.kind != personPhrase && (e.kind != nounPhrase || e.isBody() || c.flags[lastWord(e.actor.Name)]&document != 0) {
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
	at, sentence := c.placeOf(p), c.saysFrom(p)
	for k := range list {
		list[k] = c.candidate(list[k].entity, p, at, sentence)
		c.describe(&list[k], p, all, most)
	}
	return list
}

// candidate is an entity as a candidate for a pronoun whose turn begins in a sentence: where the
// pronoun says what stands before it, a mention in that does not hide the one before.
func (c *anaphora) candidate(entity int32, p *phrase, at place, sentence int32) candidate {
	e := &c.list[entity]
	a := candidate{entity: entity, at: at, last: e.lastMention}
	if e.quoted && c.d.Tokens[p.first].Quote < 0 && e.unquoted.sentence >= 0 && e.seen >= c.d.Sentences[sentence].First {
		a.last, a.told = e.unquoted, true
	}
	a.sentence = max(sentence, a.last.sentence)
	return a
}

// saysFrom is the sentence in which a pronoun's turn begins: that of the pronoun, or where it says
// what stands before it, the sentence in which that begins.
func (c *passage) saysFrom(p *phrase) int32 {
	a := c.sourceOf[p.first]
	if a < 0 || len(c.d.Attributions[a].Content) == 0 {
		return p.sentence
	}
	first, _ := c.tokens(c.d.Attributions[a].Content[0])
	if first >= p.first || first >= len(c.d.Tokens) {
		return p.sentence
	}
	for s := int32(c.d.Tokens[first].Sentence); s >= 0 && s > p.sentence-8; s-- {
		// Sentences of one quotation are several contents.
		if start := c.d.Sentences[s].First; start == 0 || c.d.Tokens[start].Quote < 0 || c.d.Tokens[start].Quote != c.d.Tokens[start-1].Quote {
			return s
		}
	}
	return int32(c.d.Tokens[first].Sentence)
}

// placeOf is where in its sentence a pronoun stands.
func (c *passage) placeOf(p *phrase) place {
	first := c.d.Sentences[p.sentence].First
	k := p.first - 1
	for k >= first && c.words[k].kind == analysis.OpenQuote {
		k--
	}
	if k < first {
		return opensSentence
	}
	w := &c.words[k]
	switch key := w.key; {
	case w.kind == analysis.CloseQuote:
		return afterQuote
	case key == ",":
		if k > first && (c.words[k-1].kind == analysis.CloseQuote || c.contentOf[k-1] >= 0 && c.contentOf[k-1] == c.sourceOf[p.first]) {
			return afterQuote
		}
		return afterComma
	case key == "which" || key == "whom" || key == "whose":
		return afterRelative
	case c.english.WhenWords[key]:
		return afterWhen
	case key == "and" || key == "but" || key == "or":
		return afterAnd
	case c.english.Linking[key]:
		return afterLinking
	}
	return elsewhere
}

// stands is where the mention of a candidate stands; latest says that nobody else who fits
// was mentioned since.
func (a *candidate) stands(latest bool) int {
	leads := a.last.front && !a.last.owner || a.last.subject
	switch far := a.sentence - a.last.sentence; {
	case far == 0 && leads:
		return standsSubject
	case far == 0 && latest:
		return standsLatest
	case far == 0:
		return standsHere
	case far == 1 && leads:
		return standsFront
	case far == 1:
		return standsBefore
	}
	return standsFar
}

// describe fills the features of a candidate that do not depend on the others'
// gender.
func (c *anaphora) describe(a *candidate, p *phrase, all float32, most int) {
	e, m, v := &c.list[a.entity], &a.last, &a.vector
	on := func(f feature, yes bool) {
		if yes {
			v[f] = 1
		}
	}
	far := a.sentence - m.sentence
	on(min(farNone+feature(min(far, 4)), farMore), true)
	at := int(far)
	pick := func(f feature) feature { return f + feature(min(at, 2)) }
	paragraph := c.d.Sentences[a.sentence].Paragraph - c.d.Sentences[m.sentence].Paragraph
	on(paragraphSame, paragraph == 0)
	on(paragraphLast, paragraph == 1)
	on(pick(frontNone), m.front)
	on(pick(subjectNone), m.subject)
	on(pick(sourceNone), m.source)
	on(obliqueLast, m.oblique)
	on(ownerLast, m.owner)
	speaks := c.sources[p.first]
	on(speakerSays, a.entity == c.speaker && speaks)
	on(speakerOther, a.entity == c.speaker && !speaks)
	says := c.sourceOf[p.first]
	in := c.contentOf[m.seen]
	on(nestedSays, a.entity == c.nested && speaks)
	before := c.speaksBefore(a.sentence)
	on(beforeSays, before == a.entity && speaks)
	on(beforeOther, before == a.entity && !speaks)
	on(spokenOf, a.told || says >= 0 && e.told == says)
	on(sameMatter, !speaks && in >= 0 && in == c.contentOf[p.first])
	on(pronounLast, m.pronoun)
	quote := c.d.Tokens[p.first].Quote
	on(quotedLast, m.quoted && quote < 0)
	on(quotedBoth, m.quoted && quote >= 0)
	on(headlineLast, c.d.Sentences[m.sentence].Headline)
	on(unnamed, e.kind == nounPhrase)
	v[often] = float32(math.Log1p(float64(e.mentions)))
	v[share] = float32(e.mentions) / max(1, all)
	v[spokeOften] = float32(math.Log1p(float64(e.spoke)))
	on(leads, e.mentions == most && most > 1)
	if a.entity == c.speaker {
		on(speaksInPlace+feature(a.at), true)
	}
	on(titleName, e.inTitle)
	on(anybody, e.loose)
	on(oneWord, e.kind == personPhrase && e.given == "" && e.known.kind == noSense)
	on(fullName, e.mentions == 1 && e.whole > 0 && e.kind == personPhrase)
	opening := c.opensParagraph(p.first, p.sentence) || a.at == afterQuote && c.d.Paragraphs[c.d.Sentences[a.sentence].Paragraph].First == int(a.sentence)
	on(opens, paragraph == 1 && m.front && opening && c.opensParagraph(m.seen, m.sentence))
}

// isBody reports whether an entity without a name is a body: an actor of the kind "anonymous"
// can be one.
func (e *entity) isBody() bool {
	return e.actor.Kind == "organization" || len(e.offices) > 0 && (e.offices[0].sense.kind == bodyNounSense || e.offices[0].sense.kind == genericSense)
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
		switch c.list[a.entity].gender {
		case gender:
		case 0:
			a.vector[genderOpen] = 1
			if a.entity == c.speaker {
				a.vector[openSpeaker] = 1
			}
		default:
			continue
		}
		c.rank(&a, len(kept))
		kept = append(kept, a)
	}
	return kept
}

// rank adds the features of a candidate after whom n others who fit were mentioned.
func (c *anaphora) rank(a *candidate, n int) {
	a.vector[min(rankFirst+feature(n), rankLater)] = 1
	a.vector[int(inPlace)+int(a.at)*standings+a.stands(n == 0)] = 1
}

// antecedent is the likeliest of the candidates and how likely it is, -1 for none.
func (c *anaphora) antecedent(list []candidate, gender byte) (best int32, probability float64) {
	list = c.ranked(list, gender)
	if len(list) == 0 {
		return -1, 0
	}
	scores := make([]float64, len(list))
	for k := range list {
		scores[k] = c.pronouns.Score(&list[k].vector)
	}
	k, probability := likeliest(scores)
	if here := c.nearest(list[:k]); here >= 0 {
		return list[here].entity, probability
	}
	return list[k].entity, probability
}

// nearest is the candidate whom the words before a pronoun point to, -1 for none: in "a speech by Karl
// Gorse in which he" the one named last in the sentence, in "what Karl Gorse meant when he" the one
// before the last verb.
func (c *anaphora) nearest(list []candidate) int {
	for n := range list {
		a := &list[n]
		if a.sentence != a.last.sentence || a.told {
			return -1
		}
		if c.list[a.entity].kind == personPhrase && (a.at == afterRelative && n == 0 || a.at == afterWhen && a.last.subject) {
			return n
		}
	}
	return -1
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
