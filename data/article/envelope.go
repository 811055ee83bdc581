package article

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// The interfaces of news archives wrap their articles: {"status": ..., "articles":
// [...]}, {"response": {"results": [...]}}, {"hits": {"hits": [{"_source": ...}]}}.
// An array is taken for the articles when it is the only one whose objects hold a
// text, or when --map records=PATH names it. An article may be wrapped in turn
// ("_source", "fields", "thread"): what stands further inside counts first.

// recordsKey is what Options.Map calls the array of articles in an envelope.
const recordsKey = "records"

// envelopeDepth is how many objects may lie around the array of articles, and
// around the text of one article.
const envelopeDepth = 4

type jsonObject map[string]json.RawMessage

func objectOf(raw json.RawMessage) jsonObject {
	if len(raw) == 0 || raw[0] != '{' {
		return nil
	}
	var o jsonObject
	if json.Unmarshal(raw, &o) != nil {
		return nil
	}
	return o
}

func listOf(raw json.RawMessage) []json.RawMessage {
	if len(raw) == 0 || raw[0] != '[' {
		return nil
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		return nil
	}
	return list
}

// at follows a path such as "source.name" or "results.0.text", by exact keys or
// by keys in lower case.
func (o jsonObject) at(path string, exact bool) (json.RawMessage, bool) {
	if v, ok := o.key(path, exact); ok {
		return v, true
	}
	head, rest, more := strings.Cut(path, ".")
	if !more {
		return nil, false
	}
	v, ok := o.key(head, exact)
	for ok && more {
		head, rest, more = strings.Cut(rest, ".")
		if list := listOf(v); list != nil {
			i, err := strconv.Atoi(head)
			ok = err == nil && i >= 0 && i < len(list)
			if ok {
				v = list[i]
			}
			continue
		}
		v, ok = objectOf(v).key(head, exact)
	}
	return v, ok
}

// key is the value of one key; of keys that differ in nothing but case, the one
// in lower case, else the first in the order of their bytes; one that holds nothing
// counts last.
func (o jsonObject) key(key string, exact bool) (json.RawMessage, bool) {
	if v, ok := o[key]; exact || ok && !blank(v) {
		return v, ok
	}
	found := ""
	for k := range o {
		if strings.ToLower(k) == key && (found == "" || before(blank(o[k]), k, blank(o[found]), found)) {
			found = k
		}
	}
	return o[found], found != ""
}

// before reports whether of two keys that differ in case the first counts.
func before(blank bool, key string, otherBlank bool, other string) bool {
	if blank != otherBlank {
		return otherBlank
	}
	return key < other
}

// blank reports whether a JSON value is null or a string that holds nothing.
func blank(raw json.RawMessage) bool {
	if len(raw) > 16 || len(raw) > 0 && raw[0] != '"' && raw[0] != 'n' { // longer than any mark of a missing value
		return false
	}
	v, _ := plain(raw)
	return missing(v)
}

// articleIn is the objects of one article from the inside out: the one that holds
// its text, and those around it. There is none where no object does.
func (s jsonRecords) articleIn(o jsonObject, depth int) []jsonObject {
	if s.textIn(o) != "" {
		return []jsonObject{o}
	}
	if depth == 0 {
		return nil
	}
	for _, key := range slices.Sorted(maps.Keys(o)) {
		if inner := objectOf(o[key]); inner != nil {
			if found := s.articleIn(inner, depth-1); found != nil {
				return append(found, o)
			}
		}
	}
	return nil
}

// textIn is the article text that an object holds itself.
func (s jsonRecords) textIn(o jsonObject) string {
	if path := s.opts.Map["text"]; path != "" {
		v, _ := o.at(path, true)
		return prose(v)
	}
	for _, name := range textNames() {
		if v, ok := o.key(name, false); ok {
			if t := prose(v); strings.TrimSpace(t) != "" {
				return t
			}
		}
	}
	return ""
}

