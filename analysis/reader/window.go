package reader

import (
	"sort"

	"readout/analysis"
)

// Role is what a piece of a window is to the statement that the window is read for.
type Role uint8

// The roles, in the order of their embeddings.
const (
	RoleNone Role = iota
	RoleContent
	RoleSource
	RoleCue
	RoleTitle
	RoleSpecial // [CLS] and [SEP]
)

// passage is what is read for a statement: its sentences and, as room allows,
// those around them. Statements with the same passage are read by the same window.
type passage struct {
	first, last int  // sentences first to last, the last included
	lead        int  // pieces that are left out at the beginning, where the sentences are too long
	bare        bool // without title and sentences around
}

// piece is a word piece of a sentence, or a name that is hidden.
type piece struct {
	Piece
	name int32 // number of the name, partyKey, or 0 where it is none
}

// window is a passage with the title before it, as the encoder reads it.
type window struct {
	ids   []int32
	spans []analysis.Span // by piece, in the text of the article; empty for title and marks
	named []bool          // by piece: a hidden name
	title int             // pieces of the title, which stand after the first mark
}

// source is an article, cut into pieces as far as it was read.
type source struct {
	r         *Reader
	d         *analysis.Document
	names     *names
	title     []piece
	sentences [][]piece // nil until one is cut

	last   *window // made last, and of which passage
	lastOf passage
}

func (r *Reader) open(d *analysis.Document, more ...string) *source {
	s := &source{r: r, d: d, names: r.namesOf(d, more), sentences: make([][]piece, len(d.Sentences))}
	if d.Article != nil && d.Article.Title != "" {
		s.title = s.cut(d.Article.Title, 0)
		s.title = s.title[:min(len(s.title), r.encoder.TitlePieces)]
	}
	return s
}

// cut cuts text, whose offsets count from at.
func (s *source) cut(text string, at int) []piece {
	var out []piece
	var some []Piece
	plain := func(from, to int) {
		some = s.r.pieces.Cut(text[from-at:to-at], some[:0])
		for _, p := range some {
			p.Start, p.End = p.Start+int32(from), p.End+int32(from)
			out = append(out, piece{Piece: p})
		}
	}
	from := at
	if s.r.hidden.Kinds > 0 {
		for _, c := range s.names.covers(text, at) {
			plain(from, c.start)
			out = append(out, piece{Piece{Start: int32(c.start), End: int32(c.end), Word: true}, c.key})
			from = c.end
		}
	}
	plain(from, at+len(text))
	return out
}

func (s *source) sentence(i int) []piece {
	if s.sentences[i] == nil {
		span := s.d.Sentences[i].Span
		s.sentences[i] = s.cut(s.d.Slice(span), span.Start)
	}
	return s.sentences[i]
}

// contextPieces is how much is kept before a content in a passage that is cut.
const contextPieces = 12

// bare is the passage of the sentences that a span touches, without a title. Where
// they are too long it has the middle span.
func (s *source) bare(within, middle analysis.Span) (passage, bool) {
	p := passage{first: -1, bare: true}
	n := s.touched(&p, within)
	if p.first < 0 {
		return p, false
	}
	if over := n - s.room(p); over > 0 {
		p.lead = s.lead(p, within, []analysis.Span{middle}, over)
	}
	return p, true
}

// touched sets the sentences that a span touches, and counts their pieces.
func (s *source) touched(p *passage, span analysis.Span) (n int) {
	all := s.d.Sentences
	first := sort.Search(len(all), func(i int) bool { return all[i].End > span.Start })
	for i := first; i < len(all) && all[i].Start < span.End; i++ {
		if p.first < 0 {
			p.first = i
		}
		p.last = i
		n += len(s.sentence(i))
	}
	return n
}

