package article

import (
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
)

// Pages that a script draws in the browser hold their story as data: in the
// articleBody of JSON-LD, or in the JSON that the script starts from (Next.js and
// others). It is used where the page's elements hold little or nothing.

// dataDepth is how deep in such JSON a story is looked for.
const dataDepth = 12

// bodyInData is the longest story in a page's data, as paragraphs, and the
// headline that stands beside it; "" where there is none.
func (p *pageFacts) bodyInData() (text, title string) {
	for _, o := range p.linkedObjects() {
		if body := unmarked(ldText(o["articleBody"])); len(body) > len(text) {
			text, title = body, html.UnescapeString(said(o["headline"]))
		}
	}
	if len(text) >= meagre {
		return text, title
	}
	for _, script := range p.data {
		if depth, _, keys := nesting([]byte(script)); depth > 100 || keys > recordKeys {
			continue
		}
		storyIn(json.RawMessage(strings.TrimSpace(script)), dataDepth, func(o jsonObject, body string) {
			if body = unmarked(body); len(body) > len(text) {
				text, title = body, ""
				for _, key := range []string{"headline", "title"} {
					if raw, ok := o.key(key, false); ok && title == "" {
						title, _ = plain(raw)
					}
				}
			}
		})
	}
	return text, oneLine(unmarked(title))
}

// storyIn finds the objects whose text has the length of a story.
func storyIn(raw json.RawMessage, depth int, found func(o jsonObject, body string)) {
	if depth == 0 {
		return
	}
	if list := listOf(raw); list != nil {
		for _, item := range list {
			storyIn(item, depth-1, found)
		}
		return
	}
	o := objectOf(raw)
	for _, name := range textNames() {
		if v, ok := o.key(name, false); ok {
			if body := prose(v); len(body) >= shortestStory && strings.Contains(body, " ") {
				found(o, body)
				return
			}
		}
	}
	for _, v := range o { // the longest is taken, so their order does not matter
		storyIn(v, depth-1, found)
	}
}

// shortestStory is the fewest bytes of a text in a page's data that is a story and
// not a teaser or a label.
const shortestStory = 200

// ldText is a text of JSON-LD: a string, or a list of them.
func ldText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		var parts []string
		for _, item := range v {
			if t := ldText(item); t != "" {
				parts = append(parts, t)
			}
		}
		return strings.Join(parts, "\n\n")
	}
	return ""
}
