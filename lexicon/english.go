package lexicon

// English is what the stages know of the language beside names, cues and codebook: its
// closed classes and the words that a rule rests on. Each field is a file in english/;
// another language would be another folder.
type English struct {
	Calendar    Calendar
	Segment     SegmentWords
	Attribution AttributionWords
	Target      TargetWords
	Actor       ActorWords
	Reader      ReaderWords
}

// Set is words or phrases in lower case that are looked up.
type Set map[string]bool

// Calendar is the names of days and months.
type Calendar struct {
	Weekdays    Set `yaml:"weekdays"`     // the days of the week
	Months      Set `yaml:"months"`       // the months
	ShortMonths Set `yaml:"short_months"` // months cut short
	Feasts      Set `yaml:"feasts"`       // feasts that days are told by
	Days        Set `yaml:"days"`         // days told from the day of writing
}

// SegmentWords are what cutting a text into sentences, tokens and quotations knows of English.
type SegmentWords struct {
	Contractions Set `yaml:"contractions"` // words whose 's is a verb; behind any other it is the possessive
	Elisions     Set `yaml:"elisions"`     // what follows an apostrophe that stands for letters left out: 'em
	AfterSpeech  Set `yaml:"after_speech"` // behind a reporting verb after a quotation, these show that the sentence goes on: he asked after the talks
}

// AttributionWords are what the rules of attribution know of English grammar.
type AttributionWords struct {
	Auxiliaries  Set `yaml:"auxiliaries"`   // verbs that stand before another, with their short forms: has, 'll
	Be           Set `yaml:"be"`            // forms of be: with a participle they make a passive
	Have         Set `yaml:"have"`          // forms of have before a participle
	Negations    Set `yaml:"negations"`     // turn the verb behind them into its contrary
	Adverbs      Set `yaml:"adverbs"`       // may stand between an auxiliary and its verb, or beside a verb
	Determiners  Set `yaml:"determiners"`   // open a noun phrase
	Pronouns     Set `yaml:"pronouns"`      // stand for a noun phrase, beside the determiners
	ThirdPeople  Set `yaml:"third_people"`  // pronouns for people who are spoken of
	Linkers      Set `yaml:"linkers"`       // prepositions: no noun phrase goes on over one
	Adjuncts     Set `yaml:"adjuncts"`      // open a phrase of time or place behind a reporting verb: said in Kyiv, said after the talks
	Joiners      Set `yaml:"joiners"`       // conjunctions and words that open a clause: no noun phrase goes on over one
	ClauseHeads  Set `yaml:"clause_heads"`  // open a clause after a comma, which ends the clause before
	Reflexives   Set `yaml:"reflexives"`    // no source: himself
	FirstPerson  Set `yaml:"first_person"`  // the speaker himself, with short forms: i, we, our, i'm
	Groups       Set `yaml:"groups"`        // nouns for groups and bodies that speak, beside roles and collectives
	Telling      Set `yaml:"telling"`       // lemmas of verbs beside neutral, asserting, conceding and warning ones that take what is said for their object: promise
	Speaking     Set `yaml:"speaking"`      // lemmas of verbs of speaking: who does not do it declines to
	PhotoCredits Set `yaml:"photo_credits"` // words in the line below a picture that says whose it is
	Describing   Set `yaml:"describing"`    // lemmas of verbs that put a thing into words: their passive has a source
}

// TargetWords are what finding the target of a statement knows of English grammar.
type TargetWords struct {
	Determiners      Set `yaml:"determiners"`       // open a noun phrase
	Openers          Set `yaml:"openers"`           // open a content before its first noun phrase: that, whether
	Pronouns         Set `yaml:"pronouns"`          // stand for a noun phrase, with their short forms; they name no target
	BackReferences   Set `yaml:"back_references"`   // stand for a matter named before: this, such
	Subjects         Set `yaml:"subjects"`          // stand before a verb: they fight
	Modals           Set `yaml:"modals"`            // auxiliaries that no noun follows: would miss
	Interjections    Set `yaml:"interjections"`     // greetings and answers before a content
	Demonstratives   Set `yaml:"demonstratives"`    // may stand alone before a verb: this passed both houses
	SpansOfTime      Set `yaml:"spans_of_time"`     // nouns for a time: this week
	Naming           Set `yaml:"naming"`            // verbs behind whose object stands what it is called: called the move absurd
	AdjectiveEndings Set `yaml:"adjective_endings"` // of what something is called: unconstitutional
	Adjectives       Set `yaml:"adjectives"`        // as what something is called, without such an ending
	Placeholders     Set `yaml:"placeholders"`      // nouns that only hold a place: a lot, the other hand
	Be               Set `yaml:"be"`                // forms of be, and of be with a negation
	Auxiliaries      Set `yaml:"auxiliaries"`       // verbs that stand before another
	Prepositions     Set `yaml:"prepositions"`      // the word behind one is a noun and no verb: on demand
	TakeTo           Set `yaml:"take_to"`           // the word to is a preposition behind these: objected to war
	Closed           Set `yaml:"closed"`            // words that no noun phrase goes on over, beside pronouns and weekdays
	Verbs            Set `yaml:"verbs"`             // forms of verbs that no ending shows, beside the cues
	NounsToo         Set `yaml:"nouns_too"`         // nouns that are verbs too: behind a determiner and a word that is no plural they are the noun
	NounEndings      Set `yaml:"noun_endings"`      // endings that no infinitive has: mediation
	LeadToTarget     Set `yaml:"lead_to_target"`    // prepositions behind which an actor is likelier what a statement is about
	LeadToPlace      Set `yaml:"lead_to_place"`     // prepositions behind which he is less likely that
}

