package lexicon

// English is what the stages know of the language beside names, cues and codebook: its
// closed classes and the words that a rule rests on. Each field is a file in english/;
// another language would be another folder.
type English struct {
	Calendar    Calendar
	Segment     SegmentWords
	Attribution AttributionWords
	Target      TargetWords
}

// Set is words or phrases in lower case that are looked up.
type Set map[string]bool

// Calendar is the names of days and months.
type Calendar struct {
	Weekdays Set `yaml:"weekdays"` // the days of the week
	Months   Set `yaml:"months"`   // the months
	Days     Set `yaml:"days"`     // days told from the day of writing
}

// SegmentWords are what cutting a text into sentences, tokens and quotations knows of English.
type SegmentWords struct {
	Contractions Set `yaml:"contractions"` // words whose 's is a verb; behind any other it is the possessive
	Elisions     Set `yaml:"elisions"`     // what follows an apostrophe that stands for letters left out: 'em
	AfterSpeech  Set `yaml:"after_speech"` // behind a reporting verb after a quotation, these show that the sentence goes on: he asked after the talks
}

// AttributionWords are what the rules of attribution know of English grammar.
type AttributionWords struct {
	Auxiliaries Set `yaml:"auxiliaries"`  // verbs that stand before another, with their short forms: has, 'll
	Be          Set `yaml:"be"`           // forms of be: with a participle they make a passive
	Have        Set `yaml:"have"`         // forms of have before a participle
	Negations   Set `yaml:"negations"`    // turn the verb behind them into its contrary
	Adverbs     Set `yaml:"adverbs"`      // may stand between an auxiliary and its verb, or beside a verb
	Determiners Set `yaml:"determiners"`  // open a noun phrase
	Pronouns    Set `yaml:"pronouns"`     // stand for a noun phrase, beside the determiners
	ThirdPeople Set `yaml:"third_people"` // pronouns for people who are spoken of
	Linkers     Set `yaml:"linkers"`      // prepositions: no noun phrase goes on over one
	Adjuncts    Set `yaml:"adjuncts"`     // open a phrase of time or place behind a reporting verb: said in Kyiv, said after the talks
	Joiners     Set `yaml:"joiners"`      // conjunctions and words that open a clause: no noun phrase goes on over one
	ClauseHeads Set `yaml:"clause_heads"` // open a clause after a comma, which ends the clause before
	Reflexives  Set `yaml:"reflexives"`   // no source: himself
	FirstPerson Set `yaml:"first_person"` // the speaker himself, with short forms: i, we, our, i'm
	Groups      Set `yaml:"groups"`       // nouns for groups and bodies that speak, beside roles and collectives
	Telling     Set `yaml:"telling"`      // lemmas of verbs beside neutral, asserting, conceding and warning ones that take what is said for their object: promise
	Speaking    Set `yaml:"speaking"`     // lemmas of verbs of speaking: who does not do it declines to
	Describing  Set `yaml:"describing"`   // lemmas of verbs that put a thing into words: their passive has a source
}

// TargetWords are what finding the target of a statement knows of English grammar.
type TargetWords struct {
	Determiners    Set `yaml:"determiners"`     // open a noun phrase
	Openers        Set `yaml:"openers"`         // open a content before its first noun phrase: that, whether
	Pronouns       Set `yaml:"pronouns"`        // stand for a noun phrase, with their short forms; they name no target
	BackReferences Set `yaml:"back_references"` // stand for a matter named before: this, such
	Placeholders   Set `yaml:"placeholders"`    // nouns that only hold a place: a lot, the other hand
	Be             Set `yaml:"be"`              // forms of be, and of be with a negation
	Auxiliaries    Set `yaml:"auxiliaries"`     // verbs that stand before another
	Prepositions   Set `yaml:"prepositions"`    // the word behind one is a noun and no verb: on demand
	TakeTo         Set `yaml:"take_to"`         // the word to is a preposition behind these: objected to war
	Closed         Set `yaml:"closed"`          // words that no noun phrase goes on over, beside pronouns and weekdays
	Verbs          Set `yaml:"verbs"`           // forms of verbs that no ending shows, beside the cues
	NounEndings    Set `yaml:"noun_endings"`    // endings that no infinitive has: mediation
	LeadToTarget   Set `yaml:"lead_to_target"`  // prepositions behind which an actor is likelier what a statement is about
	LeadToPlace    Set `yaml:"lead_to_place"`   // prepositions behind which he is less likely that
}
