package config

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// file reads a readout.yaml. It goes by the syntax tree and not by a struct, so
// that every fault has its place and none hides another.
func (r *Result) file(content []byte, name string, settings []Setting) (faults Faults) {
	lines := strings.Split(string(content), "\n")
	at := func(line, column int, format string, args ...any) {
		f := Fault{Message: fmt.Sprintf(format, args...), Place: name}
		if line > 0 {
			f.Line, f.Column = line, column
			f.Place = fmt.Sprintf("%s:%d:%d", name, line, column)
			if line <= len(lines) {
				f.Excerpt = strings.TrimRight(lines[line-1], "\r")
			}
		}
		faults = append(faults, f)
	}
	var docs []yaml.Node
	if err := yaml.Load(content, &docs, yaml.WithV4Defaults(), yaml.WithAllDocuments()); err != nil {
		var syntax *yaml.LoadError
		if errors.As(err, &syntax) {
			at(syntax.Mark.Line, syntax.Mark.Column, "%s", syntax.Message)
		} else {
			at(0, 0, "%v", err)
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
	for i := range docs {
		body := &docs[i]
		if body.Kind == yaml.DocumentNode && len(body.Content) == 1 {
			body = body.Content[0]
		}
		if isNull(body) {
			continue
		}
		if body.Kind != yaml.MappingNode {
			at(body.Line, body.Column, "a list or a word where the settings should be, such as out: results")
			continue
		}
		for i := 0; i+1 < len(body.Content); i += 2 {
			key, value := body.Content[i], body.Content[i+1]
			s, ok := known[key.Value]
			switch {
			case !ok:
				at(key.Line, key.Column, "there is no setting %q%s", key.Value, hint(key.Value, keys))
				continue
			case seen[key.Value]:
				at(key.Line, key.Column, "%q stands here a second time", key.Value)
				continue
			}
			seen[key.Value] = true
			if isNull(value) {
				continue // "key:" alone leaves the default
			}
			raw, bad, err := rawValue(s.Kind, value)
			if err == nil {
				bad, err = value, s.set(&r.Config, raw)
			}
			if err != nil {
				at(bad.Line, bad.Column, "%s: %v", key.Value, err)
			}
			r.Sources[key.Value] = Source{Layer: "file", Place: fmt.Sprintf("%s:%d:%d", name, key.Line, key.Column)}
		}
	}
	return faults
}

func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null"
}

// rawValue is a value of the file as raw strings; bad is where an error is.
func rawValue(kind Kind, n *yaml.Node) (raw []string, bad *yaml.Node, err error) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	switch kind {
	case List:
		if n.Kind != yaml.SequenceNode {
			text, err := scalar(Text, n)
			return []string{text}, n, err
		}
		for _, item := range n.Content {
			text, err := scalar(Text, item)
			if err != nil {
				return nil, item, err
			}
			raw = append(raw, text)
		}
		return raw, nil, nil
	case Mapping:
		if n.Kind != yaml.MappingNode {
			return nil, n, errors.New("a mapping is wanted, such as {text: body}")
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			text, err := scalar(Text, n.Content[i+1])
			if err != nil {
				return nil, n.Content[i+1], err
			}
			raw = append(raw, n.Content[i].Value+"="+text)
		}
		return raw, nil, nil
	}
	text, err := scalar(kind, n)
	return []string{text}, n, err
}

// scalar is a single value as the file writes it, of the type that kind wants.
func scalar(kind Kind, n *yaml.Node) (string, error) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind != yaml.ScalarNode {
		return "", fmt.Errorf("a list or mapping where %s is wanted", wanted(kind))
	}
	switch n.ShortTag() {
	case "!!bool":
		if kind != Switch {
			return "", fmt.Errorf("%s is true or false where %s is wanted (put it in quotation marks to mean the word)", n.Value, wanted(kind))
		}
	case "!!int", "!!float":
		if kind == Switch {
			return "", fmt.Errorf("%s is a number where true or false is wanted", n.Value)
		}
	default:
		if kind == Number || kind == Switch {
			return "", fmt.Errorf("%q is text where %s is wanted", n.Value, wanted(kind))
		}
	}
	return n.Value, nil
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
