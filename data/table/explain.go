package table

import "readout/analysis"

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
	b := Rows(d, o)
	rows := make([]ExplainRow, len(b.Statements))
	at := make(map[string]int, len(rows))
	for i, s := range b.Statements {
		rows[i] = ExplainRow{Statement: s, Positions: []ExplainPosition{}, Evaluations: []ExplainEvaluation{}, Evidence: []Evidence{}}
		at[s.StatementID] = i
	}
	for i := range b.Positions {
		p := &b.Positions[i]
		r := &rows[at[p.StatementID]]
		r.Positions = append(r.Positions, ExplainPosition{p.PropositionID, p.Position, p.Probability})
	}
	for i := range b.Evaluations {
		e := &b.Evaluations[i]
		r := &rows[at[e.StatementID]]
		r.Evaluations = append(r.Evaluations, ExplainEvaluation{e.OfActorID, e.OfName, e.Evaluation, e.Probability})
	}
	for i := range b.Evidence {
		r := &rows[at[b.Evidence[i].StatementID]]
		r.Evidence = append(r.Evidence, b.Evidence[i])
	}
	return rows
}
