package article

import (
	"archive/zip"
	"bufio"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// readZIP takes what lies in a ZIP: the files of an archive, each by its own format,
// or the document or workbook that a ZIP with certain parts is.
func readZIP(in *bufio.Reader, s *sink) {
	file, size, err := s.seekable(in)
	if err != nil {
		s.readFault(0, err)
		return
	}
	defer file.Close()
	archive, err := zip.NewReader(file, size)
	if err != nil {
		s.fault(0, CodeSyntax, "not a whole ZIP archive: %v", err)
		return
	}
	left := s.opts.Limits.DecompressedBytes
	z := &zipFile{Reader: archive, limits: s.opts.Limits, left: &left, over: &overBudget{left, true}}
	// The parts of a document lie in memory in good part, those of an archive do not.
	document := z.part("word/document.xml") != nil || z.part("xl/workbook.xml") != nil
	if most := s.opts.Limits.ArticleBytes * officeFactor; document && most < left {
		left, z.over = most, &tooLarge{most}
	}
	switch {
	case z.part("word/document.xml") != nil:
		readDOCX(z, s)
	case z.part("xl/workbook.xml") != nil:
		readXLSX(z, s)
	case z.part("content.xml") != nil && z.part("META-INF/manifest.xml") != nil:
		s.fault(0, CodeBinary, "not text but an OpenDocument file: save it as .docx, .xlsx or text")
	case z.part("ppt/presentation.xml") != nil:
		s.fault(0, CodeBinary, "not text but a presentation")
	default:
		readFilesOfZIP(z, s)
	}
}

// zipFile is a ZIP whose parts together unpack to no more than a limit.
type zipFile struct {
	*zip.Reader
	limits Limits
	left   *int64
	over   error // when it would unpack to more
}

// officeFactor is how much larger than one article all parts of a Word document or a
// workbook may be: it holds several, and markup.
const officeFactor = 32

func (z *zipFile) part(name string) *zip.File {
	i := slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return z.File[i]
}

// open unpacks one part, within what the whole archive may unpack to.
func (z *zipFile) open(f *zip.File) (io.ReadCloser, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &zipPart{ReadCloser: r, left: z.left, over: z.over}, nil
}

type zipPart struct {
	io.ReadCloser
	left *int64
	over error
}

func (p *zipPart) Read(b []byte) (int, error) {
	if *p.left <= 0 {
		return 0, p.over
	}
	n, err := p.ReadCloser.Read(b[:min(int64(len(b)), *p.left)])
	*p.left -= int64(n)
	return n, err
}

// zipDepth is how many archives may lie in one another.
const zipDepth = 3

// readFilesOfZIP reads the files of an archive, sorted by name, hidden ones left out.
// Their paths are shown below that of the archive.
func readFilesOfZIP(z *zipFile, s *sink) {
	if s.archives >= zipDepth {
		s.fault(0, CodeTooDeep, "archives within archives, more than %d deep", zipDepth)
		return
	}
	files := slices.DeleteFunc(slices.Clone(z.File), func(f *zip.File) bool {
		hidden := slices.ContainsFunc(strings.Split(f.Name, "/"), func(part string) bool { return strings.HasPrefix(part, ".") && part != ".." || part == "__MACOSX" })
		return f.FileInfo().IsDir() || hidden
	})
	slices.SortStableFunc(files, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	if len(files) == 0 {
		s.fault(0, CodeEmpty, "the archive holds no files")
		return
	}
	for _, f := range files {
		inner := s.below(f.Name)
		if !s.only.wants(inner.path, "") {
			continue
		}
		if f.Flags&1 != 0 {
			inner.fault(0, CodeUnreadable, "locked with a password")
		} else {
			readSource(source{path: inner.path, found: true, open: func() (io.ReadCloser, error) { return z.open(f) }}, inner)
		}
		if inner.done {
			s.done, s.stopped = true, true
			return
		}
	}
}

// below is the sink of a file inside the archive that s reads.
func (s *sink) below(name string) *sink {
	clean := strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
	inner := &sink{
		ctx: s.ctx, opts: s.opts, path: s.path + "/" + ShownPath(clean), odd: s.odd || !utf8.ValidString(clean), name: s.name + "/" + clean, languages: s.languages,
		archives: s.archives + 1, only: s.only, yield: s.yield,
	}
	if s.place != "" {
		inner.place = s.place + "/" + clean
	}
	return inner
}

// zipFault reports what is wrong with a part of a ZIP.
func (s *sink) zipFault(no int, err error) {
	if errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat) || errors.Is(err, zip.ErrAlgorithm) {
		s.fault(no, CodeTruncated, "damaged ZIP: %v", err)
		return
	}
	s.readFault(no, err)
}
