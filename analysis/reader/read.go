package reader

import (
	"crypto/sha256"
	"encoding/binary"

	"readout/analysis"
)

// job is one reading: a passage, and the spans whose roles it is read with; none
// for a reading without a statement.
type job struct {
	passage              passage
	source, cue, content []analysis.Span
	done                 func(*reading) // nil where it is one reading too many
}

// work is the scratch memory of one goroutine.
type work struct {
	shared *pass // windows up to the layer where statements part
	own    *pass // from there on, one window a job
}

func (r *Reader) newWork() *work {
	return &work{shared: r.encoder.newPass(), own: r.encoder.newPass()}
}

// mostReadings is how many different readings one article may take, each some
// milliseconds. Of 3,000 real articles the longest has 303 statements; a book of
// 100,000 words has some 2,000.
const mostReadings = 4000

// plan is which jobs are read together.
type plan struct {
	order []passage         // passages as they first come
	of    map[passage][]int // the jobs on each that are read
	again map[int][]int     // by job that is read: those whose windows have the same pieces in the same roles
	left  []int             // jobs that are one too many
}

func (s *source) plan(jobs []job, most int) *plan {
	p := &plan{of: map[passage][]int{}, again: map[int][]int{}}
	same := map[[sha256.Size]byte]int{}
	for i := range jobs {
		key := s.reading(&jobs[i]).key()
		if first, ok := same[key]; ok {
			p.again[first] = append(p.again[first], i)
			continue
		}
		if len(same) == most {
			p.left = append(p.left, i)
			continue
		}
		same[key] = i
		of := jobs[i].passage
		if p.of[of] == nil {
			p.order = append(p.order, of)
		}
		p.of[of] = append(p.of[of], i)
	}
	return p
}

// read does the jobs, passage by passage: what layers below Inject make of a passage
// is made once. It gives the number of jobs beyond mostReadings.
func (r *Reader) read(s *source, jobs []job) (left int) {
	w, ok := r.works.Get().(*work)
	if !ok {
		w = r.newWork()
	}
	defer r.works.Put(w)
	p := s.plan(jobs, mostReadings)
	for order := p.order; len(order) > 0; {
		w.shared.clear()
		n := 0
		for ; n < len(order); n++ {
			next := s.window(order[n])
			if !w.shared.room(len(next.ids)) {
				break
			}
			r.encoder.embed(w.shared, next.ids)
		}
		r.encoder.run(w.shared, 0, r.encoder.Inject)
		r.finish(w, s, order[:n], p, jobs)
		order = order[n:]
	}
	for _, i := range p.left {
		jobs[i].done(nil)
	}
	return len(p.left)
}

// reading makes the window of a job, without states.
func (s *source) reading(j *job) *reading {
	if s.last == nil || s.lastOf != j.passage {
		s.last, s.lastOf = s.window(j.passage), j.passage
	}
	return &reading{window: s.last, roles: s.last.roles(nil, j.source, j.cue, j.content), width: s.r.encoder.Width, set: &s.r.encoder.set}
}

// key tells readings apart that the encoder would tell apart.
func (r *reading) key() [sha256.Size]byte {
	b := make([]byte, 0, 5*len(r.ids))
	for i, id := range r.ids {
		b = append(binary.LittleEndian.AppendUint32(b, uint32(id)), byte(r.roles[i]))
	}
	return sha256.Sum256(b)
}

// finish takes the jobs on the windows in w.shared, one a passage, through the upper
// layers, and with each those that are read like it.
func (r *Reader) finish(w *work, s *source, passages []passage, p *plan, jobs []job) {
	width := r.encoder.Width
	w.own.clear()
	var batch []*reading
	var batched []int
	flush := func() {
		r.encoder.run(w.own, r.encoder.Inject, r.encoder.Layers)
		for i, rd := range batch {
			rd.h = w.own.window(i, width)
			rd.said = map[*head]*output{}
			jobs[batched[i]].done(rd)
			for _, k := range p.again[batched[i]] {
				like := s.reading(&jobs[k])
				like.h, like.said = rd.h, rd.said
				jobs[k].done(like)
			}
		}
		w.own.clear()
		batch, batched = batch[:0], batched[:0]
	}
	for i, of := range passages {
		for _, k := range p.of[of] {
			rd := s.reading(&jobs[k])
			if !w.own.room(len(rd.ids)) {
				flush()
			}
			x := w.own.add(len(rd.ids), width)
			copy(x, w.shared.window(i, width))
			r.encoder.assign(x, rd.roles)
			batch, batched = append(batch, rd), append(batched, k)
		}
	}
	flush()
}

// meanState reads a text that stands for itself, without roles: a proposition. It
// gives the mean of its pieces' states.
func (r *Reader) meanState(text string) []float32 {
	p := r.encoder.newPass()
	p.clear()
	ids := []int32{r.pieces.start, r.pieces.end}
	for _, piece := range r.pieces.Cut(text, nil) {
		if len(ids) == r.encoder.MaxPieces-1 {
			break
		}
		ids = append(ids, piece.ID)
	}
	ids = append(ids, r.pieces.end)
	r.encoder.embed(p, ids)
	r.encoder.run(p, 0, r.encoder.Layers)
	mean := make([]float32, r.encoder.Width)
	for i := range ids {
		for d, x := range p.row(p.x, i, r.encoder.Width) {
			mean[d] += x
		}
	}
	for d := range mean {
		mean[d] /= float32(len(ids))
	}
	return mean
}
