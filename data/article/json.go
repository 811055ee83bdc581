package article

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// readLines takes NDJSON: one object a line. A broken line is a fault with its
// line and column, and the next is read.
func readLines(in *bufio.Reader, s *sink) {
	in = s.fromUTF16Stream(in)
	var line []byte
	no := 0
	for lineNo := 1; ; lineNo++ {
		var err error
		var cut string
		line, cut, err = readLine(in, line[:0], s.opts.Limits.LineBytes)
		s.at = origin{line: lineNo, raw: line, sum: cut}
		if err != nil && err != io.EOF {
			s.readFault(no+1, fmt.Errorf("line %d: %w", lineNo, err))
			return
		}
		if len(bytes.TrimSpace(line)) > 0 {
			no++
			if !s.count() {
				return
			}
			goOn := true
			if cut != "" {
				goOn = s.fault(no, CodeTooLarge, "line %d: longer than %d bytes (--max-line-bytes)", lineNo, s.opts.Limits.LineBytes)
			} else {
				no, goOn = jsonRecords{s}.value(no, line, fmt.Sprintf("line %d", lineNo))
			}
			if !goOn {
				return
			}
		}
		if err == io.EOF {
			if no == 0 {
				s.fault(0, CodeEmpty, "no record in it")
			}
			return
		}
	}
}

// readLine appends the next line to buf, without its end. Of a line longer than
// limit it keeps the first limit bytes, reads past the rest, and gives the SHA-256 of
// the whole as cut, in hex.
func readLine(in *bufio.Reader, buf []byte, limit int64) (line []byte, cut string, err error) {
	var whole hash.Hash // of a line that is cut
	for {
		part, err := in.ReadSlice('\n')
		room := max(0, limit-int64(len(buf)))
		if whole == nil && int64(len(bytes.TrimRight(part, "\r\n"))) > room {
			whole = sha256.New()
			whole.Write(buf)
		}
		if whole != nil {
			whole.Write(bytes.TrimRight(part, "\r\n"))
			part = part[:min(room, int64(len(part)))]
		}
		buf = append(buf, part...)
		if err == bufio.ErrBufferFull {
			continue
		}
		if whole != nil {
			cut = hex.EncodeToString(whole.Sum(nil))
		}
		return bytes.TrimRight(buf, "\r\n"), cut, err
	}
}

// jsonRecords is a sink that takes JSON: objects that are articles, or have articles in
// them.
type jsonRecords struct{ *sink }

// value reads one JSON object, an article or an envelope of several; no is the
// number of its first article, and last that of its last.
func (s jsonRecords) value(no int, b []byte, place string) (last int, goOn bool) {
	o, warning, bad := s.parse(b, place)
	if bad != nil {
		return no, s.fault(no, bad.code, "%s", bad.message)
	}
	records, wrapped, bad := s.recordsIn(o)
	switch {
	case bad != nil:
		return no, s.fault(no, bad.code, "%s: %s", place, bad.message)
	case !wrapped:
		return no, s.keys(no, o, place, warning)
	case len(records) == 0:
		return no, s.fault(no, CodeEmpty, "%s: no article in the array", place)
	}
	for i, raw := range records {
		if i > 0 {
			no++
			if !s.count() {
				return no, false
			}
		}
		where := fmt.Sprintf("%s, article %d", place, i+1)
		s.at.raw = raw
		inner := objectOf(raw)
		if inner == nil {
			goOn = s.fault(no, CodeSyntax, "%s: no object where an article should be", where)
		} else {
			goOn = s.keys(no, inner, where, warning)
		}
		if !goOn {
			return no, false
		}
	}
	return no, true
}

// object reads one JSON object that is one article; place says where it stands.
func (s jsonRecords) object(no int, b []byte, place string) bool {
	o, warning, bad := s.parse(b, place)
	if bad != nil {
		return s.fault(no, bad.code, "%s", bad.message)
	}
	return s.keys(no, o, place, warning)
}

// recordKeys is the most keys of a record, in all objects of it: each is compared with
// the names of every field.
const recordKeys = 100_000

// parse checks an object's depth, keys and characters and takes it apart.
func (s jsonRecords) parse(b []byte, place string) (o jsonObject, warning string, bad *sourceFault) {
	depth, at, keys := nesting(b)
	if depth > s.opts.Limits.Nesting {
		return nil, "", &sourceFault{CodeTooDeep, fmt.Sprintf("%s, column %d: nested more than %d deep", place, column(b, at), s.opts.Limits.Nesting)}
	}
	if keys > recordKeys {
		return nil, "", &sourceFault{CodeTooLarge, fmt.Sprintf("%s: a record of %d keys, the limit is %d", place, keys, recordKeys)}
	}
	if !utf8.Valid(b) {
		text, note, bad := decode(b)
		if bad != nil {
			return nil, "", &sourceFault{bad.code, place + ": " + bad.message}
		}
		b, warning = []byte(text), note
	}
	if err := json.Unmarshal(b, &o); err != nil {
		return nil, "", &sourceFault{CodeSyntax, jsonProblem(b, place, err)}
	}
	if o == nil {
		return nil, "", &sourceFault{CodeSyntax, place + ": null where an article should be"}
	}
	return o, warning, nil
}

