// Package validity estimates the probability that an attribution is a statement, that is,
// that its source really says, writes or thinks its content. It takes documents with
// attributions, speakers and the reader's Statement.Validity, and replaces that with the
// probability of a logistic regression over the reader's log-odds, the words of source, cue
// and content, the confidence of the attribution and the way its speaker was found. The
// regression is calibrated on articles that the reader was not trained on. Where the reader
// gave no validity (nil), as where a source declined to speak, it stays nil; where the
// attribution comes from a rule without an example in the coded articles, the reader's stays.
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

// Stage scores documents. It is safe for concurrent use.
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

// Score replaces the Validity (probability, 0 to 1) of every statement that has one.
func (s *Stage) Score(d *analysis.Document) {
	for i := range d.Statements {
		st := &d.Statements[i]
		if st.Validity == nil || !s.model.knows(d.Attributions[st.Attribution].Rule) {
			continue
		}
		p := analysis.Probability(s.model.Score(d, st))
		st.Validity = &p
	}
}

// knows reports whether the model was trained on attributions of a rule. Those of other rules
// keep the reader's validity, as their word weights are unknown.
func (m *Model) knows(rule string) bool {
	_, ok := m.Words["rule "+rule]
	return ok
}

// Model is the weights of the regression, in log-odds.
type Model struct {
	Bias   float64            `json:"bias"`
	Reader float64            `json:"reader"` // per unit of the reader's log-odds
	Words  map[string]float64 `json:"words"`  // by feature name; 0 where missing
}

const modelHead = "READOUT-VALIDITY 1\n"

// ReadModel decodes what Bytes wrote. A header of another version and invalid JSON are errors.
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

// Bytes encodes the model as ReadModel reads it: a header line with the format version, then
// JSON.
func (m *Model) Bytes() ([]byte, error) {
	b, err := json.MarshalIndent(m, "", " ")
	return append([]byte(modelHead), append(b, '\n')...), err
}

// Score is the log-odds that an attribution is a statement. st.Validity must not be nil.
func (m *Model) Score(d *analysis.Document, st *analysis.Statement) float64 {
	score := m.Bias + m.Reader*Odds(*st.Validity)
	for _, f := range Features(d, st) {
		score += m.Words[f.Name] * f.Value
	}
	return score
}

// Odds converts a probability to log-odds, the inverse of analysis.Probability. Probabilities
// are clipped to .0001 to .9999.
func Odds(p float64) float64 {
	p = min(max(p, 1e-4), 1-1e-4)
	return math.Log(p / (1 - p))
}

// Feature is a named feature of the regression and its value.
type Feature struct {
	Name  string
	Value float64
}

// Features are the features of a statement other than the reader's log-odds.
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

// before is the token before a token index in its sentence, "^" at the sentence's beginning.
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
