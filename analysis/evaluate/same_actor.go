package evaluate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
)

// SameActor reports whether a gold name can be an actor's: equal to its name or
// an alias but for case, articles and initials; of people, the surname with given
// names that do not contradict; of groups and bodies, the same telling words.
func SameActor(name string, a *analysis.Actor) bool {
	want := nameWords(name)
	if len(want) == 0 {
		return false
	}
	for _, n := range append([]string{a.Name}, a.Aliases...) {
		if sameWords(want, nameWords(n), a.Kind) {
			return true
		}
	}
	return false
}

func sameWords(want, have []string, kind string) bool {
	if len(have) == 0 {
		return false
	}
	if strings.Join(want, " ") == strings.Join(have, " ") {
		return true
	}
	if kind == "person" {
		n, m := len(want), len(have)
		if want[n-1] != have[m-1] {
			return false
		}
		return n == 1 || m == 1 || want[0][0] == have[0][0] && (n == 2 || m == 2 || want[0] == have[0])
	}
	shared, telling := 0, 0
	for _, w := range want {
		if generic[w] {
			continue
		}
		telling++
		for _, h := range have {
			if sameStem(w, h) {
				shared++
				break
			}
		}
	}
	others := 0
	for _, h := range have {
		if !generic[h] {
			others++
		}
	}
	return telling > 0 && shared == min(telling, others) && shared*2 >= max(telling, others)
}

// sameStem: Democrats and Democratic, Iran and Iranian.
func sameStem(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for n < len(a) && a[n] == b[n] {
		n++
	}
	return n == len(a) && (len(b)-len(a) <= 3 || len(a) >= 6) && len(a) >= 4 || n >= 6 && len(a)-n <= 2 || a == b
}

// generic words tell one actor from another only with others beside them.
var generic = map[string]bool{
	"united": true, "states": true, "state": true, "national": true, "party": true, "lawmakers": true, "lawmaker": true,
	"members": true, "member": true, "officials": true, "official": true, "leaders": true, "leader": true, "group": true,
	"government": true, "administration": true, "department": true, "of": true, "the": true, "and": true, "for": true, "us": true,
	"former": true, "senior": true, "president": true, "people": true, "committee": true, "agency": true, "office": true,
	"american": true, "voters": true, "senators": true, "senator": true, "representatives": true, "republic": true,
}

// nameWords are the lower-cased words of a name without articles, initials,
// suffixes and titles.
func nameWords(name string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(strings.ToLower(strings.NewReplacer("’s", "", "'s", "", ".", "").Replace(name)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '\''
	}) {
		switch w {
		case "the", "jr", "sr", "iii", "ii", "rep", "sen", "mr", "mrs", "ms", "dr":
			continue
		}
		if utf8.RuneCountInString(w) == 1 {
			continue
		}
		words = append(words, w)
	}
	return words
}

// locate finds where a name, or its telling words, stand in a part of a text.
func locate(text string, in analysis.Span, name string) []analysis.Span {
	words := nameWords(name)
	if len(words) == 0 {
		return nil
	}
	// Of a person the surname tells, of others any word that is not generic.
	var telling []string
	if len(words) >= 2 && len(words) <= 3 && !generic[words[len(words)-1]] && proper(name) {
		telling = words[len(words)-1:]
	}
	if telling == nil {
		for _, w := range words {
			if !generic[w] && len(w) >= 4 {
				telling = append(telling, w)
			}
		}
	}
	if telling == nil {
		telling = words
	}
	var found []analysis.Span
	start := -1
	part := text[in.Start:in.End]
	for i := 0; i <= len(part); {
		r, size := utf8.DecodeRuneInString(part[i:])
		inWord := i < len(part) && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-')
		switch {
		case inWord && start < 0:
			start = i
		case !inWord && start >= 0:
			w := strings.ToLower(part[start:i])
			for _, t := range telling {
				if w == t || len(telling) > 0 && len(t) >= 4 && sameStem(w, t) {
					found = append(found, analysis.Span{Start: in.Start + start, End: in.Start + i})
					break
				}
			}
			start = -1
		}
		if i == len(part) {
			break
		}
		i += size
	}
	return found
}

// proper reports whether all longer words of a name have capitals.
func proper(name string) bool {
	for _, w := range strings.Fields(name) {
		r, _ := utf8.DecodeRuneInString(w)
		if len(w) > 3 && unicode.IsLower(r) {
			return false
		}
	}
	return true
}
