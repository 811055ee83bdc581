package article

import (
	"regexp"
	"slices"
	"strings"
)

// ProQuest labels every part of a document, the story too ("Full text:"), and closes
// with its own number of the document and a rule of underscores.

var (
	proquestRule  = regexp.MustCompile(`^_{20,}$`)
	proquestBegin = regexp.MustCompile(`^Document \d+ of \d+$`)
)

// proquestLabels end the story.
var proquestLabels = []string{
	"subject", "business indexing term", "location", "people", "company / organization", "company/organization", "title", "publication title", "first page", "pages",
	"publication year", "publication date", "section", "publisher", "place of publication", "country of publication", "publication subject", "issn", "source type",
	"language of publication", "document type", "proquest document id", "document url", "copyright", "last updated", "database", "credit", "illustration",
	"publication info", "abstract", "links", "full text", "author", "dateline", "column", "identifier / keyword", "e-issn", "volume", "issue", "number of pages", "correspondence author",
}

// proquest gives the documents of a text file from ProQuest.
func proquest(text string) []record {
	if !strings.Contains(text, "ProQuest") || !strings.Contains(text, "Full text:") {
		return nil
	}
	var out []record
	var block []string
	flush := func() {
		if r, ok := proquestDocument(block); ok {
			out = append(out, r)
		}
		block = nil
	}
	for _, line := range linesOf(text) {
		if proquestRule.MatchString(line) || proquestBegin.MatchString(line) {
			flush()
			continue
		}
		block = append(block, line)
	}
	flush()
	return out
}

func proquestDocument(lines []string) (r record, ok bool) {
	parts := map[string][]string{}
	label := ""
	for _, line := range lines {
		if l, value, is := labelled(line); is && slices.Contains(proquestLabels, l) {
			label, line = l, value
		}
		parts[label] = append(parts[label], line)
	}
	one := func(label string) string { return oneLine(strings.Join(parts[label], " ")) }
	if r.text = paragraphs(parts["full text"]); r.text == "" {
		return r, false
	}
	r.title = first(one("title"), firstLine(parts[""]))
	r.author = inOrderOfNames(one("author"))
	r.outlet, _, _ = strings.Cut(first(one("publication title"), one("publication info")), ";")
	r.published = first(one("publication date"))
	r.id = one("proquest document id")
	if u := one("document url"); isAddress(u) {
		r.url = u
	}
	return r, true
}

func firstLine(lines []string) string {
	for _, line := range lines {
		if line != "" {
			return line
		}
	}
	return ""
}
