package evaluate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// passedOver are words that the task's definition passes over in names: they are
// part of the metric, not of what the engine knows.
var passedOver = strings.Fields("the of a an and mr mrs ms dr sir president minister prime former senator sen rep us u s " +
	"official officials spokesman spokeswoman")

// plainWords is the words of a name in lower case without titles and functions, all
// of them where nothing else is in it.
func plainWords(name string) []string {
	all := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' })
	var kept []string
	for _, w := range all {
		if !slices.Contains(passedOver, w) {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		return all
	}
	return kept
}

// SameName reports whether two names are of one person or body: a surname or an
// acronym is enough. Two empty names are the same nobody.
func SameName(a, b string) bool {
	if a == "" || b == "" {
		return a == b
	}
	x, y := plainWords(a), plainWords(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	if allIn(x, y) || allIn(y, x) {
		return true
	}
	if x[len(x)-1] == y[len(y)-1] && (len(x) == 1 || len(y) == 1 || initial(x[0]) == initial(y[0])) {
		return true
	}
	return len(x) > 1 && allIn([]string{acronymOf(x)}, y) || len(y) > 1 && allIn([]string{acronymOf(y)}, x)
}

func allIn(x, y []string) bool {
	return !slices.ContainsFunc(x, func(w string) bool { return !slices.Contains(y, w) })
}

func acronymOf(words []string) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(initial(w))
	}
	return b.String()
}

// oneOfSeveral reports whether a coded name of several people has one of the
// statement's speakers in it.
func oneOfSeveral(coded string, hit *GivenStatement) bool {
	parts := strings.FieldsFunc(strings.ReplaceAll(coded, " and ", "&"), func(r rune) bool { return r == ',' || r == '&' })
	if len(parts) < 2 {
		return false
	}
	given := []string{hit.Actor}
	for _, id := range hit.Speakers {
		given = append(given, strings.ReplaceAll(id, "-", " "))
	}
	for _, part := range parts {
		for _, name := range given {
			if name != "" && strings.TrimSpace(part) != "" && SameName(strings.TrimSpace(part), name) {
				return true
			}
		}
	}
	return false
}

func initial(word string) string {
	_, n := utf8.DecodeRuneInString(word)
	return word[:n]
}
