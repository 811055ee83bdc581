package article

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"go.yaml.in/yaml/v4"
)

// readMarkdown takes a file as one article: YAML front matter for its metadata,
// then Markdown that is flattened to plain paragraphs.
func readMarkdown(in *bufio.Reader, s *sink) {
	all, ok := s.whole(in, 1)
	if !ok {
		return
	}
	s.count()
	front, body := frontMatter(strings.TrimLeft(lineEnds(all), "\n"))
	if len(front) > frontMatterBytes {
		s.fault(0, CodeTooLarge, "front matter of %d bytes, the limit is %d", len(front), frontMatterBytes)
		return
	}
	if bad := tooManyMarks(body); bad != nil {
		s.fault(0, bad.code, "%s", bad.message)
		return
	}
	var r record
	if front != "" {
		var keys map[string]any
		if err := yaml.Load([]byte(front), &keys, yaml.WithV4Defaults()); err != nil {
			s.fault(0, CodeSyntax, "front matter: %s", yamlProblem(err))
			return
		}
		lower := make(map[string]any, len(keys))
		for _, k := range slices.Sorted(maps.Keys(keys)) {
			if l := strings.ToLower(k); lower[l] == nil || l == k && keys[k] != nil {
				lower[l] = keys[k] // of keys that differ in case the one in lower case counts, then the first
			}
		}
		r.fill(s.opts.Map, func(key string, exact bool) (string, bool) {
			v, ok := lower[key]
			if exact {
				v, ok = keys[key]
			}
			return yamlText(v), ok
		})
	}
	if strings.TrimSpace(body) != "" {
		var first int
		r.text, first = flatten(body)
		if first > 0 && (r.title == "" || oneLine(r.title) == oneLine(r.text[:first])) {
			r.headlineEnd = first
		}
	}
	s.record(r)
}

// What front matter and Markdown may ask of their parsers' memory: each key and each
// mark takes some hundred bytes, each quotation or list inside another a call. Of real
// articles front matter has a few kilobytes, and one byte in forty is a mark.
const (
	frontMatterBytes = 256 << 10
	markdownMarks    = 300_000
	markdownDeep     = 100
)

// tooManyMarks says what is wrong with Markdown of too many marks, or of a line that
// begins too many quotations and lists.
func tooManyMarks(body string) *sourceFault {
	marks := 0
	for i := range len(body) {
		if strings.IndexByte("\n[]*_`~<>|!&#+-\\", body[i]) >= 0 {
			marks++
		}
	}
	if marks > markdownMarks {
		return &sourceFault{CodeTooLarge, fmt.Sprintf("%d marks of Markdown, the limit is %d", marks, markdownMarks)}
	}
	no := 0
	for line := range strings.Lines(body) {
		if no++; containers(line) > markdownDeep {
			return &sourceFault{CodeTooDeep, fmt.Sprintf("line %d: quotations and lists nested more than %d deep", no, markdownDeep)}
		}
	}
	return nil
}

// containers counts the quotations and lists that a line begins.
func containers(line string) (n int) {
	for {
		line = strings.TrimLeft(line, " \t")
		rest := strings.TrimLeft(line, "0123456789")
		switch {
		case line == "":
			return n
		case line[0] == '>':
			line = line[1:]
		case len(line) > 1 && strings.IndexByte("-+*", line[0]) >= 0 && (line[1] == ' ' || line[1] == '\t'):
			line = line[1:]
		case len(rest) < len(line) && len(rest) > 1 && (rest[0] == '.' || rest[0] == ')') && (rest[1] == ' ' || rest[1] == '\t'):
			line = rest[1:]
		default:
			return n
		}
		n++
	}
}

// frontMatter cuts the YAML between two lines of three hyphens off the front.
func frontMatter(all string) (front, body string) {
	rest, ok := strings.CutPrefix(all, "---\n")
	if !ok {
		return "", all
	}
	if strings.HasPrefix(rest, "---\n") {
		return "", rest[4:]
	}
	front, body, ok = strings.Cut(rest, "\n---\n")
	if !ok {
		if front, ok = strings.CutSuffix(strings.TrimRight(rest, "\n"), "\n---"); !ok {
			return "", all // a rule, not front matter
		}
		return front, ""
	}
	// One more line end, so that the places in faults count the opening line.
	return "\n" + front, body
}

func yamlText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case time.Time:
		return v.Format(time.RFC3339)
	case []any:
		var parts []string
		for _, item := range v {
			if t := yamlText(item); t != "" {
				parts = append(parts, t)
			}
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		return yamlText(v["name"])
	}
	return fmt.Sprint(v)
}

// yamlProblem is a YAML error with its place in the front matter.
func yamlProblem(err error) string {
	var fault *yaml.LoadError
	if errors.As(err, &fault) {
		return fmt.Sprintf("line %d, column %d: %s", fault.Mark.Line, fault.Mark.Column, fault.Message)
	}
	return err.Error()
}

// flatten turns Markdown into paragraphs with blank lines between. headline is
// where a heading that it begins with ends, 0 for none.
func flatten(body string) (plain string, headline int) {
	source := []byte(body)
	doc := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser().Parse(text.NewReader(source))
	var blocks []string
	heading := false
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		var b string
		switch n.Kind() {
		case ast.KindParagraph, ast.KindTextBlock, ast.KindHeading, east.KindTableCell:
			b = inline(n, source)
		case ast.KindFencedCodeBlock, ast.KindCodeBlock:
			b = string(n.Lines().Value(source))
		case ast.KindHTMLBlock:
			return ast.WalkSkipChildren, nil
		default:
			return ast.WalkContinue, nil
		}
		if b = clean(b); b != "" {
			heading = heading || len(blocks) == 0 && n.Kind() == ast.KindHeading
			blocks = append(blocks, b)
		}
		return ast.WalkSkipChildren, nil
	})
	if heading {
		headline = len(blocks[0])
	}
	return strings.Join(blocks, "\n\n"), headline
}

// inline is the words of a block: links and emphasis without their marks,
// pictures and HTML tags left out, line breaks inside a paragraph as spaces.
func inline(block ast.Node, source []byte) string {
	var b bytes.Buffer
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Image, *ast.RawHTML:
			return ast.WalkSkipChildren, nil
		case *ast.AutoLink:
			b.Write(n.Label(source))
		case *ast.String:
			b.Write(n.Value)
		case *ast.Text:
			words := n.Segment.Value(source)
			if n.Parent().Kind() != ast.KindCodeSpan {
				words = util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(words)))
			}
			b.Write(words)
			if n.HardLineBreak() || n.SoftLineBreak() {
				b.WriteByte(' ')
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}
