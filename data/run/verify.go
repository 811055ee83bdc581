package run

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"strings"

	"readout/data/table"
)

// Span is one run of words that a table says stands in an article.
type Span struct {
	RunID, Table, ArticleID, StatementID string
	Column                               string
	Start, End                           int // in code points of articles.text; End is -1 where a column gives none
	Words                                string
}

// Misquote is a span whose words do not stand where it says.
type Misquote struct {
	Span
	Stands string // what stands there, or why nothing does
}

// String says which words stand where, and what stands there in truth.
func (m Misquote) String() string {
	return fmt.Sprintf("run %s, %s.%s of %s in article %s: %q at %d is not there: %s", m.RunID, m.Table, m.Column, cmp.Or(m.StatementID, "no statement"), m.ArticleID, m.Words, m.Start, m.Stands)
}

// Verified counts what Verify looked at.
type Verified struct {
	Runs, Articles, Rows, Spans, Misquotes int
}

// Verify compares every span of every table of every published run with the text
// that is stored with the article, and calls wrong for each that is not word for
// word there. It holds one article at a time. The error is of reading alone.
func (c *Corpus) Verify(wrong func(Misquote)) (Verified, error) {
	v := verifier{wrong: wrong}
	for i := range c.Runs {
		r := &c.Runs[i]
		v.Runs++
		n, err := verifyTable(&v, r, "articles", func(*table.Article, *verified) {})
		if err != nil {
			return v.Verified, err
		}
		v.Articles += n
		for _, name := range []string{"statements", "candidates"} {
			n, err := verifyTable(&v, r, name, statementSpans)
			if err != nil {
				return v.Verified, err
			}
			v.Rows += n
		}
		n, err = verifyTable(&v, r, "evidence", evidenceSpans)
		if err != nil {
			return v.Verified, err
		}
		v.Rows += n
		n, err = verifyTable(&v, r, "positions", positionSpans)
		if err != nil {
			return v.Verified, err
		}
		v.Rows += n
	}
	return v.Verified, nil
}

// verifier counts, and tells of what is wrong.
type verifier struct {
	Verified
	wrong func(Misquote)
}

// verified is one row beside the text of its article.
type verified struct {
	*verifier
	span  Span
	text  string
	chars []int32 // where each code point begins in text, and where text ends
}

// rowArticle is the article that a row of any table names.
func rowArticle(row any) (article, statement string) {
	switch r := row.(type) {
	case *table.Article:
		return r.ArticleID, ""
	case *table.Statement:
		return r.ArticleID, r.StatementID
	case *table.Evidence:
		return r.ArticleID, r.StatementID
	case *table.Position:
		return r.ArticleID, r.StatementID
	}
	return "", ""
}

// storedText is what is read of the articles table.
type storedText struct {
	ArticleID string `parquet:"article_id"`
	Text      string `parquet:"text"`
}

// verifyTable goes through a table of a run and its articles side by side: all
// tables have the articles in one order.
func verifyTable[T any](v *verifier, r *Info, name string, spans func(*T, *verified)) (rows int, err error) {
	next, stop := iter.Pull2(eachRow[storedText](r, "articles"))
	defer stop()
	row := verified{verifier: v}
	at, lost := "", false
	for record, err := range eachRow[T](r, name) {
		if err != nil {
			return rows, err
		}
		rows++
		article, statement := rowArticle(record)
		for at != article && !lost {
			stored, err, more := next()
			if err != nil {
				return rows, err
			}
			if lost = !more; more {
				at, row.text, row.chars = stored.ArticleID, stored.Text, runeStarts(row.chars[:0], stored.Text)
			}
		}
		row.span = Span{RunID: r.RunID, Table: name, ArticleID: article, StatementID: statement}
		if at != article {
			row.misquote(row.span, "the article is not in the run, or not in the order of the articles")
			continue
		}
		spans(record, &row)
	}
	return rows, nil
}

// eachRow gives the rows of all files of a table.
func eachRow[T any](r *Info, name string) iter.Seq2[*T, error] {
	errStop := errors.New("stopped")
	return func(yield func(*T, error) bool) {
		for _, path := range r.parts(name) {
			err := table.Each(path, func(row *T) error {
				if !yield(row, nil) {
					return errStop
				}
				return nil
			})
			switch {
			case errors.Is(err, errStop):
				return
			case errors.Is(err, fs.ErrNotExist) && strings.HasPrefix(r.SchemaVersion, "1."):
			case err != nil:
				yield(nil, err)
				return
			}
		}
	}
}

// runeStarts appends where each code point of text begins, and its length.
func runeStarts(at []int32, text string) []int32 {
	for i := range text {
		at = append(at, int32(i))
	}
	return append(at, int32(len(text)))
}

func (v *verified) misquote(s Span, stands string) {
	v.Misquotes++
	v.wrong(Misquote{s, stands})
}

// check compares words with what stands from start on, up to end where it is given.
func (v *verified) check(column, words string, start, end int) {
	v.Spans++
	s := v.span
	s.Column, s.Words, s.Start, s.End = column, words, start, end
	if end < 0 {
		end = start + len([]rune(words))
	}
	if start < 0 || end < start || end >= len(v.chars) {
		v.misquote(s, fmt.Sprintf("the text has %d characters", len(v.chars)-1))
		return
	}
	if there := v.text[v.chars[start]:v.chars[end]]; there != words {
		v.misquote(s, fmt.Sprintf("%q", there))
	}
}

// within makes sure that words stand somewhere in the text.
func (v *verified) within(column, words string) {
	v.Spans++
	if !strings.Contains(v.text, words) {
		s := v.span
		s.Column, s.Words, s.Start, s.End = column, words, -1, -1
		v.misquote(s, "nowhere in the text")
	}
}

func (v *verified) optional(column string, words *string, start, end *int32) {
	if words != nil && start != nil && end != nil {
		v.check(column, *words, int(*start), int(*end))
	}
}

func statementSpans(s *table.Statement, v *verified) {
	v.check("content", s.Content, int(s.ContentStart), int(s.ContentEnd))
	for i, part := range s.ContentParts {
		if i >= len(s.ContentPartStarts) {
			span := v.span
			span.Column, span.Words = "content_parts", part
			v.misquote(span, "no place is given for it")
			continue
		}
		v.check("content_parts", part, int(s.ContentPartStarts[i]), -1)
	}
	v.check("sentence", s.Sentence, int(s.SentenceStart), -1)
	v.optional("cue", s.Cue, s.CueStart, s.CueEnd)
	v.optional("source", s.Source, s.SourceStart, s.SourceEnd)
	if s.TargetText != nil {
		v.within("target_text", *s.TargetText)
	}
}

func evidenceSpans(e *table.Evidence, v *verified) {
	v.optional("term", &e.Term, e.Start, e.End)
	if e.ModifierStart != nil && e.ModifierEnd != nil && (*e.ModifierStart < 0 || *e.ModifierEnd < *e.ModifierStart || int(*e.ModifierEnd) >= len(v.chars)) {
		s := v.span
		s.Column, s.Start, s.End = "modifier", int(*e.ModifierStart), int(*e.ModifierEnd)
		v.misquote(s, fmt.Sprintf("the text has %d characters", len(v.chars)-1))
	}
}

func positionSpans(p *table.Position, v *verified) {
	if p.TargetText != nil {
		v.within("target_text", *p.TargetText)
	}
}
