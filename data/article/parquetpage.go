package article

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	parquetformat "github.com/parquet-go/parquet-go/format"
	"github.com/pierrec/lz4/v4"
)

// pageHeader is what a page of a Parquet file says of itself.
type pageHeader struct {
	kind             parquetformat.PageType
	unpacked, packed int64 // bytes
	values           int64
	encoding         parquetformat.Encoding
	isPacked         bool  // of a page of version 2
	repetition       int64 // bytes of levels, of a page of version 2
	definition       int64
}

// field takes a number of a page header by the way to it: the field of the header,
// and for those in a struct 100 times that and the field in it.
func (h *pageHeader) field(path int, v int64) {
	switch path {
	case 1:
		h.kind = parquetformat.PageType(v)
	case 2:
		h.unpacked = v
	case 3:
		h.packed = v
	case 501, 701, 801:
		h.values = v
	case 502, 702, 804:
		h.encoding = parquetformat.Encoding(v)
	case 805:
		h.definition = v
	case 806:
		h.repetition = v
	case 807:
		h.isPacked = v != 0
	}
}

// pageReader goes through the pages of one column chunk, file[at:end].
type pageReader struct {
	file    io.ReaderAt
	at, end int64
}

// headerBytes is the most that a page header has: its statistics may hold values.
const headerBytes = 8 << 20

// header takes the next page header; io.EOF is the end of the chunk.
func (r *pageReader) header() (*pageHeader, error) {
	if r.at >= r.end {
		return nil, io.EOF
	}
	for size := int64(4 << 10); ; size *= 8 {
		b := make([]byte, min(size, r.end-r.at))
		if _, err := r.file.ReadAt(b, r.at); err != nil {
			return nil, dontExpectEOF(err)
		}
		h := &pageHeader{isPacked: true}
		w := compactWalk{data: b, visit: h.field}
		err := w.message(0, 0)
		if err == nil {
			r.at += int64(w.at)
			return h, nil
		}
		if !errors.Is(err, io.ErrUnexpectedEOF) || int64(len(b)) < size || size > headerBytes {
			return nil, fmt.Errorf("its header: %w", err)
		}
	}
}

// body takes the bytes of the page behind a header.
func (r *pageReader) body(h *pageHeader) ([]byte, error) {
	if h.packed > r.end-r.at {
		return nil, io.ErrUnexpectedEOF
	}
	b := make([]byte, h.packed)
	_, err := r.file.ReadAt(b, r.at)
	r.at += h.packed
	return b, dontExpectEOF(err)
}

func dontExpectEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// compactWalk goes through one message of Thrift's compact protocol without taking
// memory for it.
type compactWalk struct {
	data    []byte
	at      int
	structs int64                   // and other things in lists so far
	visit   func(path int, v int64) // called for the numbers of the message, nil for none
}

// thriftDepth is more than the structs of Parquet are nested.
const thriftDepth = 16

func (w *compactWalk) message(path, depth int) error {
	if depth > thriftDepth {
		return errors.New("nested too deep")
	}
	id := 0
	for {
		b, err := w.byte()
		if err != nil || b == 0 {
			return err
		}
		if step := int(b >> 4); step > 0 {
			id += step
		} else {
			v, err := w.number()
			if err != nil {
				return err
			}
			id = int(v)
		}
		if err := w.value(b&15, path*100+id, depth, false); err != nil {
			return err
		}
	}
}

// value goes over a value of a type; in lists a truth value has a byte of its own.
func (w *compactWalk) value(kind byte, path, depth int, listed bool) error {
	switch kind {
	case 1, 2:
		v := int64(2 - kind)
		if listed {
			if _, err := w.byte(); err != nil {
				return err
			}
		}
		w.tell(path, v)
		return nil
	case 3:
		_, err := w.byte()
		return err
	case 4, 5, 6:
		v, err := w.number()
		w.tell(path, v)
		return err
	case 7:
		return w.skip(8)
	case 8:
		n, err := w.length()
		if err != nil {
			return err
		}
		return w.skip(n)
	case 9, 10:
		b, err := w.byte()
		if err != nil {
			return err
		}
		n := uint64(b >> 4)
		if n == 15 {
			if n, err = w.length(); err != nil {
				return err
			}
		}
		if n > uint64(len(w.data)-w.at) { // each takes a byte at least
			return io.ErrUnexpectedEOF
		}
		w.structs += int64(n)
		for range n {
			if err := w.value(b&15, path, depth+1, true); err != nil {
				return err
			}
		}
		return nil
	case 12:
		return w.message(path, depth+1)
	}
	return fmt.Errorf("a value of kind %d at byte %d", kind, w.at)
}

func (w *compactWalk) tell(path int, v int64) {
	if w.visit != nil {
		w.visit(path, v)
	}
}

func (w *compactWalk) byte() (byte, error) {
	if w.at >= len(w.data) {
		return 0, io.ErrUnexpectedEOF
	}
	w.at++
	return w.data[w.at-1], nil
}

func (w *compactWalk) skip(n uint64) error {
	if n > uint64(len(w.data)-w.at) {
		return io.ErrUnexpectedEOF
	}
	w.at += int(n)
	return nil
}

func (w *compactWalk) length() (uint64, error) {
	v, n := binary.Uvarint(w.data[w.at:])
	if n <= 0 {
		return 0, io.ErrUnexpectedEOF
	}
	w.at += n
	return v, nil
}

// number reads a whole number, whose sign is its last bit.
func (w *compactWalk) number() (int64, error) {
	v, n := binary.Varint(w.data[w.at:])
	if n <= 0 {
		return 0, io.ErrUnexpectedEOF
	}
	w.at += n
	return v, nil
}

// unpacker takes off the compression of pages.
type unpacker struct {
	limit int64 // that no page is over
	zstd  *zstd.Decoder
}

// unpack gives what b unpacks to; more than most bytes is an error. A codec that the
// library does not know either gives nothing.
func (u *unpacker) unpack(codec parquetformat.CompressionCodec, b []byte, most int64) ([]byte, error) {
	tooMuch := fmt.Errorf("it unpacks to more than the %d bytes that its header says", most)
	switch codec {
	case parquetformat.Uncompressed:
		return b, nil
	case parquetformat.Snappy:
		if n, err := snappy.DecodedLen(b); err != nil {
			return nil, err
		} else if int64(n) > most {
			return nil, tooMuch
		}
		return snappy.Decode(nil, b)
	case parquetformat.Lz4Raw:
		out := make([]byte, most)
		n, err := lz4.UncompressBlock(b, out)
		if err != nil {
			return nil, fmt.Errorf("damaged, or %w", tooMuch)
		}
		return out[:n], nil
	case parquetformat.Zstd:
		if u.zstd == nil {
			z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(uint64(max(1, u.limit))))
			if err != nil {
				return nil, err
			}
			u.zstd = z
		}
		out, err := u.zstd.DecodeAll(b, make([]byte, 0, most))
		if err == nil && int64(len(out)) > most {
			err = tooMuch
		}
		return out, err
	}
	var in io.Reader
	switch codec {
	case parquetformat.Gzip:
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			return nil, err
		}
		in = z
	case parquetformat.Brotli:
		in = brotli.NewReader(bytes.NewReader(b))
	default:
		return nil, fmt.Errorf("no codec %v", codec)
	}
	out := bytes.NewBuffer(make([]byte, 0, most+2*bytes.MinRead))
	if n, err := io.Copy(out, io.LimitReader(in, most+1)); err != nil {
		return nil, err
	} else if n > most {
		return nil, tooMuch
	}
	return out.Bytes(), nil
}
