package article

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/bits"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
)

var codecs = []compress.Codec{&parquet.Uncompressed, &parquet.Snappy, &parquet.Gzip, &parquet.Brotli, &parquet.Zstd, &parquet.Lz4Raw}

type plainRow struct {
	ID   string `parquet:"id"`
	Text string `parquet:"text"`
}

type dictRow struct {
	ID   string `parquet:"id"`
	Text string `parquet:"text,dict"`
}

type deltaRow struct {
	ID   string `parquet:"id"`
	Text string `parquet:"text,delta"`
}

type listRow struct {
	ID   string   `parquet:"id"`
	Text []string `parquet:"text,list"`
}

type maybeRow struct {
	ID   *string `parquet:"id,optional"`
	Text *string `parquet:"text,optional,dict"`
}

// groups writes each list of rows as a row group.
func groups[T any](t *testing.T, version int, codec compress.Codec, groups ...[]T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[T](&b, parquet.Compression(codec), parquet.DataPageVersion(version), parquet.PageBufferSize(64<<20), parquet.SkipPageBounds("text"))
	for _, rows := range groups {
		if _, err := w.Write(rows); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const saidInRiyadh = "The talks in Riyadh went well, the envoy of Norland saidInRiyadh on Monday."

// TestParquetBombs writes a row group that unpacks to more than the limit between two
// that do not: its rows are one fault with their place, the others are read, and no
// memory is taken for what is over the limit.
func TestParquetBombs(t *testing.T) {
	const limit = 1 << 18
	large := strings.Repeat("x", 3*limit)
	many := make([]dictRow, 40)
	for i := range many {
		many[i] = dictRow{fmt.Sprint("c", i), strings.Repeat("y", limit/10) + fmt.Sprint(i)}
	}
	shared := make([]deltaRow, 200)
	for i := range shared {
		shared[i] = deltaRow{fmt.Sprint("c", i), strings.Repeat("z", limit/20)}
	}
	text := func(s string) *string { return &s }
	for _, codec := range codecs {
		for _, version := range []int{1, 2} {
			for _, c := range []struct {
				name string
				file []byte
				rows int
			}{
				{"one value", groups(t, version, codec,
					[]plainRow{{"a", saidInRiyadh}, {"b", saidInRiyadh}}, []plainRow{{"c", large}}, []plainRow{{"d", saidInRiyadh}, {"e", saidInRiyadh}}), 1},
				{"dictionary", groups(t, version, codec,
					[]dictRow{{"a", saidInRiyadh}, {"b", saidInRiyadh}}, many, []dictRow{{"d", saidInRiyadh}, {"e", saidInRiyadh}}), 40},
				{"shared prefixes", groups(t, version, codec,
					[]deltaRow{{"a", saidInRiyadh}, {"b", saidInRiyadh}}, shared, []deltaRow{{"d", saidInRiyadh}, {"e", saidInRiyadh}}), 200},
				{"list", groups(t, version, codec,
					[]listRow{{"a", []string{saidInRiyadh}}, {"b", []string{saidInRiyadh}}}, []listRow{{"c", make([]string, limit/16)}}, []listRow{{"d", []string{saidInRiyadh}}, {"e", []string{saidInRiyadh}}}), 1},
				{"nothing, many times", groups(t, version, codec,
					[]maybeRow{{text("a"), text(saidInRiyadh)}, {text("b"), text(saidInRiyadh)}}, make([]maybeRow, limit/4), []maybeRow{{text("d"), text(saidInRiyadh)}, {text("e"), text(saidInRiyadh)}}), limit / 4},
			} {
				t.Run(fmt.Sprint(codec, " version ", version, " ", c.name), func(t *testing.T) {
					path := filepath.Join(t.TempDir(), "a.parquet")
					if err := os.WriteFile(path, c.file, 0o600); err != nil {
						t.Fatal(err)
					}
					var before, after runtime.MemStats
					runtime.ReadMemStats(&before)
					articles, faults := collect(t, Options{Limits: Limits{PageBytes: limit}}, path)
					runtime.ReadMemStats(&after)
					if len(articles) != 4 || articles[3].ID != "e" || articles[2].RecordNo != 3+c.rows {
						t.Errorf("%d articles", len(articles))
					}
					place := fmt.Sprintf("row group 2, rows 3 to %d, ", 2+c.rows)
					if len(faults) != 1 || faults[0].Code != CodeTooLarge || faults[0].RecordNo != 3 || !strings.Contains(faults[0].Message, place) {
						t.Errorf("faults %v, want one that says %q", faults, place)
					}
					if n := after.TotalAlloc - before.TotalAlloc; n > 24*limit+4<<20 {
						t.Errorf("%d bytes were taken, %d times the limit", n, n/limit)
					}
				})
			}
		}
	}
}

// TestPagesThatLie unpacks more than a page's header says.
func TestPagesThatLie(t *testing.T) {
	plain := bytes.Repeat([]byte("x"), 1<<20)
	for _, codec := range codecs[1:] {
		packed, err := codec.Encode(nil, plain)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			most int64
			ok   bool
		}{{1 << 20, true}, {1<<20 - 1, false}, {0, false}} {
			u := unpacker{limit: 2 << 20}
			got, err := u.unpack(codec.CompressionCodec(), packed, c.most)
			if (err == nil) != c.ok || c.ok && !bytes.Equal(got, plain) {
				t.Errorf("%v, %d bytes said: %d bytes, error %v", codec, c.most, len(got), err)
			}
		}
		if _, err := new(unpacker).unpack(codec.CompressionCodec(), []byte("no such thing"), 100); err == nil {
			t.Errorf("%v unpacks nonsense", codec)
		}
	}
}

func TestRunsAndDifferences(t *testing.T) {
	uvarint := func(list ...uint64) (b []byte) {
		for _, v := range list {
			b = binary.AppendUvarint(b, v)
		}
		return b
	}
	for _, c := range []struct {
		name   string
		b      []byte
		values int64
		ok     bool
	}{
		{"a run", append(uvarint(100<<1), 1), 100, true},
		{"a long run", append(uvarint(1<<31), 1), 100, false},
		{"a run without an end", uvarint(1<<63 - 2), 100, false},
		{"packed", append(uvarint(13<<1|1), make([]byte, 13)...), 100, true},
		{"packed, too many", append(uvarint(1000<<1|1), make([]byte, 1000)...), 100, false},
		{"many runs", bytes.Repeat(append(uvarint(100<<1), 1), 100), 100, false},
		{"damaged", []byte{0xff}, 100, false},
	} {
		if err := checkRuns(c.b, 1, c.values); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for _, c := range []struct {
		name   string
		b      []byte
		values int64
		ok     bool
	}{
		{"none", uvarint(128, 4, 0, 0), 10, true},
		{"one", uvarint(128, 4, 1, 0), 10, true},
		{"equal steps", append(uvarint(128, 4, 10, 0, 2), 0, 0, 0, 0), 10, true},
		{"too many", append(uvarint(128, 4, 1<<31, 0, 2), 0, 0, 0, 0), 10, false},
		{"no parts", uvarint(128, 0, 10, 0, 2), 10, false},
		{"ends early", append(uvarint(128, 4, 10, 0, 2), 32, 0, 0, 0), 10, false},
	} {
		if _, err := skipDeltas(c.b, c.values); (err == nil) != c.ok {
			t.Errorf("differences, %s: %v", c.name, err)
		}
	}
}

// TestFootersThatAskForMemory damages the footer of a file: none may be given to the
// library that lists more than it holds.
func TestFootersThatAskForMemory(t *testing.T) {
	footer := func(b []byte) []byte {
		return append(binary.LittleEndian.AppendUint32(append([]byte("PAR1...."), b...), uint32(len(b))), "PAR1"...)
	}
	list := []byte{0x29, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07} // field 2 is a list of 2^31 - 1 structs
	for name, b := range map[string][]byte{
		"a list that is not there": footer(list),
		"a text that is not there": footer([]byte{0x68, 0xff, 0xff, 0xff, 0xff, 0x07}),
		"many parts":               footer(append(append([]byte{0x29, 0xfc}, binary.AppendUvarint(nil, 100_000)...), make([]byte, 100_001)...)),
		"nested":                   footer(bytes.Repeat([]byte{0x1c}, 1000)),
		"longer than the file":     append(binary.LittleEndian.AppendUint32([]byte("PAR1...."), 1<<31), "PAR1"...),
		"nothing":                  []byte("PAR1"),
	} {
		if err := checkFooter(bytes.NewReader(b), int64(len(b)), 1<<20); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	good := groups(t, 2, &parquet.Zstd, []plainRow{{"a", saidInRiyadh}})
	if err := checkFooter(bytes.NewReader(good), int64(len(good)), 1<<20); err != nil {
		t.Error(err)
	}
}

// TestZstdWindows: what refers back farther than the zstd program allows takes as
// much memory, and is set aside before.
func TestZstdWindows(t *testing.T) {
	for _, c := range []struct {
		name   string
		window int
		twice  bool
		code   string
	}{
		{"as usual", 8 << 20, false, ""},
		{"ultra", 128 << 20, false, ""},
		{"long", 256 << 20, false, CodeTooLarge},
		{"long in another", 64 << 20, true, CodeTooLarge},
	} {
		b := zstdFrame(c.window, saidInRiyadh)
		if c.twice {
			b = zstdFrame(8<<20, string(b))
		}
		articles, faults := collect(t, Options{}, write(t, t.TempDir(), "a.txt.zst", string(b)))
		if got := codesOf(faults); got != c.code || c.code == "" && len(articles) != 1 {
			t.Errorf("%s: %d articles, faults %v", c.name, len(articles), faults)
		}
	}
}

// zstdFrame writes text into a frame of one raw block that says how far it refers back.
func zstdFrame(window int, text string) []byte {
	b := []byte{0x28, 0xb5, 0x2f, 0xfd, 0, byte(bits.Len(uint(window))-1-10) << 3}
	n := uint32(len(text))<<3 | 1
	return append(append(b, byte(n), byte(n>>8), byte(n>>16)), text...)
}

func codesOf(faults []*Fault) string {
	var list []string
	for _, f := range faults {
		list = append(list, f.Code)
	}
	return strings.Join(list, " ")
}

// TestPagesOfTags: a page is set aside that has more tags than memory is there for.
func TestPagesOfTags(t *testing.T) {
	for _, tag := range []string{"<b>", "<table>", "<!--x-->", "<p a=1 b=2>"} {
		page := "<html><body><p>" + saidInRiyadh + strings.Repeat(tag, pageTags)
		_, faults := collect(t, Options{}, write(t, t.TempDir(), "a.html", page))
		if codesOf(faults) != CodeTooLarge {
			t.Errorf("%s: faults %v", tag, faults)
		}
	}
}
