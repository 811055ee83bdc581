package stance

import (
	"readout/analysis"
	"readout/lexicon"
)

// readCue makes features of the reporting words: what the attribution stage
// said of them, and else what the cue lexicon says. It gives the report polarity.
func (r *reader) readCue(d *analysis.Document, a *analysis.Attribution, in *reading) analysis.Polarity {
	n := len(in.cue)
	at := func(k int) string { return d.Tokens[in.cue[k]].Lower }
	whole := feature{first: -1, list: "cue"}
	if n > 0 {
		whole.first, whole.last = in.cue[0], in.cue[n-1]+1
	}
	add := func(k key, value float64) {
		f := whole
		f.key, f.value, f.entry, f.weight = k, value, a.CueLemma, value
		in.add(f)
	}
	var cue *lexicon.Cue
	turned := false
	for k := 0; k < n; {
		if m, length := r.modifiers.Longest(k, n, at); length > 0 && m.Kind == lexicon.Negation {
			turned = !turned
			k += length
			continue
		}
		c, length := r.cues.Longest(k, n, at)
		if length == 0 {
			length = 1
			t := &d.Tokens[in.cue[k]]
			if t.Kind == analysis.Word {
				in.add(feature{key: key{kind: cueWord, a: t.Lower}, value: 1, first: in.cue[k], last: in.cue[k] + 1, list: "cue", entry: t.Lower})
			}
		} else if cue == nil || cue.Class == string(analysis.CueNeutral) {
			cue = c.cue
		}
		for j := k; j < k+length; j++ {
			if rank := r.words.Rank(at(j)); rank >= 0 {
				in.vectors = append(in.vectors, vector{cuePool, in.cue[j], -1, rank, r.words.Weight(rank)})
			}
		}
		k += length
	}
	class := string(a.CueClass)
	if class == "" {
		class = string(analysis.CueNeutral)
	}
	if cue != nil {
		whole.entry = cue.Lemma
		if a.CueClass == "" || a.CueLemma == "" {
			class = cue.Class
		}
		sign := 1.0
		if turned {
			sign = -1
		}
		add(key{kind: cueLemma, a: cue.Lemma}, 1)
		if cue.Stance != 0 {
			add(key{kind: cueStance}, sign*cue.Stance)
		}
		if cue.Outlook != 0 {
			add(key{kind: cueOutlook}, sign*cue.Outlook)
		}
		if cue.Certainty != nil {
			add(key{kind: cueHedged}, 1-*cue.Certainty)
		}
	}
	k := cueClass
	if turned {
		k = cueNegated
	}
	add(key{kind: k, a: class}, 1)
	in.cueClass = ""
	if class != string(analysis.CueNeutral) {
		in.cueClass = class
		if turned {
			in.cueClass = "not " + class
		}
	}
	said := a.Polarity
	if cue != nil && cue.Polarity != "" && (said == "" || said == analysis.Affirmed) {
		said = analysis.Polarity(cue.Polarity)
	}
	if said != "" && said != analysis.Affirmed {
		add(key{kind: polarity, a: string(said)}, 1)
	}
	return said
}

// readForm makes features of the statement's form.
func (r *reader) readForm(d *analysis.Document, a *analysis.Attribution, in *reading) {
	add := func(name string, value float64) {
		in.add(feature{key: key{kind: form, a: name}, value: value, first: -1, list: "model", entry: name})
	}
	quoted := 0
	for _, i := range in.tokens {
		if d.Tokens[i].Quote >= 0 {
			quoted++
		}
	}
	if len(in.tokens) > 0 {
		add("quoted", float64(quoted)/float64(len(in.tokens)))
	}
	if in.question {
		add("question", 1)
	}
	add("words", min(1, float64(len(in.tokens))/40))
	if a.Type != "" {
		add(string(a.Type), 1)
	}
}
