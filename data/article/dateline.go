package article

import (
	"path"
	"regexp"
	"strings"
)

// Many pages and texts say who wrote them and when in a line of words alone,
// beside the headline: "By Ann Lee and Bo Moss", "Updated 20 February 2025 08:00,
// first published 18 February 2025".

// shortLine is the most bytes of such a line.
const shortLine = 140

const personName = `\p{Lu}[\p{L}.'’-]*(?: (?:\p{Lu}[\p{L}.'’-]*|de|la|von|van|der|den|du|del|al|bin|da|dos|e|y)){1,5}`

var (
	bylineLine = regexp.MustCompile(`^(?:(?i:written|reported|posted|story|words|text|report|analysis) )?(?:[Bb]y|BY):? (` + personName + `(?:(?:,|,? and| &) ` + personName + `)*)(?:,? (?:in|for) \p{Lu}[\p{L} .'’-]{1,40}|\s*[|,•·–—-]\s*[^.!?]{0,60})?$`)
	bylineJoin = regexp.MustCompile(`,? and | & |, `)
	// dateWord is a word that says what the date behind it is of.
	dateWord  = regexp.MustCompile(`(?i)\b(?:(?:first|originally|last) )?(published|updated|posted|modified)\b`)
	lineParts = regexp.MustCompile(`\s*[|•·]\s*|\s+[–—-]\s+`)
	dayInName = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?:[^0-9]|$)`)
	dayLast   = regexp.MustCompile(`(?:^|[^0-9])(\d{1,2})[-_.](\d{1,2})[-_.]((?:19|20)\d\d)(?:[^0-9]|$)`)
)

// authorsIn is the names in a line that is a byline and nothing else.
func authorsIn(line string) string {
	if len(line) > shortLine {
		return ""
	}
	m := bylineLine.FindStringSubmatch(oneLine(line))
	if m == nil {
		return ""
	}
	return bylineJoin.ReplaceAllString(m[1], ", ")
}

// dateIn is the date of publication in a line that is nothing else: where it also
// says when the article was changed, the earlier of the two words counts.
func dateIn(line string) string {
	if line = oneLine(line); len(line) > shortLine || !strings.ContainsAny(line, "0123456789") {
		return ""
	}
	parts := append([]string{line}, lineParts.Split(line, -1)...)
	changed := ""
	for _, part := range parts {
		at := dateWord.FindAllStringSubmatchIndex(part, -1)
		if len(at) == 0 {
			if isDay(part) {
				return part
			}
			continue
		}
		for i, m := range at {
			end := len(part)
			if i+1 < len(at) {
				end = at[i+1][0]
			}
			date := strings.Trim(strings.TrimSuffix(strings.TrimSpace(part[m[1]:end]), " and"), " ,;:()")
			date = strings.TrimPrefix(date, "on ")
			if !isDay(date) {
				continue
			}
			if word := strings.ToLower(part[m[2]:m[3]]); word == "published" || word == "posted" {
				return date
			}
			changed = first(changed, date)
		}
	}
	return changed
}

// isDay reports whether s is a date with a day, and no bare number.
func isDay(s string) bool {
	if !strings.ContainsAny(s, " ./-") {
		return false
	}
	if t, err := ParseDate(s); err != nil || t.Year() < 1900 {
		return false
	}
	return len(digits.FindAllString(s, -1)) >= 2
}

var digits = regexp.MustCompile(`[0-9]+`)

// dayOf is the day that the name of a file or of its folders gives, "" for none.
func dayOf(name string) string {
	base := path.Base(name)
	if m := dayInName.FindStringSubmatch(base); m != nil {
		return m[1] + "-" + m[2] + "-" + m[3]
	}
	if m := dayLast.FindStringSubmatch(base); m != nil {
		return usableDate(m[1] + "/" + m[2] + "/" + m[3])
	}
	if day := inURL("/" + path.Dir(name) + "/"); day != "" {
		return usableDate(day)
	}
	return ""
}
