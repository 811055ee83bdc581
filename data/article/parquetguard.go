package article

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/delta"
	parquetformat "github.com/parquet-go/parquet-go/format"
)

// The Parquet library takes the memory that a file asks for: a kilobyte can ask for
// gigabytes by a size in the footer, by what a page unpacks to, by the length of a
// run of equal values or by prefixes that values share. So every footer and every
// page is walked through first, and what is over the limit is never given to it.

// structBytes is what a struct of the footer takes in memory, the largest kind.
const structBytes = 600

// checkFooter fails where the footer of a Parquet file is damaged in a way that the
// library would take memory for, or where it has more parts than limit has room for.
func checkFooter(file io.ReaderAt, size, limit int64) error {
	var tail [8]byte
	if size < 12 {
		return io.ErrUnexpectedEOF
	}
	if _, err := file.ReadAt(tail[:], size-8); err != nil {
		return err
	}
	n := int64(binary.LittleEndian.Uint32(tail[:]))
	if n > size-12 {
		return fmt.Errorf("a footer of %d bytes in a file of %d", n, size)
	}
	if n > limit {
		return &overPage{fmt.Sprintf("its footer has %d bytes", n), limit}
	}
	b := make([]byte, n)
	if _, err := file.ReadAt(b, size-8-n); err != nil {
		return err
	}
	w := compactWalk{data: b}
	if err := w.message(0, 0); err != nil {
		return fmt.Errorf("footer: %w", err)
	}
	if cost := n + w.structs*structBytes; cost > limit {
		return &overPage{fmt.Sprintf("its footer lists %d parts", w.structs), limit}
	}
	return nil
}

// overPage says what of a Parquet file takes more memory than Limits.PageBytes.
type overPage struct {
	what  string
	limit int64
}

func (e *overPage) Error() string {
	return fmt.Sprintf("%s, the limit is %d bytes at a time (--max-page-bytes)", e.what, e.limit)
}

// checkGroup fails where reading the given columns of a row group would take more
// than limit bytes at a time, or where one of its pages is damaged.
func checkGroup(file io.ReaderAt, size int64, group *parquetformat.RowGroup, columns []parquet.LeafColumn, limit int64) error {
	left := limit
	for _, c := range columns {
		if c.ColumnIndex >= len(group.Columns) {
			return fmt.Errorf("no column %d in a row group", c.ColumnIndex)
		}
		g := chunkGuard{column: c, meta: &group.Columns[c.ColumnIndex].MetaData, limit: left, unpack: unpacker{limit: left}}
		cost, err := g.check(file, size)
		if err != nil {
			return fmt.Errorf("column %q: %w", c.Path[0], err)
		}
		if left -= cost; left < 0 {
			return fmt.Errorf("column %q: %w", c.Path[0], &overPage{fmt.Sprintf("page %d unpacks to %d bytes", g.costliest, g.bytes), limit})
		}
	}
	return nil
}

// chunkGuard walks through the pages of one column chunk.
type chunkGuard struct {
	column parquet.LeafColumn
	meta   *parquetformat.ColumnMetaData
	limit  int64
	unpack unpacker

	costliest int   // page that takes the most memory, from 1
	bytes     int64 // that it unpacks to
}

