// Package analysis is the vocabulary of readout and the one pipeline that every
// article travels: segment, attribution, actor, target, score. The stages are
// packages below this one and never import each other. An article is Segmented,
// then Attributed, then a Document, so that no stage can read what a later one
// makes; those after actor fill in the statements of the Document.
//
// The terms are the field's own: attribution (source, cue, content) from the
// attribution-relation literature (PARC, PolNeAR), stance toward a target from
// SemEval, actor and side from discourse network analysis.
package analysis

import "time"

// Span is a half-open range of BYTE offsets into Segmented.Text. Everything that
// leaves the engine (tables, JSON) is converted to code points with
// Segmented.CodePoint; inside, bytes slice in constant time.
type Span struct{ Start, End int }

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span covers nothing, which is how "absent" is said.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Article is one news text with its metadata. A metadata string that is empty
// and a time that is zero mean unknown, and become NULL in the tables.
type Article struct {
	ID          string    // stable: the input's own id, else a hash of url or of path and record
	VersionID   string    // hash of title, text and metadata: changes when the article does
	Path        string    // where it was read from
	RecordNo    int       // 1-based record inside Path, 0 where the file is one article
	URL         string    //
	Title       string    //
	Outlet      string    //
	Author      string    //
	PublishedAt time.Time // UTC
	Language    string    // ISO 639-1
	// Text is what every offset refers to. Where the input has a title of its own
	// that the text does not begin with, Text is title, blank line, text.
	Text string
	// HeadlineEnd is the byte offset in Text where the headline ends, 0 for none.
	HeadlineEnd int
	Warnings    []string // what was odd about the input, in words
}

// Token is one word or punctuation mark.
type Token struct {
	Span
	Lower    string // lower-cased; a curly apostrophe or quote is made straight
	Sentence int32  // index into Segmented.Sentences
	Quote    int32  // index into Segmented.Quotes of the innermost quotation it stands in, -1 for none
	Kind     TokenKind
	Tag      Tag // coarse part of speech, TagNone when no tagger ran
}

// TokenKind tells words from what surrounds them.
type TokenKind uint8

// The kinds of token.
const (
	Word       TokenKind = iota // letters, with inner apostrophes, hyphens and full stops
	Number                      // digits, with separators, signs and ordinals
	Punct                       // everything else that is not a quotation mark
	OpenQuote                   // a mark that opens a quotation
	CloseQuote                  // a mark that closes one
	Possessive                  // 's and ' after a noun: "Ukraine" + "'s"
)

// Tag is a coarse part of speech (the universal tag set, with proper nouns apart).
type Tag uint8

// The tags.
const (
	TagNone Tag = iota
	TagNoun
	TagProper
	TagPronoun
	TagVerb
	TagAux
	TagAdjective
	TagAdverb
	TagAdposition
	TagDeterminer
	TagConjunction
	TagParticle
	TagNumber
	TagOther
)

// Sentence is one sentence, with its tokens Tokens[First:Last].
type Sentence struct {
	Span
	First, Last int
	Paragraph   int // index into Segmented.Paragraphs
	Headline    bool
}

// Paragraph is a block of text, with its sentences Sentences[First:Last].
type Paragraph struct {
	Span
	First, Last int
	Headline    bool // the article's headline, or a heading between paragraphs
}

// Quote is one quotation. A quotation over several paragraphs, each opened and
// only the last closed, is one Quote a paragraph with Continues set on all but
// the first.
type Quote struct {
	Span             // from the opening mark to past the closing one
	Inner       Span // what stands between the marks
	First, Last int  // its tokens, marks included: Tokens[First:Last]
	Closed      bool // false where the closing mark is missing and its place was inferred
	Continues   bool // goes on from the Quote before it
	Scare       bool // single words or nicknames that nobody is said to have said
}

// SpeechType is the form in which a statement is reported.
type SpeechType string

