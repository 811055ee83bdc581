package lexicon

import (
	"encoding"
	"reflect"
	"sort"
	"strconv"
	"strings"

	"github.com/xrash/smetrics"
	"go.yaml.in/yaml/v4"
)

// decoder turns YAML nodes into Go values strictly, and goes on after a fault
// so that all of them are told at once. A struct field is required unless its
// tag says omitempty; a key that the struct does not have is a fault.
type decoder struct {
	*collector
	types map[reflect.Type]*structType
	text  map[reflect.Type]bool // types that read themselves from text
}

func newDecoder(c *collector) *decoder {
	return &decoder{collector: c, types: map[reflect.Type]*structType{}, text: map[reflect.Type]bool{}}
}

type structType struct {
	fields   map[string]int
	required []string
}

var textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()

// value decodes n into v, which must be settable.
func (d *decoder) value(n *yaml.Node, v reflect.Value) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if d.isText(v.Type()) {
		if n.Kind != yaml.ScalarNode {
			d.at(n, "wants a single value, not %s", describe(n))
		} else if err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(n.Value)); err != nil {
			d.at(n, "%v", err)
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem())
	case reflect.Struct:
		d.mapping(n, v)
	case reflect.Slice:
		if n.Kind != yaml.SequenceNode {
			d.at(n, "wants a list, not %s", describe(n))
			return
		}
		s := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
		for i, c := range n.Content {
			d.value(c, s.Index(i))
		}
		v.Set(s)
	case reflect.Map:
		if v.Type() == setType {
			d.set(n, v)
			return
		}
		d.table(n, v)
	default:
		d.scalar(n, v)
	}
}

func (d *decoder) isText(t reflect.Type) bool {
	if t.Kind() == reflect.String || t.Kind() == reflect.Slice {
		return false
	}
	is, known := d.text[t]
	if !known {
		is = reflect.PointerTo(t).Implements(textUnmarshaler)
		d.text[t] = is
	}
	return is
}

func (d *decoder) scalar(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.ScalarNode {
		d.at(n, "wants %s, not %s", wanted(v), describe(n))
		return
	}
	switch v.Kind() {
	case reflect.String:
		if n.Tag == "!!null" || n.Tag == "!!bool" {
			d.at(n, "wants text, not %s: put it in quotes if it is meant as text", describe(n))
			return
		}
		v.SetString(n.Value)
		return
	case reflect.Bool:
		if b, err := strconv.ParseBool(n.Value); err == nil && n.Tag == "!!bool" {
			v.SetBool(b)
			return
		}
	case reflect.Float64:
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil && f == f {
			v.SetFloat(f)
			return
		}
	case reflect.Int:
		if i, err := strconv.Atoi(n.Value); err == nil {
			v.SetInt(int64(i))
			return
		}
	}
	d.at(n, "wants %s, not %s", wanted(v), describe(n))
}

// mapping decodes into a struct.
func (d *decoder) mapping(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.MappingNode {
		d.at(n, "wants keys with values, not %s", describe(n))
		return
	}
	t := d.structType(v.Type())
	seen := make([]bool, v.NumField())
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := n.Content[i], n.Content[i+1]
		f, ok := t.fields[key.Value]
		if !ok {
			d.at(key, "unknown key %q%s", key.Value, nearest(key.Value, t.fields))
			continue
		}
		if seen[f] {
			d.at(key, "key %q stands twice", key.Value)
			continue
		}
		seen[f] = true
		d.value(val, v.Field(f))
	}
	for _, name := range t.required {
		if !seen[t.fields[name]] {
			d.at(n, "key %q is missing", name)
		}
	}
}

var setType = reflect.TypeFor[Set]()

// set decodes a list of words into a Set. A word twice or with a capital is a fault.
func (d *decoder) set(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.SequenceNode {
		d.at(n, "wants a list, not %s", describe(n))
		return
	}
	s := make(Set, len(n.Content))
	for _, c := range n.Content {
		var word string
		d.scalar(c, reflect.ValueOf(&word).Elem())
		switch {
		case word == "":
		case word != strings.ToLower(word):
			d.at(c, "%q wants lower case", word)
		case s[word]:
			d.at(c, "%q stands twice in the list", word)
		}
		s[word] = true
	}
	v.Set(reflect.ValueOf(s))
}

// table decodes into a map with text keys.
func (d *decoder) table(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.MappingNode {
		d.at(n, "wants keys with values, not %s", describe(n))
		return
	}
	m := reflect.MakeMapWithSize(v.Type(), len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := reflect.ValueOf(n.Content[i].Value).Convert(v.Type().Key())
		if m.MapIndex(key).IsValid() {
			d.at(n.Content[i], "key %q stands twice", n.Content[i].Value)
			continue
		}
		val := reflect.New(v.Type().Elem()).Elem()
		d.value(n.Content[i+1], val)
		m.SetMapIndex(key, val)
	}
	v.Set(m)
}

func (d *decoder) structType(t reflect.Type) *structType {
	if s, ok := d.types[t]; ok {
		return s
	}
	s := &structType{fields: map[string]int{}}
	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name == "" || name == "-" {
			continue
		}
		s.fields[name] = i
		if !strings.Contains(options, "omitempty") {
			s.required = append(s.required, name)
		}
	}
	d.types[t] = s
	return s
}

func wanted(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Float64:
		return "a number"
	case reflect.Int:
		return "a whole number"
	}
	return "text"
}

func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "keys with values"
	}
	if n.Tag == "!!null" {
		return "nothing"
	}
	return strconv.Quote(n.Value)
}

// nearest suggests the known key that was probably meant.
func nearest(word string, known map[string]int) string {
	var names []string
	for k := range known {
		names = append(names, k)
	}
	sort.Strings(names)
	best, distance := "", 3
	for _, k := range names {
		if e := smetrics.WagnerFischer(word, k, 1, 1, 1); e < distance {
			best, distance = k, e
		}
	}
	if best == "" {
		return ": the keys are " + strings.Join(names, ", ")
	}
	return ": is " + strconv.Quote(best) + " meant?"
}
