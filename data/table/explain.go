package table

import (
	"iter"
	"slices"

	"readout/analysis"
)

// ExplainRow is one statement with what belongs to it in other tables, as `readout
// explain --json` and `readout stream` print it.
type ExplainRow struct {
	Statement
	Positions   []ExplainPosition   `json:"positions"`
	Evaluations []ExplainEvaluation `json:"evaluations"`
	Evidence    []Evidence          `json:"evidence"`
}

// ExplainPosition is a row of positions without the columns of its statement.
type ExplainPosition struct {
	PropositionID string  `json:"proposition_id"`
	Position      string  `json:"position"` // agree or disagree
	Probability   float64 `json:"probability"`
}

// ExplainEvaluation is a row of evaluations without the columns of its statement.
type ExplainEvaluation struct {
	ActorID     *string `json:"actor_id"` // of who is praised or blamed
	Name        string  `json:"name"`
	Evaluation  string  `json:"evaluation"` // positive or negative
	Probability float64 `json:"probability"`
}

// ExplainRows gives every statement of a document with its positions, evaluations
// and evidence. No list is nil.
func ExplainRows(d *analysis.Document, o Options) []ExplainRow {
	return slices.AppendSeq([]ExplainRow{}, Explained(d, o))
}

// Explained gives the rows of ExplainRows one by one and holds none of them: those
// of a long article take ten times the memory of its statements.
func Explained(d *analysis.Document, o Options) iter.Seq[ExplainRow] {
	return func(yield func(ExplainRow) bool) {
		c := converter{d: d, opts: o, ids: StatementIDs(d), batch: &Batch{}}
		c.article()
		article, seq := c.batch.Article, int32(0)
		for i := range d.Statements {
			s := &d.Statements[i]
			if s.IsCandidate() {
				continue
			}
			c.batch = &Batch{Article: article}
			row := c.statement(s)
			row.Seq = seq
			c.scored(row, s)
			if !yield(explained(row, c.batch)) {
				return
			}
			seq++
		}
	}
}

// explained puts a statement together with the rows of other tables that are its own.
func explained(s *Statement, b *Batch) ExplainRow {
	r := ExplainRow{Statement: *s, Positions: []ExplainPosition{}, Evaluations: []ExplainEvaluation{}, Evidence: append([]Evidence{}, b.Evidence...)}
	for i := range b.Positions {
		p := &b.Positions[i]
		r.Positions = append(r.Positions, ExplainPosition{p.PropositionID, p.Position, p.Probability})
	}
	for i := range b.Evaluations {
		e := &b.Evaluations[i]
		r.Evaluations = append(r.Evaluations, ExplainEvaluation{e.OfActorID, e.OfName, e.Evaluation, e.Probability})
	}
	return r
}
