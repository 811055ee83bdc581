package article

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Factiva ends each document with a line such as "Document HH00000020250218el2i0001x".
// Above it stands either the article as it is displayed (headline, byline, words,
// day, outlet, code, language, copyright, story), or the same under codes of two or
// three capitals (HD, BY, WC, PD, SN, LP, TD).

var (
	factivaEnd   = regexp.MustCompile(`^(?:AN\s+)?Document ([A-Za-z][A-Za-z0-9]{17,40})$`)
	factivaWords = regexp.MustCompile(`^(?:WC\s+)?[\d,]+ words$`)
	factivaCode  = regexp.MustCompile(`^(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|CX|LP|TD|ART|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|DLN)(?:\s+(.*))?$`)
	factivaNames = regexp.MustCompile(`^` + personName + `(?:(?:,|,? and| &) ` + personName + `)*$`)
	factivaTime  = regexp.MustCompile(`^\d{1,2}:\d\d(?: ?[AaPp][Mm])?(?: GMT)?$`)
)

// factiva gives the documents of a file from Factiva.
func factiva(text string) []record {
	lines := linesOf(text)
	var out []record
	start := 0
	for i, line := range lines {
		m := factivaEnd.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		block := lines[start:i]
		start = i + 1
		words := slices.IndexFunc(block, func(l string) bool { return factivaWords.MatchString(l) })
		var r record
		switch {
		case isCoded(block):
			r = factivaCoded(block)
		case words >= 0:
			r = factivaShown(block, words)
		default:
			continue
		}
		r.id = m[1]
		if r.text != "" {
			out = append(out, r)
		}
	}
	return out
}

// isCoded reports whether lines stand under codes: those of headline and day.
func isCoded(lines []string) bool {
	seen := map[string]bool{}
	for _, line := range lines {
		if m := factivaCode.FindStringSubmatch(line); m != nil {
			seen[m[1]] = true
		}
	}
	return seen["HD"] && seen["PD"] && (seen["LP"] || seen["TD"])
}

func factivaCoded(lines []string) (r record) {
	parts := map[string][]string{}
	code := ""
	for _, line := range lines {
		if m := factivaCode.FindStringSubmatch(line); m != nil {
			code, line = m[1], m[2]
		}
		if code != "" {
			parts[code] = append(parts[code], line)
		}
	}
	one := func(code string) string { return oneLine(strings.Join(parts[code], " ")) }
	r.title, r.author, r.outlet, r.published = one("HD"), byline(one("BY")), one("SN"), factivaDay(one("PD"), one("ET"))
	r.text = paragraphs(append(append(parts["LP"], ""), parts["TD"]...))
	return r
}

// factivaShown reads an article as it is displayed; words is the line of its length.
func factivaShown(lines []string, words int) (r record) {
	var above []string
	for _, line := range lines[:words] {
		if line == "" {
			continue
		}
		if author := authorsIn(line); author != "" && len(above) > 0 {
			r.author = author
			continue
		}
		above = append(above, line)
	}
	if n := len(above); n > 1 && r.author == "" && factivaNames.MatchString(above[n-1]) {
		r.author, above = bylineJoin.ReplaceAllString(above[n-1], ", "), above[:n-1]
	}
	if len(above) > 0 {
		r.title = above[len(above)-1]
	}
	rest := slices.DeleteFunc(slices.Clone(lines[words+1:]), func(l string) bool { return l == "" })
	day, clock := "", ""
	body := 0
	for i, line := range rest {
		switch {
		case day == "" && isDay(line):
			day = line
		case day != "" && clock == "" && r.outlet == "" && factivaTime.MatchString(line):
			clock = line
		case day != "" && r.outlet == "":
			r.outlet = line
		}
		if copyLine.MatchString(line) {
			body = i + 1
			break
		}
		if i > 12 { // no copyright line: the language is the last one above the story
			break
		}
	}
	if body == 0 {
		body = 1 + slices.IndexFunc(rest, func(l string) bool { return languageCode(l) != "" && !strings.Contains(l, " ") })
	}
	for body < len(rest) && copyLine.MatchString(rest[body]) {
		body++
	}
	r.published = factivaDay(day, clock)
	// Lines are paragraphs, unless they are folded.
	at := slices.Index(lines[words+1:], first(rest[min(body, len(rest)):]...))
	if body < len(rest) && at >= 0 {
		r.text = paragraphs(lines[words+1+at:])
	}
	return r
}

func factivaDay(day, clock string) string {
	return first(usableDate(day+" "+clock), usableDate(day))
}

// factivaPage is what a page of articles that Factiva displays has in it.
var factivaPage = regexp.MustCompile(`(?i)class="?[^">]*\b(?:article \w{2}Article|\w{2}Headline|\w{2}articleParagraph)\b`)

// factivaArticles makes articles of a page of Factiva; it says whether there were any.
func (s *sink) factivaArticles(doc *html.Node) bool {
	withoutElements(doc, atom.Script, atom.Style, atom.Head)
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Tr { // a code and its paragraphs, which are no row of words
			n.DataAtom, n.Data = atom.Div, "div"
		}
	}
	var lines []string
	for _, b := range blocksOf(doc) {
		lines = append(lines, b.text, "")
	}
	found := factiva(strings.Join(lines, "\n"))
	s.emitDocuments(found)
	return len(found) > 0
}