// The speech types.
const (
	Direct      SpeechType = "direct"       // all in quotation marks
	Indirect    SpeechType = "indirect"     // none in quotation marks
	Mixed       SpeechType = "mixed"        // indirect with a quoted fragment
	AccordingTo SpeechType = "according_to" // according to X, in X's view
	Descriptive SpeechType = "descriptive"  // described as productive by X, expressed skepticism about, agreed to
)

// CueClass is the position that a reporting word itself carries.
type CueClass string

// The cue classes.
const (
	CueNeutral   CueClass = "neutral"   // said, told, added
	CueAssert    CueClass = "assert"    // insisted, stressed
	CueConcede   CueClass = "concede"   // admitted, acknowledged
	CueDeny      CueClass = "deny"      // denied, rejected
	CueDoubt     CueClass = "doubt"     // doubted, questioned
	CuePraise    CueClass = "praise"    // hailed, welcomed
	CueCriticize CueClass = "criticize" // slammed, condemned
	CueWarn      CueClass = "warn"      // warned, cautioned
	CueDemand    CueClass = "demand"    // demanded, urged
	CueAgree     CueClass = "agree"     // agreed, pledged, offered
	CueRefuse    CueClass = "refuse"    // refused, declined
)

// Polarity is the report polarity: whether the content is affirmed by its source.
type Polarity string

// The report polarities.
const (
	Affirmed     Polarity = "affirmed"
	Denied       Polarity = "denied"       // denied that
	Refused      Polarity = "refused"      // declined to say
	Hypothetical Polarity = "hypothetical" // if Moscow says, may say
)

// Attribution is who said what in words: source + cue + content. Spans are in
// text order and disjoint; Source and Cue may be empty (a floating quote has
// neither of its own).
type Attribution struct {
	Source  []Span
	Cue     []Span
	Content []Span // at least one

	Type     SpeechType
	CueLemma string // entry of the cue lexicon, "" where the cue is unknown to it
	CueClass CueClass
	Polarity Polarity
	Silent   bool // the source would not speak of it ("declined to comment"): there is nothing to score
	Floating bool // inherits its source from an earlier attribution
	Inherits int  // index in Attributed.Attributions of the one it inherits from, -1 for none
	Headline bool
	Parent   int // index in Attributed.Attributions of the attribution it is nested in, -1 for none
	Depth    int // 0 for what the article itself attributes

	Rule       string  // the rule, or "model" with the model's features behind it, that made it
	Confidence float64 // calibrated probability 0..1 that source and content are right
}

// Hull is the smallest span that covers all of spans, empty for none.
func Hull(spans []Span) Span {
	if len(spans) == 0 {
		return Span{}
	}
	h := spans[0]
	for _, s := range spans[1:] {
		h.Start, h.End = min(h.Start, s.Start), max(h.End, s.End)
	}
	return h
}

// MentionType is the kind of words that name a source.
type MentionType string

// The mention types.
const (
	MentionName         MentionType = "name"
	MentionPronoun      MentionType = "pronoun"
	MentionNominal      MentionType = "nominal" // the top aide
	MentionOrganization MentionType = "organization"
	MentionCollective   MentionType = "collective" // Russian officials
	MentionMetonym      MentionType = "metonym"    // the Kremlin, Moscow
	MentionAnonymous    MentionType = "anonymous"  // officials familiar with the matter
)

// Actor is who a source is: a person, organization, collective or metonym with
// an identity that is the same in every article and run.
type Actor struct {
	ID        string // lexicon id, or "x-" and a hash of name and role for one found in the text
	Name      string
	Kind      string // person, organization, collective, metonym, country, anonymous
	SideID    string // "" for none known
	SideBasis string // why: lexicon, role, nationality, apposition, affiliation, metonym, party, organization
	Role      string // as the lexicon or the text says it
	Country   string // lexicon country id, "" for unknown
	Gender    string // m, f or ""
	Aliases   []string
	ValidFrom time.Time // of the side, zero for always
	ValidTo   time.Time
	Known     bool // from the lexicon

	Affiliation Affiliation // whom the actor speaks for on the article's day
}