// ActorWords are what telling who speaks, and whom a mention names, knows of English.
type ActorWords struct {
	Function       Set                 `yaml:"function"`        // closed classes: no name begins with one, unless names know it
	Modifiers      Set                 `yaml:"modifiers"`       // may stand between a name and the noun that says what he is, and before that noun
	Definite       Set                 `yaml:"definite"`        // determiners of what is known: the
	Indefinite     Set                 `yaml:"indefinite"`      // determiners of what is new: a
	Quantities     Set                 `yaml:"quantities"`      // determiners of how many
	Followers      Set                 `yaml:"followers"`       // nouns for people of a party who are no politicians: voters
	TheCountry     Set                 `yaml:"the_country"`     // nouns for the country that a text is about: the nation's capital
	Tens           Set                 `yaml:"tens"`            // numbers that others are joined to by a hyphen: twenty-one
	Counters       Set                 `yaml:"counters"`        // nouns that count what follows "of": a number of officials
	OfParliament   Set                 `yaml:"of_parliament"`   // words of what parliaments are, do and consist of
	StateBodies    Set                 `yaml:"state_bodies"`    // words in the names of bodies that only states have
	Future         Set                 `yaml:"future"`          // beside a year, show that it is still to come
	Formerly       Set                 `yaml:"formerly"`        // of an office that is held no longer
	Publishing     Set                 `yaml:"publishing"`      // a document is brought out: released, filed
	AnyBody        Set                 `yaml:"any_body"`        // nouns that fit a body of any kind
	UnknownBody    Set                 `yaml:"unknown_body"`    // nouns that fit a body of whose kind its name says nothing
	NoLonger       Set                 `yaml:"no_longer"`       // nouns for people who have left what they are of, or stand against it
	AtBody         Set                 `yaml:"at_body"`         // ids of roles and collectives for people who are at a body rather than at a place: an analyst at a bank
	OfBodies       Set                 `yaml:"of_bodies"`       // ids of roles and collectives for people who are of a body: what a chief executive is of is one
	OfPeople       Set                 `yaml:"of_people"`       // those among them who are of a person as often
	OfCities       Set                 `yaml:"of_cities"`       // ids of roles that are of a city
	FromPlaces     Set                 `yaml:"from_places"`     // ids of roles and collectives before which a name is a place as often as a body: a Lindhill lawyer
	PostedBy       Set                 `yaml:"posted_by"`       // between an office and where it is held, which is not whom it serves: ambassador to
	StateWords     Set                 `yaml:"state_words"`     // make the noun after them somebody of a state: a government spokesman
	Attributive    Set                 `yaml:"attributive"`     // endings of words that can open a phrase without an article: senior officials
	Obliques       Set                 `yaml:"obliques"`        // prepositions: what stands after one is taken up less often than subjects and objects
	BeforeVerb     Set                 `yaml:"before_verb"`     // verbs that are no reporting verbs, and words that a verb follows
	BeforePlace    Set                 `yaml:"before_place"`    // before the name of a country or capital, show that the place is meant and not its government
	LedBy          Set                 `yaml:"led_by"`          // behind a name and a hyphen make an adjective of it: Republican-led
	Directions     Set                 `yaml:"directions"`      // points of the compass before the name of a place
	CamelNames     Set                 `yaml:"camel_names"`     // before a capital inside of a word, of the names of people and not of companies: MacLeod
	NotAuthor      Set                 `yaml:"not_author"`      // prepositions after which somebody stands who did not make the thing before them: documents filed with a court
	Posts          Set                 `yaml:"posts"`           // written by others behind the name of a body: Twitter posts
	WritesIn       Set                 `yaml:"writes_in"`       // prepositions between a verb of writing and the paper
	Outsiders      Set                 `yaml:"outsiders"`       // nouns for people who are of a body without speaking for it, or against it
	Nowadays       Set                 `yaml:"nowadays"`        // say that somebody is something today: now a lawyer
	Leading        Set                 `yaml:"leading"`         // verbs for what the head of a body does, in the present, and founding it
	Working        Set                 `yaml:"working"`         // verbs for what people do at a body, in the present
	Committees     Set                 `yaml:"committees"`      // last words of names that join what the body is for by "and"
	Belligerents   Set                 `yaml:"belligerents"`    // kinds of sides that make a matter one between states
	Joiners        Set                 `yaml:"joiners"`         // groups whose plural opens the names of associations
	Fields         Set                 `yaml:"fields"`          // before a country, make the name of its body for them
	NationalKinds  Set                 `yaml:"national_kinds"`  // kinds of organizations that each country has one of by the same name
	LocalKinds     Set                 `yaml:"local_kinds"`     // kinds of organizations that many places have one of by the same name
	StatesOwn      Set                 `yaml:"states_own"`      // words in the names of bodies that are a state's where a country stands before them
	LocalWords     Set                 `yaml:"local_words"`     // say that the noun behind them is of a part of a country: state legislators
	OwnBodies      Set                 `yaml:"own_bodies"`      // end the name of a body that is no part of the one that its name begins with
	NoBodies       Set                 `yaml:"no_bodies"`       // are written like the initials of a body and are none: UTC
	StatesNational Set                 `yaml:"states_national"` // the same where national or federal stands in the name too
	Boards         Set                 `yaml:"boards"`          // last words of what a paper calls those who write in its name: Editorial Board
	TwoBodies      Set                 `yaml:"two_bodies"`      // nouns for bodies that come in twos: both sides
	TwoStates      Set                 `yaml:"two_states"`      // those of them that can be countries
	Papers         Set                 `yaml:"papers"`          // behind the name of a body, speak in its place: court filings
	EndOfName      Set                 `yaml:"end_of_name"`     // end the search for these
	AnyDocument    Set                 `yaml:"any_document"`    // nouns for a document of any kind, in the singular: they take up another one
	OwnWords       Set                 `yaml:"own_words"`       // nouns for what somebody has just said, in the singular
	Acquiring      Set                 `yaml:"acquiring"`       // before "by", say who got a document that somebody else wrote
	AnyPeople      Set                 `yaml:"any_people"`      // alone, stand for people at large: many
	GroupNouns     Set                 `yaml:"group_nouns"`     // nouns in the singular that take up several people
	TitleNouns     map[string]string   `yaml:"title_nouns"`     // by the key of a title before a name: the noun that takes up its holder
	BeforeNames    Set                 `yaml:"before_names"`    // stand between a plural and the names of those whom it is for
	PlaceOpeners   Set                 `yaml:"place_openers"`   // open the names of places
	NamePrefixes   Set                 `yaml:"name_prefixes"`   // before a hyphen, open a name without a capital: al-Lund
	Faiths         Set                 `yaml:"faiths"`          // adjectives of religions, which are no names
	Credits        Set                 `yaml:"credits"`         // words before the name of who took a picture
	WhenWords      Set                 `yaml:"when_words"`      // conjunctions of time and place
	Linking        Set                 `yaml:"linking"`         // other conjunctions, and verbs of saying that a clause follows
	Joining        Set                 `yaml:"joining"`         // may stand between two who speak together
	PlaceBefore    Set                 `yaml:"place_before"`    // prepositions after which a city is a place and not a part of the name that follows
	InPlace        Set                 `yaml:"in_place"`        // prepositions that make the name behind them likelier a place
	Employers      Set                 `yaml:"employers"`       // prepositions between a noun for somebody and the body that he is of
	Pronouns       []Pronouns          `yaml:"pronouns"`        // with what each asks of the one it stands for
	BodyNouns      map[string][]string `yaml:"body_nouns"`      // by kind of organization: nouns that take up a body of it
	WiderOffices   map[string][]string `yaml:"wider_offices"`   // nouns that stand for holders of more special offices: ids of roles, *1 heads of state and government, *2 ministers too, * anyone in office
	HeadsOfState   []string            `yaml:"heads_of_state"`  // ids of roles whose holder leads a country, the first that is held before the others
}

// Pronouns are some of one kind.
type Pronouns struct {
	Words      []string `yaml:"words"`
	Person     int      `yaml:"person"`           // 1, 3, or 4 for relative pronouns
	Gender     string   `yaml:"gender,omitempty"` // m, f, n for it, "" for any
	Plural     bool     `yaml:"plural,omitempty"`
	Possessive bool     `yaml:"possessive,omitempty"` // his
}

// ReaderWords are what telling the words that made a score knows of English.
type ReaderWords struct {
	Silent Set `yaml:"silent"` // bring no meaning of their own: their part of a score is told at the nearest other word
}
