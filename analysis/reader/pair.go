package reader

import "readout/analysis"

// Pair is what one party of a passage holds of another. Source may be empty, where
// it is not named there.
type Pair struct {
	Within         analysis.Span // the sentences to read
	Source, Target analysis.Span
}

// Directed gives, for every pair, the probabilities that the source is negative,
// neutral and positive toward the target; nil where the target is in no sentence.
func (r *Reader) Directed(d *analysis.Document, pairs []Pair) [][]float64 {
	return r.pairs(d, pairs, func(s *source, p Pair) (job, bool) {
		passage, ok := s.bare(p.Within, p.Target)
		j := job{passage: passage}
		if !p.Source.Empty() {
			j.source = []analysis.Span{p.Source}
		}
		return j, ok
	}, func(rd *reading, p Pair) []float64 {
		in, ok := rd.pieces(p.Target)
		if !ok {
			return nil
		}
		return probabilities(r.heads["directed"].about(rd, in).logits())
	})
}

// Stances gives, for every pair, the probabilities that its sentences are against, neutral and
// in favor of what they speak of; nil where there is no sentence. They are read as the content of
// a statement is: with the title and with what stands around them.
func (r *Reader) Stances(d *analysis.Document, pairs []Pair) [][]float64 {
	return r.pairs(d, pairs, func(s *source, p Pair) (job, bool) {
		content := []analysis.Span{p.Within}
		passage, ok := s.passageOf(p.Within, content)
		return job{passage: passage, content: content}, ok
	}, func(rd *reading, _ Pair) []float64 {
		return probabilities(r.heads["stance"].statement(rd).logits())
	})
}

// pairs reads every pair in the job that plan makes of it, and gives what of makes of each
// reading; nil for a pair without a job.
func (r *Reader) pairs(d *analysis.Document, pairs []Pair, plan func(*source, Pair) (job, bool), of func(*reading, Pair) []float64) [][]float64 {
	out := make([][]float64, len(pairs))
	var names []string
	for _, p := range pairs {
		names = append(names, d.Slice(p.Source), d.Slice(p.Target))
	}
	s := r.open(d, names...)
	var jobs []job
	for i, p := range pairs {
		j, ok := plan(s, p)
		if !ok {
			continue
		}
		j.done = func(rd *reading) {
			if rd != nil {
				out[i] = of(rd, p)
			}
		}
		jobs = append(jobs, j)
	}
	r.read(s, jobs)
	return out
}
