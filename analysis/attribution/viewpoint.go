package attribution

import (
	"readout/analysis"
	"readout/analysis/attribution/tagger"
)

const (
	ruleViewpoint = "viewpoint: in whose words or view it is"
	confViewpoint = 0.75 // estimates, not calibrated
	confFor       = 0.5
)

// viewpoints finds what is said in somebody's words or from somebody's view: “In
// the words of X, A”; “From X's point of view, A”; “As X put it, A”; “A, per X”;
// “For X, A”.
func (w *phrasings) viewpoints() {
	for n := range w.d.Sentences {
		s := &w.d.Sentences[n]
		if s.Headline || s.Last-s.First < 6 {
			continue
		}
		if !w.viewpointFirst(s, n) {
			w.viewpointLast(s, n)
		}
	}
}

// viewpointAt reads a phrase that leads into a view at i and gives the source in it
// and the token behind it; named is false where only “for” leads in.
func (w *phrasings) viewpointAt(i int, s *analysis.Sentence, n int) (source tagger.Piece, end int, named, ok bool) {
	d := w.d
	if k := w.known.viewpoints.end(d.Tokens, i, s.Last); k > i {
		end = w.nameWithAside(k, s.Last)
		if verb := w.known.viewVerbs.end(d.Tokens, end, s.Last); verb > end { // as far as X is concerned
			return tagger.Piece{First: k, Last: end, Sentence: n}, verb, true, w.whoSpeaks(k, end)
		}
		source = tagger.Piece{First: k, Last: end, Sentence: n}
		return source, end, true, w.whoSpeaks(k, end)
	}
	switch d.Tokens[i].Lower {
	case "in", "from", "by", "to": // in X's view
		k := w.phraseAfter(i+1, s.Last)
		for j := i + 2; j < k; j++ {
			if d.Tokens[j].Kind != analysis.Possessive {
				continue
			}
			if e := w.known.viewNouns.end(d.Tokens, j+1, s.Last); e > j+1 {
				return tagger.Piece{First: i + 1, Last: j, Sentence: n}, e, true, w.whoSpeaks(i+1, j)
			}
		}
	case "as":
		k := w.nameWithAside(i+1, s.Last)
		if e := w.known.viewVerbs.end(d.Tokens, k, s.Last); e > k && k > i+1 {
			return tagger.Piece{First: i + 1, Last: k, Sentence: n}, e, true, w.whoSpeaks(i+1, k)
		}
	case "for":
		if k := w.nameWithAside(i+1, s.Last); k > i+1 {
			source = tagger.Piece{First: i + 1, Last: k, Sentence: n}
			return source, k, false, w.someone(source)
		}
	}
	return source, i, false, false
}

func (w *phrasings) whoSpeaks(first, last int) bool {
	return first < last && (w.named(w.pieceOf(first, last)) || w.english.ThirdPeople[w.d.Tokens[first].Lower])
}

// nameWithAside gives the end of the noun phrase at i: up to a comma, or over the
// verb that goes on.
func (w *phrasings) nameWithAside(i, limit int) int {
	d := w.d
	end := w.phraseAfter(i, limit)
	for k := i + 1; k < end; k++ { // phraseAfter takes most verbs for nouns
		if w.known.viewVerbs.end(d.Tokens, k, limit) > k {
			return k
		}
	}
	return end
}

// viewpointFirst: the phrase opens the sentence and a comma closes it.
func (w *phrasings) viewpointFirst(s *analysis.Sentence, n int) bool {
	d := w.d
	i := s.First
	if w.english.Joiners[d.Tokens[i].Lower] && i+1 < s.Last {
		i++
	}
	source, end, named, ok := w.viewpointAt(i, s, n)
	if !ok || end+2 >= s.Last || d.Tokens[i].Quote >= 0 {
		return false
	}
	comma := end
	if d.Tokens[comma].Lower == "," && comma+1 < s.Last && w.english.ClauseHeads[d.Tokens[comma+1].Lower] { // , who lost her home,
		for comma++; comma < min(s.Last-1, end+phraseReach/2) && d.Tokens[comma].Lower != ","; comma++ {
		}
	}
	if d.Tokens[comma].Lower != "," && d.Tokens[comma].Lower != ":" {
		return false
	}
	content := tagger.Piece{First: comma + 1, Last: s.Last, Sentence: n}
	for content.Last > content.First+1 && d.Tokens[content.Last-1].Kind == analysis.Punct {
		content.Last--
	}
	if content.Last-content.First < 3 {
		return false
	}
	conf := confViewpoint
	if !named {
		// “For X,” says little by itself: nothing else of the sentence may be said by somebody.
		if w.touched(s) || !w.states(content) {
			return false
		}
		conf = confFor
	}
	for k := range w.drafts {
		if x := &w.drafts[k]; len(x.source) > 0 && x.source[0].Sentence == n && x.source[0].First >= content.First && x.cue[0].First >= content.First {
			return false // who speaks is told behind the comma
		}
	}
	w.dropOver(s.First, s.Last)
	w.add(draft{source: []tagger.Piece{source}, cue: []tagger.Piece{{First: i, Last: source.First, Sentence: n}}, content: []tagger.Piece{content},
		rule: ruleViewpoint, conf: conf, inherits: -1, kind: analysis.AccordingTo})
	return true
}

// states: a form of be or an auxiliary makes a clause of the words.
func (w *phrasings) states(p tagger.Piece) bool {
	for i := p.First + 1; i < p.Last; i++ {
		if w.english.Auxiliaries[w.d.Tokens[i].Lower] && w.d.Tokens[i].Lower != "'s" {
			return true
		}
	}
	return false
}

// viewpointLast: a comma and the phrase close the sentence.
func (w *phrasings) viewpointLast(s *analysis.Sentence, n int) {
	d := w.d
	if w.touched(s) && !w.sourceless(n) {
		return
	}
	for i := s.Last - 2; i > s.First+3 && i > s.Last-phraseReach/2; i-- {
		if d.Tokens[i-1].Lower != "," || d.Tokens[i].Quote >= 0 || d.Tokens[i].Lower == "for" {
			continue
		}
		source, end, _, ok := w.viewpointAt(i, s, n)
		for ok && end < s.Last && d.Tokens[end].Kind == analysis.Punct {
			end++
		}
		if !ok || end < s.Last {
			continue
		}
		w.dropOver(s.First, s.Last)
		w.add(draft{source: []tagger.Piece{source}, cue: []tagger.Piece{{First: i, Last: source.First, Sentence: n}}, content: []tagger.Piece{{First: s.First, Last: i - 1, Sentence: n}},
			rule: ruleViewpoint, conf: confViewpoint, inherits: -1, kind: analysis.AccordingTo})
		return
	}
}

// sourceless: what the tagger found in the sentence has no source.
func (w *phrasings) sourceless(n int) bool {
	for i := range w.drafts {
		if x := &w.drafts[i]; x.content[0].Sentence == n && (len(x.source) > 0 || x.rule != ruleModel) {
			return false
		}
	}
	return true
}