// Affiliation is whom somebody speaks for. An empty field is unknown, or does not
// apply: governors and companies have no Country, who speaks for himself no
// Organization.
type Affiliation struct {
	OrganizationID string // lexicon id, or "x-" and a hash for one found in the text
	Organization   string // its name
	Country        string // lexicon country id of the state for whose organs the actor speaks
	Party          string // side id of a politician's party
}

// Mention is a place where an actor is named, whether it speaks there or not.
type Mention struct {
	Span
	Type       MentionType
	Actors     []int // indexes into Document.Actors: several for "Lavrov and Rubio"; none where unresolved
	Confidence float64
	Rule       string // what resolved it
}

// Speaker is the resolution of a statement's source.
type Speaker struct {
	Type       MentionType
	Actors     []int // indexes into Document.Actors, the first is the statement's actor; none where unresolved
	SideID     string
	SideBasis  string
	Confidence float64
	Rule       string

	// Affiliation is that of the first of Actors in this statement, or of a source
	// that names no actor ("Democratic lawmakers").
	Affiliation Affiliation
}

// Target is what a statement takes a position on.
type Target struct {
	IssueID string // codebook id, "" for none
	NoIssue string // why there is none, "" where there is one
	Text    string // the phrase in the statement's words, "" for none
	Span    Span   // of Text in the document, empty where it is not a slice
	Actor   int    // index into Document.Actors of the actor it is about, -1 for none
	Actors  []int  // all actors that the content names, as indexes into Document.Actors
	Issues  []string
}

// Dimension is one of the things that are scored.
type Dimension string

// The dimensions.
const (
	Sentiment Dimension = "sentiment" // tone of the content, -1..1
	Stance    Dimension = "stance"    // position toward the target, -1 against .. 1 favor
	Outlook   Dimension = "outlook"   // expectation, -1 skeptical .. 1 optimistic
	Certainty Dimension = "certainty" // 0 hedged .. 1 plainly asserted
)

// Score is one value with the words that made it, or the reason why there is none.
type Score struct {
	Value     float64 // in the dimension's range
	Label     string  // the label the value stands for: favor, against, neutral ...
	Prob      float64 // calibrated probability 0..1 that Label is right
	Raw       float64 // before it was squashed: the sum of the contributions of Evidence
	Evidence  []Evidence
	Abstained string // the reason, "" where there is a value
}

// Known reports whether there is a value.
func (s Score) Known() bool { return s.Abstained == "" }

// Evidence is one word or phrase that moved a score.
type Evidence struct {
	Span         Span // of the term in the document
	Term         string
	Lexicon      string // the list that it is from: valence, outlook, hedge, cue, model ...
	Entry        string // the entry of that list
	Weight       float64
	Modifier     string // negation, intensifier, hedge, contrast, quotation, or "" for none
	ModifierSpan Span
	Contribution float64 // what it added to Score.Raw
}

// Frame is how a statement presents its matter, with the share that it has of it.
type Frame struct {
	ID       string
	Weight   float64 // 0..1
	Evidence []Evidence
}

// Position is whether the source of a statement agrees with a proposition of the
// codebook. A statement that bears on none has no positions, which is the rule.
type Position struct {
	Proposition string     // lexicon.Proposition id
	Agrees      bool       // else the source disagrees
	Prob        float64    // probability 0..1 that the statement takes this position
	Evidence    []Evidence // the words that decided, Contribution in log-odds toward agreeing
}

// Evaluation is praise or blame of another actor by the source of a statement.
// It is no position on a proposition.
type Evaluation struct {
	Actor    int    // index into Document.Actors of who is praised or blamed, -1 where that is unresolved
	Name     string // of who is praised or blamed, never empty
	Span     Span   // where the statement names that actor, or, where it does not, where the text does
	Positive bool   // praise; else blame
	Prob     float64
	Evidence []Evidence // Contribution in log-odds toward praise
}

