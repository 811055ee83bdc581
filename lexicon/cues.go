package lexicon

import "strings"

// Cue is a reporting word or phrase and the position that it carries by itself.
type Cue struct {
	Lemma     string   `yaml:"lemma"`               // base form, "say"; of a phrase the head stands first, "call for"
	Forms     []string `yaml:"forms,omitempty"`     // irregular or extra forms; regular ones are made
	Class     string   `yaml:"class"`               // an analysis.CueClass
	Kind      string   `yaml:"kind"`                // verb, noun, adjective or phrase
	Stance    float64  `yaml:"stance,omitempty"`    // -1..1 toward what the content is about, 0 for none
	Outlook   float64  `yaml:"outlook,omitempty"`   // -1..1
	Certainty *float64 `yaml:"certainty,omitempty"` // 0..1 where the cue sets it: "believes" 0.5
	Polarity  string   `yaml:"polarity,omitempty"`  // denied, refused; affirmed where empty
}

// Inflected gives every form in which the cue may stand, the lemma first: given
// forms as they are, else -s, -ed and -ing of a verb and the plural of a noun. A
// verb of several words is inflected on its first. Phrases stand as they are.
func (c *Cue) Inflected() []string {
	forms := []string{c.Lemma}
	if len(c.Forms) > 0 {
		return append(forms, c.Forms...)
	}
	head, rest, several := strings.Cut(c.Lemma, " ")
	if several {
		rest = " " + rest
	}
	switch c.Kind {
	case "verb":
		return append(forms, thirdPerson(head)+rest, past(head)+rest, gerund(head)+rest)
	case "noun":
		if !several {
			return append(forms, thirdPerson(head))
		}
	}
	return forms
}

func isVowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

// thirdPerson is also the plural of a noun: the spelling rule is the same.
func thirdPerson(w string) string {
	n := len(w)
	switch {
	case n > 1 && w[n-1] == 'y' && !isVowel(w[n-2]):
		return w[:n-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "z"),
		strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"), strings.HasSuffix(w, "o") && n > 1 && !isVowel(w[n-2]):
		return w + "es"
	}
	return w + "s"
}

func past(w string) string {
	n := len(w)
	switch {
	case w[n-1] == 'e':
		return w + "d"
	case n > 1 && w[n-1] == 'y' && !isVowel(w[n-2]):
		return w[:n-1] + "ied"
	case doubles(w):
		return w + w[n-1:] + "ed"
	}
	return w + "ed"
}

func gerund(w string) string {
	n := len(w)
	switch {
	case strings.HasSuffix(w, "ie"):
		return w[:n-2] + "ying"
	case n > 2 && w[n-1] == 'e' && w[n-2] != 'e' && w[n-2] != 'y' && w[n-2] != 'o':
		return w[:n-1] + "ing"
	case doubles(w):
		return w + w[n-1:] + "ing"
	}
	return w + "ing"
}

// doubles: a word of one syllable that ends in consonant, vowel, consonant
// doubles its last letter ("slam", "slammed"). Longer words that do so ("admit",
// "refer") give their forms in the file.
func doubles(w string) bool {
	n := len(w)
	if n < 3 || isVowel(w[n-1]) || !isVowel(w[n-2]) || isVowel(w[n-3]) || strings.IndexByte("wxy", w[n-1]) >= 0 {
		return false
	}
	vowels := 0
	for i := range w {
		if isVowel(w[i]) {
			vowels++
		}
	}
	return vowels == 1
}
