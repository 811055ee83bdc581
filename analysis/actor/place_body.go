package actor

import (
	"strings"

	"readout/analysis"
)

// mostBodyWords is how many tokens behind the name of a place the name of a body goes on at most.
const mostBodyWords = 8

// placeBody gives the token after the name of a body that begins with the place at tokens j to k: the Ohio
// Elections Board, the Lyon Bakers Union, the Texas Department of Roads; k where the place stands alone. The
// capitals behind the place end in a word for a body, or are a plural that no list knows: the Texas Herons.
func (r *namer) placeBody(j, k int) int {
	if !r.cased || k >= r.end || !r.words[j].capital || !r.words[k].capital {
		return k
	}
	if j > r.start && r.words[j-1].kind == analysis.Word && r.words[j-1].capital && r.words[j-1].length == 0 && !r.opens(j-1) && !r.words[j-1].is(function|modifier) {
		return k // the place's own name goes further back
	}
	end, n := r.bodyRun(k, func(w *word) bool { return w.is(bodyWord) || r.english.OwnBodies[w.key] })
	if end > k {
		return end
	}
	if n != k+1 || r.words[j].is(anyFirstName) && !r.nounFollows(n) {
		return k
	}
	w := &r.words[k]
	if plural := len(w.key) > 4 && w.key[len(w.key)-1] == 's' && w.key[len(w.key)-2] != 's'; plural && (w.length == 0 || w.only(bodySense)) &&
		!w.upper && !w.is(anyFirstName|function|thingWord|placeWord) && !r.surname[w.key] {
		return n
	}
	return k
}

// ownBody gives the token after the capitals from token k on where they make the name of a body before them
// that of another body: the Senate Historical Association is not the Senate. It is k where they do not.
func (r *namer) ownBody(k int) int {
	end, _ := r.bodyRun(k, func(w *word) bool { return r.english.OwnBodies[w.key] })
	return end
}

// bodyRun reads the capitals from token k on, with what the body is for behind its noun. It gives the token
// after the last word that ends names of bodies and what follows that, k for none, and the first token that is
// no part of a name.
func (r *namer) bodyRun(k int, ends func(*word) bool) (end, n int) {
	owned := false
	end, n = k, k
	for n < r.end && n < k+mostBodyWords {
		w := &r.words[n]
		switch {
		case w.kind == analysis.Possessive && n > k && strings.HasSuffix(r.words[n-1].key, "s") && n+1 < r.end && r.words[n+1].capital && r.words[n+1].is(bodyWord):
			n++ // the Alba Teachers' Union
			continue
		case w.kind != analysis.Word || w.is(calendar):
		case w.capital && !r.endsPlaceBody(n):
			n++
			if owned || end > k || ends(w) {
				end = n
			}
			continue
		case (w.key == "of" || w.key == "for" || w.key == "on") && end == n && n > k && r.isFor(n+1):
			owned = true // what the body is for
			n++
			continue
		case w.key == "and" && (owned || r.committeeAhead(n+1)) && n+1 < r.end && r.words[n+1].capital && !r.words[n+1].is(anyFirstName) && !r.endsPlaceBody(n+1):
			n++
			continue
		}
		break
	}
	return end, n
}

// isFor reports whether what a body is for stands at a token: Public Safety, but no person and no country.
func (r *namer) isFor(n int) bool {
	if n >= r.end || !r.words[n].capital || r.words[n].is(calendar) {
		return false
	}
	for _, s := range r.words[n].senses {
		switch s.kind {
		case personSense, countrySense:
			return false
		case titleSense, roleTitleSense:
			return n+1 >= r.end || !r.words[n+1].capital // the Court of Justice
		}
	}
	return true
}

// endsPlaceBody reports whether what means somebody at token n is no part of the name of a body: an office, a
// person, another country.
func (r *namer) endsPlaceBody(n int) bool {
	w := &r.words[n]
	if w.is(anyFirstName) && n+1 < r.end && r.words[n+1].capital && !r.bodyAhead(n) {
		return true
	}
	for _, s := range w.senses {
		switch s.kind {
		case sideSense:
			return true // the Ohio Democratic Party keeps its party
		case genericSense:
			return w.length == 1 // the Lyon police keep their city; but the Ohio Court of Appeals
		case personSense, titleSense, roleTitleSense, memberSense, countrySense, demonymSense:
			if !r.bodyAhead(n) {
				return true
			}
		case roleSense, peopleSense:
			if !w.is(bodyWord) && !r.bodyAhead(n) {
				return true
			}
		}
	}
	return false
}

// placed reports whether a name begins with the name of a city or of a region.
func (r *sentence) placed(j int) bool {
	for _, s := range r.words[j].senses {
		if s.kind == citySense || s.kind == capitalSense || r.isRegion(s) {
			return true
		}
	}
	return false
}

// nationalField reports whether a field at token j and a country at token k right behind it are the name of the
// body for it in that country: Athletics Kenya.
func (r *sentence) nationalField(j, k int) bool {
	if k != j+1 || k >= r.end || !r.words[j].capital || !r.english.Fields[r.words[j].key] {
		return false
	}
	_, ok := r.words[k].sense(countrySense)
	next := k + r.words[k].length
	return ok && (next >= r.end || !r.words[next].capital || r.words[next].kind != analysis.Word || r.nounFollows(next))
}

// localBody reports whether the body of the lexicon at token k has a namesake in the place at token j before
// it, which no list knows: the Kerala High Court is not the High Court.
func (r *namer) localBody(j, k int, s sense) bool {
	w := &r.words[j]
	return k == j+1 && w.length == 0 && !w.upper && !w.is(anyFirstName|opener|function|bodyWord) && !r.surname[w.key] &&
		r.english.LocalKinds[r.lex.Organizations[s.ref].Kind] && r.words[k+r.words[k].length-1].is(bodyWord)
}

// isRegion reports whether a sense is that of a part of a country: Ohio, Bavaria.
func (k *knowledge) isRegion(s sense) bool {
	return s.kind == bodySense && k.lex.Organizations[s.ref].Kind == "region"
}
