package reports

import (
	"fmt"
	"math"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"readout/analysis"
)

// neither is the distance from zero within which a cell of the matrix has no tone.
const neither = 0.05

// A group of whose statements less than told are labelled, or a single one of five and
// more, stands at neither end. Of the others it is called by one end when at least mostly
// of all and twice as many as the other way are labelled so, leaning to it from leaning
// times as many, and divided below that.
const (
	told    = 0.15
	mostly  = 1.0 / 3
	leaning = 1.25
)

// poles are the words for the two ends of a dimension, its middle, and a group
// that stands at both ends.
type poles struct{ high, low, middle, both string }

func polesOf(dim analysis.Dimension) poles {
	switch dim {
	case analysis.Outlook:
		return poles{"optimistic", "skeptical", "neither optimistic nor skeptical", "divided"}
	case analysis.Stance:
		return poles{"in favor", "against", "neutral", "divided"}
	case analysis.Sentiment:
		return poles{"positive", "negative", "neutral", "mixed"}
	}
	return poles{"plainly asserted", "hedged", "partly hedged", "mixed"}
}

// word says a figure in words, "" where it has no mean.
func (f *Figure) word(dim analysis.Dimension) string {
	if f.Mean == nil || f.Positive == nil || f.Negative == nil {
		return ""
	}
	p, pos, neg := polesOf(dim), *f.Positive, *f.Negative
	switch {
	case pos+neg < told, f.Scored >= sounds && (pos+neg)*float64(f.Scored) < 1.5:
		return p.middle
	case pos >= 2*neg && pos >= mostly && *f.Mean > 0:
		return p.high
	case neg >= 2*pos && neg >= mostly && *f.Mean < 0:
		return p.low
	case pos >= leaning*neg && *f.Mean > 0:
		return "leaning " + p.high
	case neg >= leaning*pos && *f.Mean < 0:
		return "leaning " + p.low
	}
	return p.both
}

// Tally counts a figure's statements by their labels: 4 optimistic, 1 skeptical, 6 neither.
func (f Figure) Tally(dim analysis.Dimension) string {
	if f.Mean == nil || f.Positive == nil || f.Negative == nil || f.Neutral == nil {
		return ""
	}
	p := polesOf(dim)
	n := func(share float64) int { return int(math.Round(share * float64(f.Scored))) }
	parts := []string{}
	for _, x := range []struct {
		n    int
		word string
	}{{n(*f.Positive), p.high}, {n(*f.Negative), p.low}, {n(*f.Neutral), "neither"}} {
		if x.n > 0 {
			parts = append(parts, number(x.n)+" "+x.word)
		}
	}
	return strings.Join(parts, ", ")
}

// signed prints a score: +0.62, −0.61, 0.00.
func signed(x float64) string {
	s := fmt.Sprintf("%.2f", math.Abs(x))
	switch {
	case s == "0.00":
		return s
	case x < 0:
		return "−" + s
	}
	return "+" + s
}

// minus prints a number with a real minus and no plus.
func minus(x float64) string { return strings.TrimPrefix(signed(x), "+") }

// score prints a score that may be missing.
func score(x *float64) string {
	if x == nil {
		return "–"
	}
	return signed(*x)
}

// percent prints a share.
func percent(x float64) string { return fmt.Sprintf("%.0f %%", 100*x) }

// count prints a number with its noun: 1 statement, 2 statements.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return number(n) + " " + noun + "s"
}

// number groups thousands: 12,345.
func number(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// title makes a name of an identifier: united_states becomes United States.
func title(id string) string {
	words := strings.FieldsFunc(id, func(r rune) bool { return r == '_' || r == '-' || r == ' ' })
	for i, w := range words {
		switch {
		case i > 0 && (w == "of" || w == "and" || w == "the" || w == "for"):
		case len(w) <= 2 && len(words) == 1, w == "usa", w == "nato", w == "osce", w == "opec":
			words[i] = strings.ToUpper(w)
		default:
			r, n := utf8.DecodeRuneInString(w)
			words[i] = string(unicode.ToUpper(r)) + w[n:]
		}
	}
	return strings.Join(words, " ")
}

// withArticle puts "the" before the names that want it in a sentence.
func withArticle(name string) string {
	switch {
	case strings.HasPrefix(name, "The "):
		return "the " + name[4:]
	case strings.HasPrefix(name, "United "):
		return "the " + name
	}
	switch name[strings.LastIndexByte(name, ' ')+1:] {
	case "Union", "Republic", "Kingdom", "Party", "Forces", "Nations", "Emirates", "League", "Council", "Commission", "Alliance", "Front", "Group":
		return "the " + name
	}
	switch name {
	case "Netherlands", "Philippines", "US", "UK", "EU", "UN", "Kremlin":
		return "the " + name
	}
	return name
}

// possessive says whose something is: Ukraine's, the United States'.
func possessive(name string) string {
	if strings.HasSuffix(name, "s") {
		return name + "'"
	}
	return name + "'s"
}

// join lists names: A, B and C.
func join(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// capital begins a sentence.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// date prints a day: 18 February 2025.
func date(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format("2 January 2006")
}

// dates prints a span of days without saying anything twice.
func dates(from, to *time.Time) string {
	if from == nil || to == nil {
		return "no dates"
	}
	a, b := from.UTC(), to.UTC()
	switch {
	case a.Format(time.DateOnly) == b.Format(time.DateOnly):
		return date(from)
	case a.Format("2006-01") == b.Format("2006-01"):
		return a.Format("2") + "–" + date(to)
	case a.Year() == b.Year():
		return a.Format("2 January") + " – " + date(to)
	}
	return date(from) + " – " + date(to)
}

// roleBeside is a role as it stands behind a name: "" where the name ends in it, as that of
// somebody does of whom the text says no more ("Harbour Board spokesman").
func roleBeside(name, role string) string {
	if n, r := strings.ToLower(name), strings.ToLower(role); n == r || strings.HasSuffix(n, " "+r) {
		return ""
	}
	return role
}
