package lexicon

import "strings"

// Issue is one entry of the codebook: a matter that people take positions on.
type Issue struct {
	ID          string `yaml:"id"`
	Name        string `yaml:"name"`
	Description string `yaml:"description"`
	Domain      string `yaml:"domain,omitempty"` // conflict, politics, economy, law, sport ...
	// Phrases name the issue by themselves, Hints only where nothing else does.
	// How they match is said at ParsePhrase.
	Phrases []string `yaml:"phrases"`
	Hints   []string `yaml:"hints,omitempty"`
	Favor   string   `yaml:"favor"`   // what it means to be for it
	Against string   `yaml:"against"` // what it means to be against it
}

// Issue is the issue with an id, nil for none.
func (l *Lexicon) Issue(id string) *Issue { return l.issues[id] }

// Phrase is a pattern over words.
type Phrase []PhraseWord

// PhraseWord is one place of a phrase.
type PhraseWord struct {
	Text string
	Kind WordMatch
	Or   []PhraseWord // other words that fit as well
}

// WordMatch says how a word of a phrase matches a word of the text.
type WordMatch uint8

// The kinds of match.
const (
	MatchStem   WordMatch = iota // any inflection: talk, talks, talked, talking
	MatchExact                   // =talks
	MatchPrefix                  // negotiat*
	MatchGap                     // ... : up to three words of any kind
)

// ParsePhrase reads a phrase as issues.yaml has them: words with spaces between,
// each matching its regular inflections (Stem makes both sides equal), unless
// it ends in * (any ending) or begins with = (exactly that); ... stands for up
// to three words, lift/ease for either word. Case and accents do not matter.
func ParsePhrase(s string) Phrase {
	var p Phrase
	for _, w := range strings.Fields(fold(s)) {
		first, rest, several := strings.Cut(w, "/")
		if !several || first == "" || rest == "" { // a stroke at an end parts nothing
			p = append(p, phraseWord(w))
			continue
		}
		word := phraseWord(first)
		for _, other := range strings.Split(rest, "/") {
			word.Or = append(word.Or, phraseWord(other))
		}
		p = append(p, word)
	}
	return p
}

func phraseWord(w string) PhraseWord {
	switch {
	case w == "...":
		return PhraseWord{Kind: MatchGap}
	case strings.HasSuffix(w, "*"):
		return PhraseWord{Text: strings.TrimSuffix(w, "*"), Kind: MatchPrefix}
	case strings.HasPrefix(w, "="):
		return PhraseWord{Text: strings.TrimPrefix(w, "="), Kind: MatchExact}
	}
	return PhraseWord{Text: Stem(w), Kind: MatchStem}
}

// Matches reports whether one lower-cased word, and its Stem, fit.
func (w PhraseWord) Matches(lower, stem string) bool {
	for _, other := range w.Or {
		if other.Matches(lower, stem) {
			return true
		}
	}
	switch w.Kind {
	case MatchExact:
		return lower == w.Text
	case MatchPrefix:
		return strings.HasPrefix(lower, w.Text)
	case MatchGap:
		return true
	}
	return stem == w.Text
}

// Stem takes the regular inflection off a lower-cased word: -s, -es, -ies, -ed,
// -ing, and a doubled consonant or a silent -e before them, so that the forms
// of one word meet. It is no word itself ("trad" for trade, trades, trading).
func Stem(w string) string {
	w = strings.TrimSuffix(w, "'s")
	if len(w) < 4 {
		return w
	}
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "ied") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "xes"):
		return w[:len(w)-2]
	case w == "news", strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
		return w
	case strings.HasSuffix(w, "s"):
		w = w[:len(w)-1]
	case strings.HasSuffix(w, "ing") && hasVowel(w[:len(w)-3]):
		w = undouble(w[:len(w)-3])
	case strings.HasSuffix(w, "ed") && hasVowel(w[:len(w)-2]):
		w = undouble(w[:len(w)-2])
	}
	if len(w) > 3 && strings.HasSuffix(w, "e") {
		w = w[:len(w)-1]
	}
	return w
}

func hasVowel(s string) bool { return len(s) > 1 && strings.ContainsAny(s, "aeiouy") }

func undouble(s string) string {
	n := len(s)
	if n > 3 && s[n-1] == s[n-2] && !strings.ContainsRune("aeioulsz", rune(s[n-1])) {
		return s[:n-1]
	}
	return s
}
