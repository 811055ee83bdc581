package lexicon

// Proposition is one sentence of the codebook that one can agree or disagree with.
// A sentence and a few phrases are enough for one of a user's own.
type Proposition struct {
	ID    string `yaml:"id"`
	Text  string `yaml:"text"`            // the sentence
	Issue string `yaml:"issue,omitempty"` // of the codebook that it belongs to, "" where it spans many

	Agrees    string `yaml:"agrees,omitempty"`    // what agreeing means, in words
	Disagrees string `yaml:"disagrees,omitempty"` // what disagreeing means, in words

	// For and Against are phrases with a direction: who wants or does what they name
	// agrees or disagrees with the sentence. Hints name the matter without either.
	// How phrases match is said at ParsePhrase.
	For     []string `yaml:"for,omitempty"`
	Against []string `yaml:"against,omitempty"`
	Hints   []string `yaml:"hints,omitempty"`
}

// Proposition is the proposition with an id, nil for none.
func (l *Lexicon) Proposition(id string) *Proposition { return l.propositions[id] }

func (ld *loader) checkPropositions() {
	for i := range ld.lexicon.Propositions {
		p := &ld.lexicon.Propositions[i]
		n := ld.entry("propositions.yaml", i)
		if p.Text == "" {
			ld.at(n, "proposition %q wants a text: one sentence that one can agree or disagree with", p.ID)
		}
		if len(p.For)+len(p.Against) == 0 {
			ld.at(n, "proposition %q wants a phrase under for or against", p.ID)
		}
		ld.reference(ld.lexicon.issues[p.Issue] != nil, p.Issue, "issue", find(n, "issue"))
		side := map[string]string{}
		for _, list := range []struct {
			key     string
			phrases []string
		}{{"for", p.For}, {"against", p.Against}, {"hints", p.Hints}} {
			for j, s := range list.phrases {
				ld.checkPhrase(s, find(n, list.key, j))
				if other := side[s]; other != "" {
					ld.at(find(n, list.key, j), "phrase %q stands under %s too", s, other)
				}
				side[s] = list.key
			}
		}
	}
}
