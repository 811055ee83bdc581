package article

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// sniffBytes is how much of an input is looked at to tell its format.
const sniffBytes = 4096

// format is one kind of input that there is a reader for.
type format struct {
	name       string
	extensions []string
	read       func(*bufio.Reader, *sink)
}

func formats() []format {
	return []format{
		{"text", []string{"txt", "text"}, readText},
		{"markdown", []string{"md", "markdown"}, readMarkdown},
		{"ndjson", []string{"ndjson", "jsonl"}, readLines},
		{"json", []string{"json"}, readJSON},
		{"csv", []string{"csv", "tsv", "tab"}, readCSV},
		{"parquet", []string{"parquet", "pq"}, readParquet},
		{"warc", []string{"warc", "wet"}, readWARC},
		{"html", []string{"html", "htm", "xhtml"}, readHTML},
		{"feed", []string{"rss", "atom", "rdf"}, readFeed},
		{"mail", []string{"eml", "mht", "mhtml"}, readMail},
		{"rtf", []string{"rtf"}, readRTF},
		{"pdf", []string{"pdf"}, readPDF},
		{"zip", []string{"zip", "docx", "xlsx"}, readZIP},
	}
}

// Formats are the names that Options.Format takes.
func Formats() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

func formatNamed(name string) *format {
	for _, f := range formats() {
		if f.name == name {
			return &f
		}
	}
	return nil
}

// readSource opens one input, takes off its compression, tells its format and
// has it read.
func readSource(src source, s *sink) {
	file, err := opened(s.ctx, src)
	if err != nil {
		code, message := pathProblem(err)
		s.fault(0, code, "%s", message)
		return
	}
	defer file.Close()
	in, name, packed, closeIn, err := decompress(file, src.path, s.opts.Limits)
	if err != nil {
		s.readFault(0, err)
		return
	}
	defer closeIn()
	head, err := in.Peek(sniffBytes)
	if len(head) == 0 {
		if err != nil && err != io.EOF {
			s.readFault(0, err)
		} else {
			s.fault(0, CodeEmpty, "nothing in it")
		}
		return
	}
	f, code, message := tell(s.opts.Format, name, src, head)
	if f == nil {
		s.fault(0, code, "%s", message)
		return
	}
	if besideDataset(name, head) {
		return
	}
	if !packed {
		s.file = file // its reader may go about in it
	}
	f.read(in, s)
}

// datasetFiles describe a data set of Hugging Face in the folder where its tables lie.
var datasetFiles = []string{"dataset_info.json", "dataset_infos.json", "dataset_dict.json", "state.json"}

var (
	datasetCard = regexp.MustCompile(`(?m)\A---\r?\n(?:.*\n)*?(?:dataset_info|configs|task_categories|size_categories):`)
	datasetKeys = regexp.MustCompile(`"(?:features|splits|_data_files|_fingerprint)"`)
)

// besideDataset reports whether a file is the card or the description of a data set,
// which lie beside its tables and are passed over.
func besideDataset(name string, head []byte) bool {
	base := path.Base(filepath.ToSlash(name))
	return base == "README.md" && datasetCard.Match(head) || slices.Contains(datasetFiles, base) && datasetKeys.Match(head)
}

// decompress takes off as many layers of gzip and zstd as there are, told by
// their first bytes; name is shown without the endings that stood for them.
func decompress(r io.Reader, name string, limits Limits) (in *bufio.Reader, plain string, packed bool, closeAll func(), err error) {
	in, plain, closeAll = bufio.NewReaderSize(r, 64<<10), name, func() {}
	window := uint64(zstdWindow)
	for range 3 { // nobody packs more than twice: what does is a quine
		head, _ := in.Peek(4)
		var unpacked io.Reader
		switch {
		case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
			z, err := gzip.NewReader(in)
			if err != nil {
				return nil, "", true, closeAll, fmt.Errorf("gzip: %w", err)
			}
			unpacked = z
		case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
			z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(window))
			if err != nil {
				return nil, "", true, closeAll, fmt.Errorf("zstd: %w", err)
			}
			before := closeAll
			closeAll = func() { z.Close(); before() }
			unpacked = z
		default:
			return in, plain, packed, closeAll, nil
		}
		packed, window = true, 8<<20 // an inner one is the work of a default setting
		switch ext := strings.ToLower(path.Ext(plain)); ext {
		case ".gz", ".zst", ".gzip", ".zstd":
			plain = plain[:len(plain)-len(ext)]
		}
		in = bufio.NewReaderSize(&budget{r: unpacked, left: limits.DecompressedBytes, limit: limits.DecompressedBytes, packed: true}, 64<<10)
	}
	return nil, "", true, closeAll, errors.New("packed more than three times over")
}