// recordsIn is the articles of an envelope; wrapped says whether o is one.
func (s jsonRecords) recordsIn(o jsonObject) (records []json.RawMessage, wrapped bool, problem *sourceFault) {
	if path := s.opts.Map[recordsKey]; path != "" {
		v, ok := o.at(path, true)
		if !ok {
			return nil, false, &sourceFault{CodeMap, fmt.Sprintf("no key %q (--map)", path)}
		}
		list := listOf(v)
		if list == nil {
			return nil, false, &sourceFault{CodeMap, fmt.Sprintf("the key %q holds no array (--map)", path)}
		}
		return list, true, nil
	}
	if s.articleIn(o, envelopeDepth) != nil {
		return nil, false, nil
	}
	found := map[string][]json.RawMessage{}
	s.arrays(o, "", envelopeDepth, found)
	paths := slices.Sorted(maps.Keys(found))
	switch len(paths) {
	case 0:
		return nil, false, nil
	case 1:
		return found[paths[0]], true, nil
	}
	return nil, false, &sourceFault{CodeNoText, fmt.Sprintf("several arrays hold articles: %s (--map %s=%s)", strings.Join(paths, ", "), recordsKey, paths[0])}
}

// sampled is how many objects of an array are looked at to tell whether it holds articles.
const sampled = 20

// arrays collects the arrays below o whose objects hold a text, by their path.
func (s jsonRecords) arrays(o jsonObject, path string, depth int, found map[string][]json.RawMessage) {
	for _, key := range slices.Sorted(maps.Keys(o)) {
		if list := listOf(o[key]); list != nil {
			if slices.ContainsFunc(list[:min(len(list), sampled)], func(raw json.RawMessage) bool {
				return s.articleIn(objectOf(raw), envelopeDepth) != nil
			}) {
				found[path+key] = list
			}
		} else if inner := objectOf(o[key]); inner != nil && depth > 1 {
			s.arrays(inner, path+key+".", depth-1, found)
		}
	}
}

// enter moves a decoder that stands before an object to the first element of the
// array that path names, so that an envelope of any size is read article by article.
func enter(dec *json.Decoder, path string, next func()) error {
	if t, err := dec.Token(); err != nil {
		return err
	} else if t != json.Delim('{') {
		return fmt.Errorf("no object around the key %q (--map)", path)
	}
	head, rest, _ := strings.Cut(path, ".")
	for dec.More() {
		next()
		key, err := dec.Token()
		if err != nil {
			return err
		}
		switch {
		case key == path || key == head && rest == "":
			t, err := dec.Token()
			if err == nil && t != json.Delim('[') {
				err = fmt.Errorf("the key %q holds no array (--map)", path)
			}
			return err
		case key == head:
			return enter(dec, rest, next)
		}
		var passed json.RawMessage
		if err := dec.Decode(&passed); err != nil {
			return err
		}
	}
	return fmt.Errorf("no key %q (--map)", path)
}

// blocks are the keys under which the parts of a written-out body stand, as in
// Fundus (sections of paragraphs) and in the data of content systems.
var blocks = map[string]bool{
	"summary": true, "sections": true, "headline": true, "paragraphs": true, "text": true, "content": true,
	"body": true, "children": true, "value": true, "html": true, "blocks": true, "paragraph": true,
}

// prose is a JSON value as running text: a string, or the strings of a list or of
// an object's parts, each a paragraph.
func prose(raw json.RawMessage) string {
	var parts []string
	var walk func(raw json.RawMessage, depth int)
	walk = func(raw json.RawMessage, depth int) {
		if len(raw) == 0 || depth > 8 {
			return
		}
		switch raw[0] {
		case '"':
			var v string
			if json.Unmarshal(raw, &v) == nil && strings.TrimSpace(v) != "" {
				parts = append(parts, v)
			}
		case '[':
			for _, item := range listOf(raw) {
				walk(item, depth+1)
			}
		case '{':
			inOrder(raw, func(key string, v json.RawMessage) {
				if blocks[strings.ToLower(key)] {
					walk(v, depth+1)
				}
			})
		}
	}
	walk(raw, 0)
	return strings.Join(parts, "\n\n")
}

// inOrder gives the keys of an object as they are written.
func inOrder(raw json.RawMessage, each func(key string, v json.RawMessage)) {
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	if _, err := dec.Token(); err != nil {
		return
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return
		}
		var v json.RawMessage
		if dec.Decode(&v) != nil {
			return
		}
		if k, ok := key.(string); ok {
			each(k, v)
		}
	}
}
