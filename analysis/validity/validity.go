// Package validity judges whether the source of a statement really says, writes or
// thinks it. It takes documents with attributions, speakers and, where the reader read,
// its Validity, and sets Statement.Validity to a probability that weighs the reader's
// against the words of source, cue and content, how sure the attribution is and how its
// speaker was found: a logistic regression, calibrated on articles that the reader did
// not learn from. A statement that the reader did not judge, and one whose source would
// not speak, keep none; one that a rule made which coded articles have no example of keeps
// the reader's.
package validity

import (
	"encoding/json"
	"fmt"
	"math"
	"sort"
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

// Stage is safe for any number of goroutines.
type Stage struct{ model *Model }

// New makes the stage from the model "validity" of a lexicon. It fails where that is
// missing or of another version.
func New(lex *lexicon.Lexicon) (*Stage, error) {
	b, err := lex.Model("validity")
	if err != nil {
		return nil, fmt.Errorf("validity: %w", err)
	}
	m, err := ReadModel(b)
	if err != nil {
		return nil, err
	}
	return &Stage{m}, nil
}

// Score replaces the Validity of every statement that has one.
func (s *Stage) Score(d *analysis.Document) {
	for i := range d.Statements {
		st := &d.Statements[i]
		if st.Validity == nil || !s.model.knows(d.Attributions[st.Attribution].Rule) {
			continue
		}
		p := Sigmoid(s.model.Score(d, st))
		st.Validity = &p
	}
}

// knows reports whether the model learned from attributions that a rule made: those of
// rare forms have the reader's validity, since nothing tells what their words are worth.
func (m *Model) knows(rule string) bool {
	_, ok := m.Words["rule "+rule]
	return ok
}

// Model is the weights of both regressions in one, and what the reader's log-odds count.
type Model struct {
	Bias   float64            `json:"bias"`
	Reader float64            `json:"reader"` // by log-odds of the reader's validity
	Words  map[string]float64 `json:"words"`  // by feature
}

const modelHead = "READOUT-VALIDITY 1\n"

// ReadModel reads what Bytes wrote.
func ReadModel(b []byte) (*Model, error) {
	body, ok := strings.CutPrefix(string(b), modelHead)
	if !ok {
		return nil, fmt.Errorf("validity: not a model of validity of this version")
	}
	m := &Model{}
	if err := json.Unmarshal([]byte(body), m); err != nil {
		return nil, fmt.Errorf("validity: model: %w", err)
	}
	return m, nil
}

// Bytes is the model as ReadModel reads it: a line that names it, and JSON.
func (m *Model) Bytes() ([]byte, error) {
	b, err := json.MarshalIndent(m, "", " ")
	return append([]byte(modelHead), append(b, '\n')...), err
}

// Score is the log-odds that the statement is one; the reader's Validity must be there.
func (m *Model) Score(d *analysis.Document, st *analysis.Statement) float64 {
	score := m.Bias + m.Reader*Odds(*st.Validity)
	for _, f := range Features(d, st) {
		score += m.Words[f.Name] * f.Value
	}
	return score
}

// Sigmoid is the probability of log-odds.
func Sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// Odds is the inverse of Sigmoid; probabilities below .0001 and above .9999 count as these.
func Odds(p float64) float64 {
	p = min(max(p, 1e-4), 1-1e-4)
	return math.Log(p / (1 - p))
}

// Feature is one thing that tells a statement from what is none.
type Feature struct {
	Name  string
	Value float64
}

// Features are those of a statement that do not come from the reader.
func Features(d *analysis.Document, st *analysis.Statement) []Feature {
	at, who := &d.Attributions[st.Attribution], &st.Speaker
	cue, source, content := words(d, at.Cue), words(d, at.Source), words(d, at.Content)
	var all []Feature
	add := func(name, of string) { all = append(all, Feature{name + " " + of, 1}) }
	first := func(list []string) string { return strings.Join(list[:min(1, len(list))], "") }
	last := func(list []string) string { return strings.Join(list[max(0, len(list)-1):], "") }
	lemma := at.CueLemma
	if lemma == "" {
		lemma = "?"
		add("cue word", last(cue))
	}
	rule := strings.TrimPrefix(who.Rule, "inherited: ")
	add("lemma", lemma)
	add("cue", strings.Join(cue, " "))
	add("cue first", first(cue))
	add("cue last", last(cue))
	add("cue words", fmt.Sprint(min(5, len(cue))))
	add("mention", string(who.Type))
	add("speaker rule", rule)
	add("rule", at.Rule)
	add("speech", string(at.Type))
	add("class", string(at.CueClass))
	add("polarity", string(at.Polarity))
	add("class and speech", string(at.CueClass)+" "+string(at.Type))
	add("lemma and speech", lemma+" "+string(at.Type))
	add("lemma and mention", lemma+" "+string(who.Type))
	add("lemma and source", lemma+" "+first(source))
	add("lemma and content", lemma+" "+first(content))
	if len(who.Actors) > 0 {
		add("kind", d.Actors[who.Actors[0]].Kind)
	} else {
		add("kind", "none")
	}
	if len(source) <= 3 {
		add("source", strings.Join(source, " "))
	}
	add("source first", first(source))
	add("source last", last(source))
	add("source words", fmt.Sprint(min(8, len(source))))
	add("content first", strings.Join(content[:min(2, len(content))], " "))
	add("content one", first(content))
	add("content last", last(content))
	add("content words", fmt.Sprint(min(10, len(content)/2)))
	if at.Floating {
		add("floating", "")
	}
	for _, x := range []struct {
		name  string
		words []string
		value float64
	}{{"source word", source, .5}, {"cue part", cue, .5}, {"content word", content[:min(12, len(content))], .3}} {
		for _, w := range x.words {
			all = append(all, Feature{x.name + " " + w, x.value})
		}
	}
	if len(at.Source) > 0 {
		add("before", before(d, at.Source[0].Start))
	}
	return append(all, Feature{"attribution", Odds(at.Confidence)}, Feature{"depth", float64(at.Depth)}, Feature{"speaker", who.Confidence})
}

// before is the word before a place in its sentence, "^" where the sentence begins there.
func before(d *analysis.Document, place int) string {
	k := sort.Search(len(d.Tokens), func(k int) bool { return d.Tokens[k].Start >= place })
	if k == 0 || k >= len(d.Tokens) || d.Tokens[k].Sentence != d.Tokens[k-1].Sentence {
		return "^"
	}
	return d.Tokens[k-1].Lower
}

// words are the tokens of spans, in lower case.
func words(d *analysis.Document, spans []analysis.Span) []string {
	var list []string
	for _, s := range spans {
		k := sort.Search(len(d.Tokens), func(k int) bool { return d.Tokens[k].Start >= s.Start })
		for ; k < len(d.Tokens) && d.Tokens[k].Start < s.End; k++ {
			list = append(list, d.Tokens[k].Lower)
		}
	}
	return list
}