// zstdWindow is how far back zstd data may refer, which is memory to unpack it. It is
// what the zstd program takes where it is not told otherwise.
const zstdWindow = 128 << 20

// budget fails once more than its limit was read.
type budget struct {
	r           io.Reader
	left, limit int64
	packed      bool
}

type overBudget struct {
	limit  int64
	packed bool
}

func (e *overBudget) Error() string {
	if e.packed {
		return fmt.Sprintf("unpacks to more than %d bytes (--max-decompressed-bytes)", e.limit)
	}
	return fmt.Sprintf("one record of more than %d bytes (--max-line-bytes)", e.limit)
}

func (b *budget) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, &overBudget{b.limit, b.packed}
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	if b.left < 0 {
		return max(0, n+int(b.left)), &overBudget{b.limit, b.packed}
	}
	return n, err
}

// readFault reports an error of reading, as the kind of fault that it is.
func (s *sink) readFault(recordNo int, err error) bool {
	var over *overBudget
	var large *tooLarge
	var refused *sourceFault
	code, message := CodeUnreadable, err.Error()
	switch {
	case errors.As(err, &refused):
		code = refused.code
	case errors.As(err, &over), errors.As(err, &large):
		code = CodeTooLarge
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		code, message = CodeTooLarge, fmt.Sprintf("zstd data that refers back more than %d bytes, or is packed twice and more than %d: unpack it first (zstd -d --long=31)", zstdWindow, 8<<20)
	case errors.Is(err, io.ErrUnexpectedEOF):
		code, message = CodeTruncated, strings.TrimSuffix(message, "unexpected EOF")+"ends early, the compressed data is cut off"
	case isPacked(err):
		code, message = CodeTruncated, "damaged compressed data: "+message
	default:
		code, message = pathProblem(err)
	}
	return s.fault(recordNo, code, "%s", message)
}

// isPacked reports whether err is of damaged gzip or zstd data.
func isPacked(err error) bool {
	var flate flate.CorruptInputError
	if errors.As(err, &flate) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) {
		return true
	}
	for _, z := range []error{zstd.ErrMagicMismatch, zstd.ErrCRCMismatch, zstd.ErrReservedBlockType, zstd.ErrCompressedSizeTooBig,
		zstd.ErrBlockTooSmall, zstd.ErrUnexpectedBlockSize, zstd.ErrWindowSizeExceeded, zstd.ErrWindowSizeTooSmall,
		zstd.ErrDecoderSizeExceeded, zstd.ErrUnknownDictionary, zstd.ErrFrameSizeExceeded, zstd.ErrFrameSizeMismatch} {
		if errors.Is(err, z) {
			return true
		}
	}
	return strings.HasPrefix(err.Error(), "gzip: ") || strings.HasPrefix(err.Error(), "zstd: ")
}

// tell finds the format: the one asked for, else what the first bytes leave no
// doubt of, else what the name says, else a guess from the content.
//
// In a folder, a file whose name is of no format is not guessed to be text: program
// sources, lists of references and licences lie beside articles.
func tell(asked, name string, src source, head []byte) (f *format, code, message string) {
	if asked != "" {
		if f := formatNamed(asked); f != nil {
			return f, "", ""
		}
		return nil, CodeFormat, fmt.Sprintf("no format %q: there are %s", asked, strings.Join(Formats(), ", "))
	}
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	if bytes.HasPrefix(trimmed, []byte("<?xml")) && !page.Match(trimmed) || feed.Match(trimmed) {
		if feed.Match(trimmed) {
			return formatNamed("feed"), "", ""
		}
		return nil, CodeFormat, "an XML document that no reader takes: give the pages it names, or their text as NDJSON"
	}
	if what := foreign(head); what != "" {
		return nil, CodeBinary, "not text but " + what
	}
	switch {
	case bytes.HasPrefix(head, []byte("PAR1")):
		return formatNamed("parquet"), "", ""
	case bytes.HasPrefix(head, []byte("WARC/")):
		return formatNamed("warc"), "", ""
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return formatNamed("zip"), "", ""
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return formatNamed("pdf"), "", ""
	case bytes.HasPrefix(head, []byte("{\\rtf")):
		return formatNamed("rtf"), "", ""
	}
	if page.Match(trimmed) {
		return formatNamed("html"), "", ""
	}
	ext := strings.TrimPrefix(strings.ToLower(path.Ext(name)), ".")
	for _, f := range formats() {
		if slices.Contains(f.extensions, ext) {
			return &f, "", ""
		}
	}
	switch {
	case isMessage(trimmed):
		return formatNamed("mail"), "", ""
	case bytes.HasPrefix(trimmed, []byte("{")) && overLines(trimmed):
		return formatNamed("json"), "", ""
	case src.stdin, bytes.HasPrefix(trimmed, []byte("{")):
		return formatNamed("ndjson"), "", ""
	case array.Match(trimmed):
		return formatNamed("json"), "", ""
	case table(trimmed):
		return formatNamed("csv"), "", ""
	case src.found && ext != "":
		return nil, CodeFormat, noArticle(ext)
	case bytes.HasPrefix(trimmed, []byte("---\n")), bytes.HasPrefix(trimmed, []byte("---\r\n")):
		return formatNamed("markdown"), "", ""
	}
	if src.found {
		return nil, CodeFormat, noArticle(ext)
	}
	return formatNamed("text"), "", ""
}