// keys makes an article of an object and of the objects inside it that hold its text.
func (s jsonRecords) keys(no int, o jsonObject, place, warning string) bool {
	layers := s.articleIn(o, envelopeDepth)
	if layers == nil {
		layers = []jsonObject{o}
	}
	r := record{no: no}
	odd := ""
	lacks := r.fill(s.opts.Map, func(key string, exact bool) (string, bool) {
		for _, layer := range layers {
			raw, ok := layer.at(key, exact)
			if !ok {
				continue
			}
			if s.isText(key) {
				return prose(raw), true
			}
			v, fine := plain(raw)
			if !fine && odd == "" {
				odd = key
			}
			if !missing(v) {
				return v, true
			}
		}
		_, ok := layers[len(layers)-1].at(key, exact)
		return "", ok
	})
	if odd != "" {
		r.warnings = append(r.warnings, fmt.Sprintf("key %q holds no text and was passed over", odd))
	}
	if warning != "" {
		r.warnings = append(r.warnings, warning)
	}
	if lacks != "" && strings.TrimSpace(r.text) == "" {
		return s.lacking(r, CodeMap, "%s: no key %q (--map): the keys are %s", place, lacks, strings.Join(slices.Sorted(maps.Keys(o)), ", "))
	}
	if r.text == "" && r.title == "" {
		return s.lacking(r, CodeNoText, "%s: no text: none of the keys %s holds it (--map text=KEY)", place, strings.Join(slices.Sorted(maps.Keys(o)), ", "))
	}
	r.unmark()
	return s.record(r)
}

// plain gives a JSON value as one string: of a list its values with commas, of
// an object its name.
func plain(raw json.RawMessage) (string, bool) {
	switch raw[0] {
	case '"':
		var v string
		err := json.Unmarshal(raw, &v)
		return v, err == nil
	case 'n':
		return "", true
	case '[':
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) != nil {
			return "", false
		}
		var parts []string
		for _, item := range list {
			if v, ok := plain(item); ok && v != "" {
				parts = append(parts, v)
			}
		}
		return strings.Join(parts, ", "), len(parts) > 0 || len(list) == 0
	case '{':
		var named map[string]json.RawMessage
		if json.Unmarshal(raw, &named) != nil {
			return "", false
		}
		for _, key := range []string{"name", "title", "$date", "$oid", "#text"} {
			if v, ok := named[key]; ok {
				return plain(v)
			}
		}
		return "", false
	}
	return string(raw), true
}

// readJSON takes one object over several lines, an array of objects, objects one
// after the other, or an envelope with an array in it. Inside an array a broken
// object ends the file, since nothing says where the next begins.
func readJSON(in *bufio.Reader, s *sink) {
	in = s.fromUTF16Stream(in)
	limited := &perRecord{r: in, limit: s.opts.Limits.LineBytes}
	dec := json.NewDecoder(limited)
	array := firstByte(in) == '['
	switch path := s.opts.Map[recordsKey]; {
	case array:
		if _, err := dec.Token(); err != nil {
			s.readFault(0, err)
			return
		}
	case path != "":
		if err := enter(dec, path, func() { limited.next() }); err != nil {
			jsonRecords{s}.mapFault(err)
			return
		}
		array, s.opened = true, true
	}
	for no := 1; ; no++ {
		limited.next()
		if array && !dec.More() {
			jsonRecords{s}.arrayEnd(dec, no-1)
			return
		}
		s.at = origin{}
		at := dec.InputOffset()
		var raw json.RawMessage
		err := dec.Decode(&raw)
		if err == io.EOF {
			if no == 1 {
				s.fault(0, CodeEmpty, "no JSON object in it")
			}
			return
		}
		if !s.count() {
			return
		}
		place := fmt.Sprintf("after byte %d", at)
		if err != nil {
			jsonRecords{s}.jsonFault(no, place, err)
			return
		}
		s.at = origin{raw: raw}
		goOn := true
		if s.opened {
			goOn = jsonRecords{s}.object(no, raw, place)
		} else {
			no, goOn = jsonRecords{s}.value(no, raw, place)
		}
		if !goOn {
			return
		}
	}
}

// perRecord fails once more than limit was read for one record.
type perRecord struct {
	r           io.Reader
	used, limit int64

	mark  byte // that stands between values, 0 for none
	marks int  // of a record
}

// recordMarks is the most marks between values that a record may have, those inside of
// its text too: each value takes some forty bytes, be it empty.
const recordMarks = 500_000

func (p *perRecord) next() { p.used, p.marks = 0, 0 }

func (p *perRecord) Read(b []byte) (int, error) {
	if p.used > p.limit {
		return 0, &overBudget{limit: p.limit}
	}
	n, err := p.r.Read(b)
	p.used += int64(n)
	if p.mark != 0 {
		if p.marks += bytes.Count(b[:n], []byte{p.mark}); p.marks > recordMarks {
			return 0, &sourceFault{CodeTooLarge, fmt.Sprintf("more than %d values in one record", recordMarks)}
		}
	}
	return n, err
}

func skipBOM(in *bufio.Reader) {
	if head, _ := in.Peek(3); bytes.Equal(head, []byte("\ufeff")) {
		_, _ = in.Discard(3)
	}
}

// firstByte is the first byte of in that is not white space, 0 for none; it
// reads past the white space.
func firstByte(in *bufio.Reader) byte {
	for {
		b, err := in.Peek(1)
		if err != nil {
			return 0
		}
		if !bytes.ContainsAny(b, " \t\r\n") {
			return b[0]
		}
		_, _ = in.Discard(1)
	}
}
