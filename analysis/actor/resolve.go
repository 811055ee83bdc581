package actor

// resolve says who every phrase is, in the order of the text. Full names go
// first, because a headline or a first sentence often has the surname alone.
func (c *cast) resolve() {
	c.day = c.dayOf()
	for i := range c.phrases {
		p := &c.phrases[i]
		if p.kind == countryPhrase {
			c.home[p.known.ref]++
		} else if p.country >= 0 {
			c.home[p.country]++
		}
		if p.weak || p.kind != personPhrase && p.kind != bodyPhrase {
			continue
		}
		c.gather(p)
	}
	s := int32(-1)
	for i := range c.phrases {
		p := &c.phrases[i]
		if p.sentence != s {
			s, c.fresh = p.sentence, true
		}
		c.who(i)
		c.mentioned(i)
		c.joinsLast(i)
		if p := &c.phrases[i]; p.country >= 0 || p.kind == countryPhrase {
			c.near = append(c.near, i)
		}
	}
}

// who resolves one phrase, once: what another phrase belongs to is asked for
// before its turn.
func (c *cast) who(i int) {
	p := &c.phrases[i]
	if p.tried {
		return
	}
	p.tried = true
	switch p.kind {
	case personPhrase, namePhrase:
		c.whoPerson(p)
	case bodyPhrase:
		c.whoBody(p)
	case countryPhrase:
		c.whoCountry(p)
	case sidePhrase:
		c.whoSide(p)
	case nounPhrase:
		c.whoNoun(i)
	case pronounPhrase:
		c.whoPronoun(i)
	}
	for _, e := range p.entities {
		c.learn(e, i)
	}
}

func (p *phrase) set(e int32, rule string, conf float64) {
	p.entities, p.rule, p.conf = append(p.entities[:0], e), rule, conf
}
