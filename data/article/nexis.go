package article

import (
	"regexp"
	"slices"
	"strings"
)

// Nexis has two layouts. The older one begins each document with "1 of 250
// DOCUMENTS" and labels its lines in capitals (BYLINE:, LENGTH:) before and after
// the story; Nexis Uni ends each with "End of Document" and has a line "Body" before
// the story and "Classification" behind it.

var (
	nexisBegin = regexp.MustCompile(`^\d+ of \d+ DOCUMENTS?$`)
	nexisEnd   = regexp.MustCompile(`(?i)^End of Document$`)
	nexisPage  = regexp.MustCompile(`^Page \d+ of \d+$`)
	wholeName  = regexp.MustCompile(`^` + personName + `$`)
	copyLine   = regexp.MustCompile(`(?i)^(?:copyright\b|\(c\)|©|all rights reserved)`)
)

// nexisFields are the labels of lines that are not the story's.
var nexisFields = []string{
	"byline", "section", "length", "dateline", "highlight", "headline", "load-date", "language", "graphic", "publication-type", "publication type",
	"journal-code", "journal code", "subject", "organization", "person", "company", "ticker", "industry", "geographic", "country", "state", "city", "url",
	"correction-date", "correction", "series", "type", "notes", "distribution", "category", "cite", "contact", "edition", "dpub", "pub-type", "doc-id",
	"copyright", "abstract", "isbn", "issn", "acc-no",
}

// nexis gives the documents of a file from Nexis.
func nexis(text string) []record {
	lines := linesOf(text)
	var blocks [][]string
	start := -1
	for i, line := range lines {
		switch {
		case nexisBegin.MatchString(line):
			if start >= 0 {
				blocks = append(blocks, lines[start:i])
			}
			start = i + 1
		case nexisEnd.MatchString(line):
			from := max(start, 0)
			blocks = append(blocks, lines[from:i])
			start = i + 1
		}
	}
	if len(blocks) == 0 && start < 0 {
		return nil
	}
	if start >= 0 && start < len(lines) && slices.ContainsFunc(lines[start:], func(l string) bool { return l != "" }) {
		blocks = append(blocks, lines[start:])
	}
	var out []record
	for _, block := range blocks {
		if r, ok := nexisDocument(block); ok {
			out = append(out, r)
		}
	}
	return out
}

// nexisDocument takes one document apart: what stands above the first label names
// the outlet, the day and the headline; labels follow, then the story, then labels.
func nexisDocument(lines []string) (r record, ok bool) {
	head, rest := nexisHead(lines)
	if r = nexisAbove(head); len(head) == 0 {
		return r, false
	}
	var body []string
	inBody, label := false, ""
	named := slices.Index(rest, "Body") >= 0 // Nexis Uni says where the story begins
	for i := 0; i < len(rest); i++ {
		line := rest[i]
		if named && !inBody {
			if line == "Body" {
				inBody, label = true, ""
				continue
			}
		} else if len(body) > 0 && slices.Contains([]string{"Classification", "Graphic", "Notes", "Correction"}, line) {
			break
		}
		if l, value, is := labelled(line); is && slices.Contains(nexisFields, l) {
			if inBody && len(body) > 0 && l != "dateline" && l != "byline" && (strings.ToUpper(line[:len(l)]) == line[:len(l)] || l == "load-date") {
				break // what stands below the story
			}
			if !inBody || !named {
				label = l
				r.nexisField(l, value)
				continue
			}
		}
		switch {
		case line == "":
			if label != "" && label != "highlight" {
				label = ""
			}
			if inBody || !named {
				body = append(body, line)
			}
		case inBody || !named && label == "":
			inBody = true
			if len(body) == 0 || !copyLine.MatchString(line) {
				body = append(body, line)
			}
		case label != "":
			r.nexisField(label, line) // a value over several lines
		}
	}
	for len(body) > 0 && (body[len(body)-1] == "" || copyLine.MatchString(body[len(body)-1])) {
		body = body[:len(body)-1]
	}
	r.text = paragraphs(body)
	r.language = "" // the words tell it
	return r, r.text != "" || r.title != ""
}

// nexisField takes what a label says, of a value over several lines each.
func (r *record) nexisField(label, value string) {
	switch label {
	case "byline":
		r.author = first(r.author, nexisAuthors(value))
	case "headline":
		r.title = oneLine(r.title + " " + value)
	case "url":
		if isAddress(value) {
			r.url = first(r.url, value)
		}
	case "doc-id", "acc-no":
		r.id = first(r.id, value)
	case "load-date":
		if r.published == "" {
			r.published = usableDate(value)
		}
	}
}

// nexisAuthors is the names of a byline, without what others did for the article.
func nexisAuthors(value string) string {
	var names []string
	for i, part := range strings.Split(byline(value), ";") {
		if part = oneLine(part); i == 0 || wholeName.MatchString(part) {
			names = append(names, part)
		}
	}
	return strings.Join(names, ", ")
}

// nexisHead is the lines above the first label, and what follows.
func nexisHead(lines []string) (head, rest []string) {
	day := -1
	for i, line := range lines {
		if l, _, ok := labelled(line); ok && day >= 0 && slices.Contains(nexisFields, l) || line == "Body" {
			return head, lines[i:]
		}
		if line == "" || nexisPage.MatchString(line) {
			if day < 0 && nexisPage.MatchString(line) {
				head = nil // the cover page before the first document
				continue
			}
			head = append(head, "")
			continue
		}
		if day < 0 && isDay(line) {
			day = i
		}
		head = append(head, line)
	}
	return head, nil
}

// nexisAbove reads outlet, day and headline from the lines above the labels. The
// outlet stands before the day; the headline above the outlet (Nexis Uni) or below
// the day (the older layout).
func nexisAbove(head []string) (r record) {
	day := slices.IndexFunc(head, isDay)
	if day < 0 {
		return record{title: strings.Join(slices.DeleteFunc(slices.Clone(head), func(l string) bool { return l == "" || copyLine.MatchString(l) }), " ")}
	}
	r.published = nexisDay(head[day])
	above := slices.DeleteFunc(slices.Clone(head[:day]), func(l string) bool { return l == "" })
	if len(above) > 0 {
		r.outlet = above[len(above)-1]
		above = above[:len(above)-1]
	}
	if len(above) > 0 {
		r.title = above[len(above)-1]
		return r
	}
	below := head[day+1:]
	// An edition may stand directly below the day; the headline comes after a gap.
	for len(below) > 0 && below[0] != "" {
		below = below[1:]
	}
	var title []string
	for _, line := range below {
		switch {
		case line == "" && len(title) > 0:
			r.title = strings.Join(title, " ")
			return r
		case line != "" && !copyLine.MatchString(line):
			title = append(title, line)
		}
	}
	r.title = strings.Join(title, " ")
	return r
}

// nexisDay is the day of a line such as "February 18, 2025 Tuesday 9:30 PM GMT".
func nexisDay(line string) string { return usableDate(line) }
