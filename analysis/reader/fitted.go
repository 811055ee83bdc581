package reader

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"readout/analysis"
	"readout/lexicon"
)

// FittedModel is the name of the model in which a user's folder holds fitted heads:
// models/heads.bin. No such model is embedded.
const FittedModel = "heads"

// FittedHeads are the statement heads whose last layer can be fitted to hand codings.
var FittedHeads = [...]string{"outlook", "sentiment", "certainty", "frame"}

// Fitted changes the last layer of a statement head. Of the head's logits z (one a class) and
// the attended state x of a statement it makes Scale*z + Shift + Words*x, which is a sum over
// the statement's words as z is: evidence stays exact.
type Fitted struct {
	Classes []string    `json:"classes"`
	Scale   float64     `json:"scale"`
	Shift   []float64   `json:"shift"` // one a class, log-odds
	Words   [][]float32 `json:"words"` // a row of the encoder's width a class; no rows for zeros
}

// Heads are fitted heads as models/heads.bin has them, in JSON.
type Heads struct {
	Version int                `json:"version"`
	Reader  string             `json:"reader"` // SHA-256 of the reader.bin that they were fitted on, in hex
	Heads   map[string]*Fitted `json:"heads"`
}

const headsVersion = 1

// NewHeads starts a model of heads fitted on the reader of a lexicon.
func NewHeads(lex *lexicon.Lexicon) (*Heads, error) {
	sum, err := readerSum(lex)
	return &Heads{Version: headsVersion, Reader: sum, Heads: map[string]*Fitted{}}, err
}

func readerSum(lex *lexicon.Lexicon) (string, error) {
	b, err := lex.Model("reader")
	if err != nil {
		return "", fmt.Errorf("reader: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// Encode gives the bytes of models/heads.bin.
func (h *Heads) Encode() ([]byte, error) { return json.Marshal(h) }

// fit lays the fitted heads of a lexicon, if it has any, over those of the reader. It fails
// where they were fitted on another reader or do not have its shape.
func (r *Reader) fit(lex *lexicon.Lexicon) error {
	b, err := lex.Model(FittedModel)
	if err != nil {
		return nil // there is none
	}
	var m Heads
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	if m.Version != headsVersion {
		return fmt.Errorf("version %d, this readout reads %d", m.Version, headsVersion)
	}
	if sum, err := readerSum(lex); err != nil || m.Reader != sum {
		return fmt.Errorf("fitted on another reader.bin: fit again with readout code fit")
	}
	for name, f := range m.Heads {
		h := r.heads[name]
		if h == nil || h.k == nil {
			return fmt.Errorf("no head %q of statements", name)
		}
		if err := h.apply(f, r.encoder.Width); err != nil {
			return fmt.Errorf("head %s: %w", name, err)
		}
	}
	return nil
}

// apply makes f a part of the head's last layer.
func (h *head) apply(f *Fitted, width int) error {
	n := len(h.Classes)
	if f == nil || len(f.Shift) != n || len(f.Words) != 0 && len(f.Words) != n || len(f.Classes) != n {
		return fmt.Errorf("it has not the %d classes of the reader", n)
	}
	if !(f.Scale > 0) || math.IsInf(f.Scale, 0) {
		return fmt.Errorf("scale %v: it is a positive number", f.Scale)
	}
	for c, name := range h.Classes {
		if f.Classes[c] != name {
			return fmt.Errorf("class %q where the reader has %q", f.Classes[c], name)
		}
		if len(f.Words) > 0 && len(f.Words[c]) != width {
			return fmt.Errorf("%d weights for a width of %d", len(f.Words[c]), width)
		}
		if math.IsNaN(f.Shift[c]) || math.IsInf(f.Shift[c], 0) {
			return fmt.Errorf("shift %v", f.Shift[c])
		}
		h.bias[c] = float32(f.Scale*float64(h.bias[c]) + f.Shift[c]/h.inverse)
		row := h.v[c*width : (c+1)*width]
		for i := range row {
			x := f.Scale * float64(row[i])
			if len(f.Words) > 0 {
				x += float64(f.Words[c][i]) / h.inverse
			}
			row[i] = float32(x)
		}
	}
	return nil
}

// Of gives the logits that the fitted head makes of a state.
func (f *Fitted) Of(s State) []float64 {
	z := make([]float64, len(s.Logits))
	for c := range z {
		z[c] = f.Scale*s.Logits[c] + f.Shift[c]
		if len(f.Words) == 0 {
			continue
		}
		for i, w := range f.Words[c] {
			z[c] += float64(w) * float64(s.Attended[i])
		}
	}
	return z
}

// State is what a statement head sees of a statement, and says of it.
type State struct {
	Attended []float32 // of the encoder's width
	Logits   []float64 // one a class
}

// States reads the statements of d for which wanted holds, by their index in d.Statements,
// once more, and gives what each head of FittedHeads sees of them.
func (r *Reader) States(d *analysis.Document, wanted func(i int) bool, do func(i int, head string, s State)) {
	s := r.open(d)
	var jobs []job
	for i := range d.Statements {
		st := &d.Statements[i]
		a := &d.Attributions[st.Attribution]
		p, ok := s.passageOf(analysis.Hull(slices.Concat(a.Source, a.Cue, a.Content)), a.Content)
		if !ok || a.Silent || !wanted(i) {
			continue
		}
		jobs = append(jobs, job{p, a.Source, a.Cue, a.Content, func(rd *reading) {
			if rd == nil {
				return
			}
			for _, name := range FittedHeads {
				h := r.heads[name]
				do(i, name, State{rd.attended(rd.attention(h.k, h.byRole, 1)), h.statement(rd).logits()})
			}
		}})
	}
	r.read(s, jobs)
}

// Head tells the classes of a head and how its labels follow from logits.
func (r *Reader) Head(name string) HeadConfig { return r.heads[name].HeadConfig }
