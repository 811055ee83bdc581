package table

import (
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/compress"
	"github.com/parquet-go/parquet-go/format"
)

// windowBytes is how far back an encoder looks. Pages are compressed one by one,
// so more than a page gives nothing; the library's own codec takes 8 MB, and
// twice that in memory for each table.
const windowBytes = 512 << 10

// codec is zstd that takes a megabyte of memory. Readers find the
// library's own by its number.
type codec struct{ *zstd.Encoder }

func newCodec() compress.Codec {
	e, err := zstd.NewWriter(nil,
		zstd.WithEncoderLevel(zstd.SpeedDefault),
		zstd.WithEncoderConcurrency(1),
		zstd.WithWindowSize(windowBytes),
		zstd.WithLowerEncoderMem(true),
		zstd.WithZeroFrames(true),
		zstd.WithEncoderCRC(false),
	)
	if err != nil {
		panic(err) // options that are written above cannot be wrong
	}
	return codec{e}
}

// String names the codec.
func (codec) String() string { return "ZSTD" }

// CompressionCodec is its number in Parquet.
func (codec) CompressionCodec() format.CompressionCodec { return format.Zstd }

// Encode compresses src.
func (c codec) Encode(dst, src []byte) ([]byte, error) { return c.EncodeAll(src, dst[:0]), nil }

// Decode is what the interface asks for too.
func (codec) Decode(dst, src []byte) ([]byte, error) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.DecodeAll(src, dst[:0])
}