// noArticle says why a file that was met in a folder is not read.
func noArticle(ending string) string {
	what := "its name has no ending"
	if ending != "" {
		what = fmt.Sprintf("no format has the ending .%s", shorten(ending, 20))
	}
	return what + ", and in a folder such a file is no article: name it as an input of its own, or give --format"
}

// page is how an HTML page begins, whatever its name.
var page = regexp.MustCompile(`(?i)^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype html|html[\s>]|head>)`)

// array is how a JSON array of articles begins.
var array = regexp.MustCompile(`^\[\s*\{`)

// overLines reports whether an object is written over several lines: its first one
// ends where a value has to follow.
func overLines(head []byte) bool {
	line, _, more := bytes.Cut(head, []byte("\n"))
	line = bytes.TrimRight(line, " \t\r")
	return more && len(line) > 0 && bytes.IndexByte([]byte("{[,"), line[len(line)-1]) >= 0
}

// feed is how an RSS or Atom feed begins.
var feed = regexp.MustCompile(`^(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|<!--(?s:.*?)-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:rss|feed|rdf:RDF|RDF)[\s>]`)

// mailKey is a line of a message's header.
var mailKey = regexp.MustCompile(`^[A-Z][A-Za-z0-9-]{1,40}: `)

// isMessage reports whether a text begins with the header of a message: three lines of
// keys or more, among them one that nothing else has.
func isMessage(head []byte) bool {
	keys, sure := 0, false
	for line := range bytes.Lines(head) {
		if !mailKey.Match(line) && !(keys > 0 && (line[0] == ' ' || line[0] == '\t')) {
			break
		}
		keys++
		key, _, _ := bytes.Cut(bytes.ToLower(line), []byte(":"))
		switch string(key) {
		case "mime-version", "message-id", "received", "return-path", "snapshot-content-location":
			sure = true
		}
	}
	return keys >= 3 && sure
}

// table reports whether the first line names columns, one of them the text's.
func table(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	for _, mark := range []string{",", "\t", ";", "|"} {
		columns := strings.Split(strings.ToLower(strings.TrimSpace(strings.ReplaceAll(string(line), `"`, ""))), mark)
		if len(columns) > 1 && slices.Contains(headerColumns(columns).known, "text") && slices.Contains(headerColumns(columns).known, "title") {
			return true
		}
	}
	return false
}

// foreign names the well-known kinds of file that hold no article text.
func foreign(head []byte) string {
	for _, k := range []struct{ magic, what string }{
		{"\x89PNG", "a PNG picture"},
		{"\xff\xd8\xff", "a JPEG picture"},
		{"GIF8", "a GIF picture"},
		{"\x7fELF", "a program"},
		{"MZ\x90", "a program"},
		{"SQLite format 3\x00", "an SQLite database"},
		{"BZh", "bzip2 data: unpack it first"},
		{"\xfd7zXZ\x00", "xz data: unpack it first"},
		{"\xd0\xcf\x11\xe0", "an old Office document (.doc, .xls): save it as .docx or .xlsx"},
		{"ARROW1", "an Arrow file: save the data set as Parquet (Hugging Face: to_parquet)"},
	} {
		if bytes.HasPrefix(head, []byte(k.magic)) {
			return k.what
		}
	}
	if len(head) > 262 && string(head[257:262]) == "ustar" {
		return "a tar archive: unpack it first"
	}
	return ""
}