// check gives the memory that reading the chunk takes: its dictionary and its
// largest page, and of lists, whose rows may go over many pages, all values.
func (g *chunkGuard) check(file io.ReaderAt, size int64) (int64, error) {
	start := g.meta.DataPageOffset
	if g.meta.DictionaryPageOffset != 0 {
		start = g.meta.DictionaryPageOffset
	}
	n := g.meta.TotalCompressedSize
	if start < 0 || n < 0 || start > size || n > size-start {
		return 0, fmt.Errorf("%d bytes at %d in a file of %d", n, start, size)
	}
	pages := pageReader{file: file, at: start, end: start + n}
	dictionary, largest, listed := int64(0), int64(0), int64(0)
	for no := 1; ; no++ {
		h, err := pages.header()
		if err == io.EOF {
			return dictionary + largest + listed, nil
		}
		if err == nil {
			err = g.header(h)
		}
		var cost int64
		if err == nil {
			cost, err = g.page(&pages, h)
		}
		if err != nil {
			return 0, fmt.Errorf("page %d: %w", no, err)
		}
		if h.kind == parquetformat.DictionaryPage {
			dictionary = max(dictionary, cost)
		} else {
			largest = max(largest, cost)
			if g.column.MaxRepetitionLevel > 0 {
				listed += h.values * listedBytes
			}
		}
		if cost > 0 && cost >= max(dictionary, largest) {
			g.costliest, g.bytes = no, h.unpacked
		}
		if listed > g.limit {
			return 0, &overPage{fmt.Sprintf("pages 1 to %d are lists of %d values", no, listed/listedBytes), g.limit}
		}
	}
}

const (
	valueBytes  = 8  // of a value beside its bytes: an offset or an index, and levels
	listedBytes = 32 // of a value of a list, which is held until its row is whole
)

// header fails on a page whose header alone says that it is too much.
func (g *chunkGuard) header(h *pageHeader) error {
	if h.packed < 0 || h.unpacked < 0 || h.values < 0 || h.repetition < 0 || h.definition < 0 {
		return errors.New("a size below 0")
	}
	if h.unpacked > g.limit || h.packed > g.limit {
		return &overPage{fmt.Sprintf("it unpacks to %d bytes", max(h.unpacked, h.packed)), g.limit}
	}
	if h.values > g.limit/valueBytes {
		return &overPage{fmt.Sprintf("it has %d values", h.values), g.limit}
	}
	return nil
}

// page reads the page behind a header and gives the memory that it takes.
func (g *chunkGuard) page(pages *pageReader, h *pageHeader) (int64, error) {
	packed, err := pages.body(h)
	if err != nil {
		return 0, err
	}
	data := h.kind == parquetformat.DataPage || h.kind == parquetformat.DataPageV2
	if !data && h.kind != parquetformat.DictionaryPage {
		return 0, nil
	}
	var levels []byte // of a page of version 2, where they are never packed
	body, most := packed, h.unpacked
	if h.kind == parquetformat.DataPageV2 {
		n := h.repetition + h.definition
		if n > int64(len(packed)) || n > most {
			return 0, io.ErrUnexpectedEOF
		}
		levels, body, most = packed[:n], packed[n:], most-n
	}
	if h.kind != parquetformat.DataPageV2 || h.isPacked {
		if body, err = g.unpack.unpack(g.meta.Codec, body, most); err != nil {
			return 0, err
		}
	}
	cost := h.packed + h.unpacked + h.values*valueBytes
	if !data {
		return cost + h.unpacked, nil // a dictionary is copied
	}
	if h.kind == parquetformat.DataPageV2 {
		err = errors.Join(
			checkRuns(levels[:h.repetition], levelWidth(g.column.MaxRepetitionLevel), h.values),
			checkRuns(levels[h.repetition:], levelWidth(g.column.MaxDefinitionLevel), h.values))
	} else {
		body, err = g.levels(body, h.values)
	}
	if err != nil {
		return 0, err
	}
	more, err := g.values(body, h)
	return cost + more, err
}

// levels checks and takes off the levels that a page of version 1 begins with.
func (g *chunkGuard) levels(body []byte, values int64) ([]byte, error) {
	for _, most := range []int{g.column.MaxRepetitionLevel, g.column.MaxDefinitionLevel} {
		if most == 0 {
			continue
		}
		if len(body) < 4 {
			return nil, io.ErrUnexpectedEOF
		}
		n := int64(binary.LittleEndian.Uint32(body))
		if n > int64(len(body)-4) {
			return nil, io.ErrUnexpectedEOF
		}
		if err := checkRuns(body[4:4+n], levelWidth(most), values); err != nil {
			return nil, err
		}
		body = body[4+n:]
	}
	return body, nil
}

func levelWidth(most int) int { return bits.Len(uint(most)) }

