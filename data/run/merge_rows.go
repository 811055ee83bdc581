package run

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"readout/data/table"
)

// jobEnded is the file that a job of Spark or Hadoop leaves when it wrote everything.
const jobEnded = "_SUCCESS"

// BeginMergeRows stages a run of the lines of `readout stream --tables` that stand in the
// Parquet files of a folder, one a row, in the column `row`. Files are read in the order of their
// names, which is that of the partitions that a job wrote, so that articles have the order of its
// input; record_no counts through all of them. The lines must be of the engine and lexicon of
// cfg, and the folder must have the file _SUCCESS.
func BeginMergeRows(cfg Config, folder string) (*Run, error) {
	if _, err := os.Stat(filepath.Join(folder, jobEnded)); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("%s: no %s: the job that wrote it did not come to its end", folder, jobEnded)
		}
		return nil, err
	}
	var files []string
	if err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".parquet") && !strings.HasPrefix(d.Name(), ".") {
			files = append(files, path)
		}
		return err
	}); err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no Parquet file in it", folder)
	}
	sort.Strings(files)
	return beginOf(cfg, nil, func(r *Run) error {
		records := int32(0)
		for _, path := range files {
			n, err := r.putRows(path, records)
			if err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			records += n
		}
		return nil
	})
}

// putRows adds the articles of a file, of which there were some records before it, and says how
// many more there are.
func (r *Run) putRows(path string, before int32) (records int32, err error) {
	type row struct {
		Row *string `parquet:"row,optional"`
	}
	from := &table.LineReader{}
	place := func(no **int32) {
		if *no != nil {
			records = max(records, **no)
			*no = positive(int(before + **no))
		}
	}
	put := func(b *table.Batch, q *table.Quarantine) error {
		switch {
		case b != nil:
			place(&b.Article.RecordNo)
			if b.Line > 0 {
				b.Line += int(before)
			}
			return r.put(&Piece{Batch: b})
		case q != nil:
			place(&q.RecordNo)
			if q.LineNo != nil {
				here := fmt.Sprintf("line %d", *q.LineNo)
				q.LineNo = positive(int(before + *q.LineNo))
				if said, ok := strings.CutPrefix(q.Message, here); ok && strings.IndexAny(said, ":,") == 0 {
					q.Message = fmt.Sprintf("line %d%s", *q.LineNo, said)
				}
			}
			return r.put(&Piece{Fault: q})
		}
		return nil
	}
	if err := table.Each(path, func(x *row) error {
		if x.Row == nil || strings.TrimSpace(*x.Row) == "" {
			return nil
		}
		b, q, err := from.Next([]byte(*x.Row))
		if err == nil {
			err = put(b, q)
		}
		if h := from.Head; err == nil && h == nil {
			err = errors.New("its lines do not begin with what made them: they are not of readout stream --tables")
		} else if err == nil && (h.EngineVersion != r.cfg.Version || h.LexiconSHA256 != r.cfg.LexiconSHA256 || h.SchemaVersion != table.SchemaVersion) {
			err = fmt.Errorf("its rows are of engine %s with lexicon %s and schema %s; this is engine %s with lexicon %s and schema %s",
				h.EngineVersion, h.LexiconSHA256, h.SchemaVersion, r.cfg.Version, r.cfg.LexiconSHA256, table.SchemaVersion)
		}
		return err
	}); err != nil {
		return 0, err
	}
	return records, put(from.Rest())
}
