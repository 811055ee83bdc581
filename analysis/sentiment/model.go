package sentiment

import (
	"bytes"
	"encoding/gob"
	"fmt"

	"readout/analysis/network"
	"readout/lexicon"
)

// Model is what was learnt of the tone of a text: a small network, what its answer
// and the lexicon's figures are worth beside one another, and from where on a text
// is called negative or positive.
type Model struct {
	Net *network.Model // ToneClasses
	// Valence is what a unit of lexicon valence is worth: positive and negative of words
	// that the network sees too, and of those that it does not. Learnt is what the
	// network's score of positive less that of negative is.
	Valence [4]float64
	Learnt  float64
	// A label's probability is that of a proportional-odds model of Raw:
	// Slope*Raw against Low and High.
	Slope, Low, High float64
	Below, Above     float64 // Raw past which the label is negative, positive
}

// ToneClasses are the network's.
var ToneClasses = []string{"negative", "positive"}

// classes is how many labels a tone has: those of TargetClasses.
const classes = 3

// Bytes is the model as readModel wants it.
func (m *Model) Bytes() ([]byte, error) {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(m); err != nil {
		return nil, fmt.Errorf("sentiment model: %w", err)
	}
	return b.Bytes(), nil
}

// readModel reads what Bytes gave, and checks that it fits to the lexicon's words.
func readModel(b []byte, words *lexicon.Words) (Model, *network.Net, error) {
	var m Model
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&m); err != nil {
		return m, nil, fmt.Errorf("sentiment model: %w", err)
	}
	if m.Net == nil {
		return m, nil, fmt.Errorf("sentiment model: it has no network")
	}
	net, err := network.New(m.Net, words)
	if err != nil {
		return m, nil, fmt.Errorf("sentiment model: %w", err)
	}
	if n := len(m.Net.Classes); n != len(ToneClasses) {
		return m, nil, fmt.Errorf("sentiment model: a network of %d classes", n)
	}
	return m, net, nil
}