// values checks the encoded values of a page, and gives the memory that they take
// beyond their bytes.
func (g *chunkGuard) values(b []byte, h *pageHeader) (int64, error) {
	switch h.encoding {
	//lint:ignore SA1019 files of old writers have it
	case parquetformat.PlainDictionary, parquetformat.RLEDictionary:
		if len(b) == 0 {
			return 0, nil
		}
		return 0, checkRuns(b[1:], int(b[0]), h.values)
	case parquetformat.RLE:
		if len(b) < 4 {
			return 0, io.ErrUnexpectedEOF
		}
		return 0, checkRuns(b[4:], 1, h.values)
	case parquetformat.DeltaBinaryPacked, parquetformat.DeltaLengthByteArray:
		_, err := skipDeltas(b, h.values)
		return 0, err
	case parquetformat.DeltaByteArray:
		rest, err := skipDeltas(b, h.values)
		if err == nil {
			_, err = skipDeltas(rest, h.values)
		}
		if err != nil {
			return 0, err
		}
		prefixes, err := new(delta.BinaryPackedEncoding).DecodeInt32(nil, b[:len(b)-len(rest)])
		if err != nil {
			return 0, err
		}
		sum := int64(0)
		for _, p := range prefixes {
			sum += max(0, int64(p))
		}
		if sum > g.limit {
			return 0, &overPage{fmt.Sprintf("its values unpack to %d bytes", sum+h.unpacked), g.limit}
		}
		return sum + h.unpacked, nil
	}
	return 0, nil
}

// spareRuns is how many values more than there are runs may hold: they are packed
// in eights, and writers fill up the last.
const spareRuns = 512

// checkRuns fails where runs of equal values (the RLE and bit-packing hybrid) unpack
// to more values than a page has.
func checkRuns(b []byte, width int, values int64) error {
	if width > 32 {
		return fmt.Errorf("values of %d bits", width)
	}
	total := int64(0)
	for len(b) > 0 {
		head, n := binary.Uvarint(b)
		if n <= 0 {
			return errors.New("a damaged run of values")
		}
		b = b[n:]
		count, bytes := int64(head>>1), int64(width+7)/8
		if head&1 == 1 {
			count, bytes = int64(head>>1)*8, int64(head>>1)*int64(width)
		}
		if head>>1 > uint64(values)+spareRuns {
			return fmt.Errorf("a run of %d values in a page of %d", head>>1, values)
		}
		if total += count; total > values+spareRuns {
			return fmt.Errorf("runs of %d values in a page of %d", total, values)
		}
		b = b[min(bytes, int64(len(b))):]
	}
	return nil
}

// skipDeltas gives what stands behind numbers that are stored as differences; it
// fails where they are more than a page has.
func skipDeltas(b []byte, values int64) (rest []byte, err error) {
	damaged := errors.New("damaged differences")
	var head [3]uint64 // values of a block, parts that it is cut into, values in all
	for i := range head {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return nil, damaged
		}
		head[i], b = v, b[n:]
	}
	if head[2] > uint64(values) {
		return nil, fmt.Errorf("%d differences in a page of %d values", head[2], values)
	}
	if head[0] > 1<<20 || head[1] == 0 || head[1] > head[0] {
		return nil, damaged
	}
	_, n := binary.Varint(b) // the first value
	if n <= 0 {
		return nil, damaged
	}
	b = b[n:]
	part := int64(head[0] / head[1])
	for left := int64(head[2]) - 1; left > 0; {
		_, n := binary.Varint(b)
		if n <= 0 || uint64(len(b)-n) < head[1] {
			return nil, damaged
		}
		widths := b[n : n+int(head[1])]
		b = b[n+int(head[1]):]
		for i := 0; i < len(widths) && left > 0; i++ {
			bytes := (part*int64(widths[i]) + 7) / 8
			if bytes > int64(len(b)) {
				return nil, damaged
			}
			b, left = b[bytes:], left-part
		}
	}
	return b, nil
}