// passageOf chooses what is read for spans of an article, the content among them.
// It reports false where no sentence has any of it.
func (s *source) passageOf(hull analysis.Span, content []analysis.Span) (passage, bool) {
	p := passage{first: -1}
	n := s.touched(&p, hull)
	if p.first < 0 {
		return p, false
	}
	room := s.room(p)
	if n > room {
		p.lead = s.lead(p, hull, content, n-room)
		return p, true
	}
	paragraph := s.d.Sentences[p.first].Paragraph
	for p.first > 0 && s.d.Sentences[p.first-1].Paragraph >= paragraph-1 && n+len(s.sentence(p.first-1)) <= room {
		p.first--
		n += len(s.sentence(p.first))
	}
	paragraph = s.d.Sentences[p.last].Paragraph
	for p.last+1 < len(s.d.Sentences) && s.d.Sentences[p.last+1].Paragraph == paragraph && n+len(s.sentence(p.last+1)) <= room {
		p.last++
		n += len(s.sentence(p.last))
	}
	return p, true
}

// room is how many pieces a passage may have: what the title and three marks leave.
func (s *source) room(p passage) int { return s.r.encoder.MaxPieces - len(s.titleOf(p)) - 3 }

// titleOf is the title that is read with a passage.
func (s *source) titleOf(p passage) []piece {
	if p.bare {
		return nil
	}
	return s.title
}

// lead is how many pieces a passage that is too long by over goes without at its
// beginning: up to a few before the content.
func (s *source) lead(p passage, hull analysis.Span, content []analysis.Span, over int) int {
	from := hull.Start
	if len(content) > 0 {
		from = analysis.Hull(content).Start
	}
	n := 0
	for i := p.first; i <= p.last; i++ {
		for _, piece := range s.sentence(i) {
			if int(piece.End) > from {
				return max(0, min(n-contextPieces, over))
			}
			n++
		}
	}
	return 0
}

// window makes the window of a passage.
func (s *source) window(p passage) *window {
	head := s.titleOf(p)
	n := 3 + len(head)
	for i := p.first; i <= p.last; i++ {
		n += len(s.sentence(i))
	}
	n = min(n, s.r.encoder.MaxPieces)
	w := &window{ids: make([]int32, 0, n), spans: make([]analysis.Span, 0, n), named: make([]bool, 0, n), title: len(head)}
	numbers := map[int32]int32{}
	w.add(s.r.pieces.start, analysis.Span{}, false)
	title := len(w.ids)
	for range head { // names are numbered in the passage first
		w.add(0, analysis.Span{}, false)
	}
	w.add(s.r.pieces.end, analysis.Span{}, false)
	skip := p.lead
	for i := p.first; i <= p.last; i++ {
		for _, piece := range s.sentence(i) {
			if skip > 0 {
				skip--
				continue
			}
			if len(w.ids) == n-1 {
				break
			}
			w.add(s.id(piece, numbers), analysis.Span{Start: int(piece.Start), End: int(piece.End)}, piece.name != 0)
		}
	}
	for i, piece := range head {
		w.ids[title+i] = s.id(piece, numbers)
	}
	w.add(s.r.pieces.end, analysis.Span{}, false)
	return w
}

func (w *window) add(id int32, span analysis.Span, named bool) {
	w.ids, w.spans, w.named = append(w.ids, id), append(w.spans, span), append(w.named, named)
}

// id is the piece that stands for a piece in a window whose names are numbered.
func (s *source) id(p piece, numbers map[int32]int32) int32 {
	switch p.name {
	case 0:
		return p.ID
	case partyKey:
		return s.r.hidden.Party
	}
	k, ok := numbers[p.name]
	if !ok {
		k = int32(len(numbers) % s.r.hidden.Kinds)
		numbers[p.name] = k
	}
	return s.r.hidden.First + k
}

// roles says what each piece is to a statement.
func (w *window) roles(into []Role, source, cue, content []analysis.Span) []Role {
	into = into[:0]
	for i, span := range w.spans {
		switch {
		case span.Empty() && i > 0 && i <= w.title:
			into = append(into, RoleTitle)
		case span.Empty():
			into = append(into, RoleSpecial)
		case overlapsAny(span, content):
			into = append(into, RoleContent)
		case overlapsAny(span, source):
			into = append(into, RoleSource)
		case overlapsAny(span, cue):
			into = append(into, RoleCue)
		default:
			into = append(into, RoleNone)
		}
	}
	return into
}

func overlapsAny(span analysis.Span, of []analysis.Span) bool {
	for _, o := range of {
		if span.Overlaps(o) {
			return true
		}
	}
	return false
}
