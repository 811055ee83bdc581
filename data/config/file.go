package config

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// file reads a readout.yaml. It goes by the syntax tree and not by a struct, so
// that every fault has its place and none hides another.
func (r *Result) file(content []byte, name string, settings []Setting) (faults Faults) {
	lines := strings.Split(string(content), "\n")
	at := func(t *token.Token, format string, args ...any) {
		f := Fault{Message: fmt.Sprintf(format, args...), Place: name}
		if t != nil && t.Position != nil {
			f.Line, f.Column = t.Position.Line, t.Position.Column
			f.Place = fmt.Sprintf("%s:%d:%d", name, f.Line, f.Column)
			if f.Line >= 1 && f.Line <= len(lines) {
				f.Excerpt = strings.TrimRight(lines[f.Line-1], "\r")
			}
		}
		faults = append(faults, f)
	}
	parsed, err := parser.ParseBytes(content, 0)
	if err != nil {
		var syntax *yaml.SyntaxError
		if errors.As(err, &syntax) {
			at(syntax.Token, "%s", syntax.Message)
		} else {
			at(nil, "%v", err)
		}
		return faults
	}
	known := map[string]Setting{}
	var keys []string
	for _, s := range settings {
		known[s.Key] = s
		keys = append(keys, s.Key)
	}
	seen := map[string]bool{}
	for _, doc := range parsed.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType || doc.Body.Type() == ast.NullType {
			continue
		}
		pairs, ok := mappingOf(doc.Body)
		if !ok {
			at(doc.Body.GetToken(), "a list or a word where the settings should be, such as out: results")
			continue
		}
		for _, pair := range pairs {
			key := pair.Key.GetToken().Value
			s, ok := known[key]
			switch {
			case !ok:
				at(pair.Key.GetToken(), "there is no setting %q%s", key, hint(key, keys))
				continue
			case seen[key]:
				at(pair.Key.GetToken(), "%q stands here a second time", key)
				continue
			}
			seen[key] = true
			if pair.Value.Type() == ast.NullType {
				continue // "key:" alone leaves the default
			}
			place := pair.Value.GetToken()
			raw, bad, err := rawValue(s.Kind, pair.Value)
			if err == nil {
				bad, err = place, s.set(&r.Config, raw)
			}
			if err != nil {
				at(bad, "%s: %v", key, err)
			}
			position := pair.Key.GetToken().Position
			r.Sources[key] = Source{Layer: "file", Place: fmt.Sprintf("%s:%d:%d", name, position.Line, position.Column)}
		}
	}
	return faults
}

func mappingOf(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// rawValue is a value of the file as raw strings; bad is where an error is.
func rawValue(kind Kind, n ast.Node) (raw []string, bad *token.Token, err error) {
	if a, ok := n.(*ast.AnchorNode); ok {
		n = a.Value
	}
	switch kind {
	case List:
		list, ok := n.(*ast.SequenceNode)
		if !ok {
			text, err := scalar(Text, n)
			return []string{text}, n.GetToken(), err
		}
		for _, item := range list.Values {
			text, err := scalar(Text, item)
			if err != nil {
				return nil, item.GetToken(), err
			}
			raw = append(raw, text)
		}
		return raw, nil, nil
	case Mapping:
		pairs, ok := mappingOf(n)
		if !ok {
			return nil, n.GetToken(), errors.New("a mapping is wanted, such as {text: body}")
		}
		for _, p := range pairs {
			text, err := scalar(Text, p.Value)
			if err != nil {
				return nil, p.Value.GetToken(), err
			}
			raw = append(raw, p.Key.GetToken().Value+"="+text)
		}
		return raw, nil, nil
	}
	text, err := scalar(kind, n)
	return []string{text}, n.GetToken(), err
}

// scalar is a single value as the file writes it, of the type that kind wants.
func scalar(kind Kind, n ast.Node) (string, error) {
	text := n.GetToken().Value
	switch v := n.(type) {
	case *ast.StringNode:
		text = v.Value
		if kind == Number || kind == Switch {
			return "", fmt.Errorf("%q is text where %s is wanted", text, wanted(kind))
		}
	case *ast.LiteralNode:
		text = strings.TrimSpace(v.Value.Value)
	case *ast.BoolNode:
		if kind != Switch {
			return "", fmt.Errorf("%s is true or false where %s is wanted (put it in quotation marks to mean the word)", text, wanted(kind))
		}
	case *ast.IntegerNode, *ast.FloatNode:
		if kind == Switch {
			return "", fmt.Errorf("%s is a number where true or false is wanted", text)
		}
	default:
		return "", fmt.Errorf("a list or mapping where %s is wanted", wanted(kind))
	}
	return text, nil
}

func wanted(kind Kind) string {
	switch kind {
	case Switch:
		return string(kind)
	case Duration:
		return "a time such as " + shownDuration(time.Minute)
	case Size:
		return "a size such as 4MiB"
	}
	return "a " + string(kind)
}