// Reading is what the learned reader says of a statement beside its scores. All
// figures are log-odds, before any threshold and after the head's temperature.
type Reading struct {
	// By index of lexicon.Propositions: that the statement bears on the proposition,
	// and that its source agrees with it, given that it does.
	Relevance, Agreement []float64
	Mentions             []MentionReading // of others than the source whom the statement's sentences name
	Around               []MentionReading // of those whom the sentences before them name, the nearest first
	// AgreementWords gives the words that moved Agreement of a proposition, each with
	// its Contribution in log-odds. It may be nil.
	AgreementWords func(proposition int) []Evidence
}

// MentionReading is what a statement says of one mention.
type MentionReading struct {
	Mention int // index into Document.Mentions
	// What its source holds of it: logits of the classes.
	Blame, Neither, Praise float64
	// The tone of its words toward it, whoever's it is: logits of the classes.
	Negative, Neutral, Positive float64
}

// Statement is one attributed content, the row that everything hangs on. It
// stands at the same index in Document.Statements as its attribution does in
// Attributed.Attributions.
type Statement struct {
	Attribution int
	Speaker     Speaker
	Target      Target

	Sentiment Score
	// TargetSentiment is the tone toward Target.Span alone: Label and Prob of
	// positive, neutral or negative, Value their expectation -1..1. It abstains
	// where the span is empty. The sentiment stage makes it.
	TargetSentiment Score

	Stance    Score
	Outlook   Score
	Certainty Score
	Frames    []Frame // ranked, the first is the frame; none where there was no evidence

	// Reading is what the reader says of propositions and mentions, nil where it did
	// not read. The position stage makes Positions and Evaluations of it and of words.
	Reading *Reading

	Positions   []Position   // at most one a proposition, in the codebook's order
	Evaluations []Evaluation // at most one an actor, in text order

	// Validity is the probability 0..1 that the source really says, writes or
	// thinks this, nil where nothing judged it.
	Validity *float64

	// Bayes is the labelled baseline, github.com/cdipaolo/sentiment: an IMDB
	// naive Bayes. Polarity is -1 or 1, 0 when it did not run.
	BayesPolarity    int
	BayesProbability float64
}

// ValidFrom is the least Validity that makes a statement of an attribution.
const ValidFrom = .5

// IsCandidate reports whether the statement was judged to be none: candidates have
// a table of their own, and nothing else reads them.
func (s *Statement) IsCandidate() bool { return s.Validity != nil && *s.Validity < ValidFrom }

// Segmented is an article cut into its parts, by the segment stage.
type Segmented struct {
	Article *Article
	Text    string // Article.Text

	Paragraphs []Paragraph
	Sentences  []Sentence
	Tokens     []Token
	Quotes     []Quote

	points []int32 // code points before every 64th byte; see CodePoint
}

// Attributed is a segmented article with who says what in it, by the attribution stage.
type Attributed struct {
	Segmented
	Attributions []Attribution // in text order of their content
}

// Document is an attributed article with those who are mentioned in it, by the actor
// stage, and its statements, which that stage begins and those after it fill in.
type Document struct {
	Attributed
	Actors     []Actor     // everyone who is mentioned
	Mentions   []Mention   // in text order
	Statements []Statement // one an attribution
}

// NewDocument is an attributed article with one statement an attribution, of which
// nothing is known yet.
func NewDocument(a *Attributed) *Document {
	d := &Document{Attributed: *a, Statements: make([]Statement, len(a.Attributions))}
	for i := range d.Statements {
		d.Statements[i] = Statement{Attribution: i, Target: Target{Actor: -1}}
	}
	return d
}

// Slice is the text of a span.
func (d *Segmented) Slice(s Span) string { return d.Text[s.Start:s.End] }
