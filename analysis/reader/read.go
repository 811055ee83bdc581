package reader

import (
	"readout/analysis"
)

// job is one reading: a passage, and the spans whose roles it is read with; none
// for a reading without a statement.
type job struct {
	passage              passage
	source, cue, content []analysis.Span
	done                 func(*reading)
}

// work is the scratch memory of one goroutine.
type work struct {
	shared *pass // windows up to the layer where statements part
	own    *pass // from there on, one window a job
}

func (r *Reader) newWork() *work {
	return &work{shared: r.encoder.newPass(), own: r.encoder.newPass()}
}

// read does the jobs, passage by passage in the order in which they first
// come: what layers below Inject make of a passage is made once.
func (r *Reader) read(s *source, jobs []job) {
	w, ok := r.works.Get().(*work)
	if !ok {
		w = r.newWork()
	}
	defer r.works.Put(w)
	of := map[passage][]int{}
	var order []passage
	for i := range jobs {
		p := jobs[i].passage
		if of[p] == nil {
			order = append(order, p)
		}
		of[p] = append(of[p], i)
	}
	for len(order) > 0 {
		w.shared.clear()
		var windows []*window
		for _, p := range order {
			next := s.window(p)
			if !w.shared.room(len(next.ids)) {
				break
			}
			r.encoder.embed(w.shared, next.ids)
			windows = append(windows, next)
		}
		r.encoder.run(w.shared, 0, r.encoder.Inject)
		r.finish(w, windows, order, of, jobs)
		order = order[len(windows):]
	}
}

// finish takes the jobs on the windows in w.shared through the upper layers.
func (r *Reader) finish(w *work, windows []*window, order []passage, of map[passage][]int, jobs []job) {
	width := r.encoder.Width
	w.own.clear()
	var batch []*reading
	var done []func(*reading)
	flush := func() {
		r.encoder.run(w.own, r.encoder.Inject, r.encoder.Layers)
		for i, rd := range batch {
			rd.h = w.own.window(i, width)
			done[i](rd)
		}
		w.own.clear()
		batch, done = batch[:0], done[:0]
	}
	for i, win := range windows {
		for _, k := range of[order[i]] {
			if !w.own.room(len(win.ids)) {
				flush()
			}
			x := w.own.add(len(win.ids), width)
			copy(x, w.shared.window(i, width))
			j := &jobs[k]
			rd := &reading{window: win, roles: win.roles(nil, j.source, j.cue, j.content), width: width, set: &r.encoder.set}
			r.encoder.assign(x, rd.roles)
			batch, done = append(batch, rd), append(done, j.done)
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
