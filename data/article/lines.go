package article

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"readout/analysis"
)

// Line is one line of a stream: an article or a fault, or an empty line, which
// ends a batch.
type Line struct {
	Item
	Break bool
	// Cut is set on a fault after which the stream did not come to a clean end: it
	// could not be read on, or ended inside a record.
	Cut bool
}

// Lines reads NDJSON articles from r one by one, as a pipe delivers them. Unlike
// Read it tells of empty lines, and of how the stream ended.
func Lines(ctx context.Context, r io.Reader, opts Options) iter.Seq[Line] {
	opts.Limits = opts.Limits.withDefaults()
	opts.Limits.Faults = int(^uint(0) >> 1) // a stream has no end to give up before
	return func(yield func(Line) bool) {
		goOn := true
		emit := func(l Line) bool {
			goOn = goOn && yield(l)
			return goOn
		}
		cut := false
		s := &sink{ctx: ctx, opts: opts, path: "-", languages: newDetector(), yield: func(i Item) bool {
			return emit(Line{Item: i, Cut: cut && i.Fault != nil && i.Fault.Code == CodeSyntax})
		}}
		in := bufio.NewReaderSize(r, 64<<10)
		skipBOM(in)
		var line []byte
		for no, lineNo := 0, 1; goOn && ctx.Err() == nil; lineNo++ {
			var sum string
			var err error
			line, sum, err = readLine(in, line[:0], opts.Limits.LineBytes)
			long := sum != ""
			if err != nil && err != io.EOF {
				emit(Line{Cut: true, Item: Item{Line: lineNo, Fault: &Fault{
					Path: "-", RecordNo: no + 1, Stage: stageRead, Code: CodeUnreadable, Message: fmt.Sprintf("line %d: %v", lineNo, err),
				}}})
				return
			}
			s.at = origin{line: lineNo, raw: line, sum: sum}
			switch place := fmt.Sprintf("line %d", lineNo); {
			case len(bytes.TrimSpace(line)) > 0 && long:
				no++
				s.fault(no, CodeTooLarge, "%s: longer than %d bytes (--max-line-bytes)", place, opts.Limits.LineBytes)
			case len(bytes.TrimSpace(line)) > 0:
				no++
				cut = err == io.EOF
				jsonRecords{s}.object(no, line, place)
			case err == nil:
				emit(Line{Break: true})
			}
			if err == io.EOF {
				return
			}
		}
	}
}

// FromFields makes an article of the fields of a record (id, title, text ...) as if it
// were a line of NDJSON.
func FromFields(fields map[string]string) (*analysis.Article, error) {
	b, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	for line := range Lines(context.Background(), bytes.NewReader(append(b, '\n')), Options{}) {
		if line.Fault != nil {
			return nil, line.Fault
		}
		if line.Article != nil {
			return line.Article, nil
		}
	}
	return nil, io.ErrUnexpectedEOF
}
