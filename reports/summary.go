// Package reports says what a run found, to people and to machines.
//
// It takes the Parquet tables of a run's folder, and nothing else, and makes one
// view model of them, Summary. HTML, Markdown, JSON and terminal are printers of
// that model. The same tables give the same bytes.
//
// Articles are hostile input. Load replaces control and bidirectional characters
// in everything it reads and keeps no link but http and https; each printer then
// escapes what its own format gives a meaning to.
package reports

import (
	"time"

	"readout/analysis"
)

// SchemaVersion is the version of the JSON that a Summary becomes.
const SchemaVersion = "2.0"

// Summary is everything that a report says.
type Summary struct {
	SchemaVersion string         `json:"schema_version"`
	Engine        string         `json:"engine_version"`
	Lexicon       string         `json:"lexicon_sha256"`
	Headline      string         `json:"headline"` // the lead's name and Answer
	Answer        string         `json:"answer"`   // who stands where, in one line
	Standing      string         `json:"standing"` // the gap in words, or how much the answer rests on
	Focus         Focus          `json:"focus"`
	Corpus        Corpus         `json:"corpus"`
	Lead          Lead           `json:"lead"`
	Events        Events         `json:"events"`
	Propositions  []Proposition  `json:"propositions"` // by number of positions
	Judgements    Judgements     `json:"evaluations"`
	Sides         []Side         `json:"sides"`  // those of the focus first, then by number of statements
	Issues        []Issue        `json:"issues"` // by number of statements
	Outlets       []Outlet       `json:"outlets"`
	Changes       Changes        `json:"changes"` // since the run before
	Timeline      Timeline       `json:"timeline"`
	Missing       []Missing      `json:"missing"`
	Corrected     []CorrectedRow `json:"corrected,omitempty"` // figures of sides that enough is coded of
	Quarantine    []SetAside     `json:"quarantine"`
	Statements    int            `json:"statements"` // that the page's browser of statements reaches

	data func() (*browserData, error) // the rows of that browser, read when the page is printed
}

// Corpus is what was read. Statements counts copies each; Groups counts the same
// words once. Both are of the statements that comparisons are made of: the
// article's own, not those inside another statement nor the hypothetical ones.
type Corpus struct {
	Articles     int        `json:"articles"`
	OneIn        int        `json:"one_article_in"` // figures are made of one article in so many, 1 for all
	Copies       int        `json:"copies"`         // articles that repeat an earlier one
	Outlets      int        `json:"outlets"`
	From         *time.Time `json:"from"`
	To           *time.Time `json:"to"`
	Statements   int        `json:"statements"`
	Groups       int        `json:"quote_groups"`
	Nested       int        `json:"nested"`
	Hypothetical int        `json:"hypothetical"`
	Candidates   int        `json:"candidates"` // attributions of those articles, whatever the focus, that were judged to be no statement
	Speakers     int        `json:"speakers"`
	Sides        int        `json:"sides"`
	Undated      int        `json:"undated"`
	SetAside     int        `json:"set_aside"`
	Coded        int        `json:"coded,omitempty"` // statements that people coded, in place of what was measured
	Coders       []string   `json:"coders,omitempty"`
}

// Figure is one dimension of one group. A nil figure means that there is nothing
// to say; it is never a zero.
type Figure struct {
	Word       string   `json:"word"` // the mean in words, "" where there is none
	Scored     int      `json:"scored"`
	Statements int      `json:"statements"`
	Groups     int      `json:"quote_groups"`
	Articles   int      `json:"articles"`
	Mean       *float64 `json:"mean"`
	MeanAll    *float64 `json:"mean_all"`
	Low        *float64 `json:"ci_low"`
	High       *float64 `json:"ci_high"`
	Positive   *float64 `json:"share_positive"`
	Negative   *float64 `json:"share_negative"`
	Neutral    *float64 `json:"share_neutral"`
	Abstained  *float64 `json:"share_abstained"`
}

// Side is one party over everything that was read.
type Side struct {
	ID      string  `json:"side_id"`
	Name    string  `json:"name"`
	Index   int     `json:"-"` // place in Summary.Sides: its colour and its mark
	Outlook Figure  `json:"outlook"`
	Framed  int     `json:"framed"` // statements that have a frame
	Frames  []Share `json:"frames"`
	Actors  []Actor `json:"actors"`
}

// Share is how often something occurs in a side's statements.
type Share struct {
	Name  string  `json:"name"`
	N     int     `json:"n"`
	Share float64 `json:"share"`
}

// Actor is one speaker.
type Actor struct {
	ID      string `json:"actor_id"`
	Name    string `json:"name"`
	Role    string `json:"role"`
	Outlook Figure `json:"outlook"`
}

// Lead is what the first screen answers: how each side reads one event.
type Lead struct {
	By      string    `json:"by"` // what a reading is of: side, or speaker where no two sides speak
	Event   Event     `json:"event"`
	Voices  []Reading `json:"readings"`
	Several bool      `json:"of_several"` // the event is one of several, the one that sides differ about most
	Apart   bool      `json:"apart"`      // no two readings are of one event or issue, so they are not set against each other
}

// Event is articles on one occurrence, with the readings of its sides.
type Event struct {
	ID         string     `json:"event_id"` // "" for an issue that stands in its place
	IssueID    string     `json:"issue_id,omitempty"`
	Title      string     `json:"title"`
	First      *time.Time `json:"first_at"`
	Last       *time.Time `json:"last_at"`
	Articles   int        `json:"articles"`
	Copies     int        `json:"copies"`
	Outlets    int        `json:"outlets"`
	Statements int        `json:"statements"`
	Gap        float64    `json:"gap"` // between the means of outlook furthest apart, 0 where there are no two
	Readings   []Reading  `json:"readings"`
	Coverage   []Coverage `json:"coverage,omitempty"` // of outlets where there are two
}

// Events are what the folder's articles report.
type Events struct {
	Total  int     `json:"total"`
	Shared int     `json:"of_two_sides"` // on which two sides or more speak
	Shown  []Event `json:"shown"`        // after the lead those that most sides speak on and differ most about
}

// Reading is how one side, or speaker, reads an event.
type Reading struct {
	SideID      string      `json:"side_id"`
	ActorID     string      `json:"actor_id"` // "" for a side
	Name        string      `json:"name"`
	Role        string      `json:"role"`
	Index       int         `json:"-"`
	Outlook     Figure      `json:"outlook"`
	Frames      []Share     `json:"frames"`
	Positions   []Stand     `json:"positions"`
	Evaluations []Judgement `json:"evaluations"`
	Quotes      []Quote     `json:"quotes"` // one or two that show it best
}

// Stand is how often a side agrees and disagrees with a proposition.
type Stand struct {
	SideID        string `json:"side_id,omitempty"`
	Name          string `json:"name,omitempty"`
	Index         int    `json:"-"`
	PropositionID string `json:"proposition_id,omitempty"`
	Text          string `json:"text,omitempty"`
	Agree         int    `json:"agree"`
	Disagree      int    `json:"disagree"`
}

// Proposition is one sentence of the codebook, with where each side stands.
type Proposition struct {
	ID      string  `json:"proposition_id"`
	Text    string  `json:"text"`
	Agree   int     `json:"agree"`
	Against int     `json:"disagree"`
	Stands  []Stand `json:"stands"`
}

// Judgement is how often somebody is praised and blamed.
type Judgement struct {
	SideID  string `json:"of_side_id"`
	ActorID string `json:"of_actor_id"`
	Name    string `json:"of_name"`
	Praise  int    `json:"praise"`
	Blame   int    `json:"blame"`
}

// Judgements say who praises and blames whom.
type Judgements struct {
	Total int            `json:"total"`
	Of    []Side         `json:"-"`    // the columns: sides that are praised or blamed
	Rows  []JudgementRow `json:"rows"` // a side that speaks
}

// JudgementRow is what one side says of the others.
type JudgementRow struct {
	SideID string      `json:"side_id"`
	Name   string      `json:"name"`
	Index  int         `json:"-"`
	Cells  []Judgement `json:"cells"` // a side of the columns each, in their order
	Most   []Judgement `json:"most"`  // who is judged most, by name
}

// Outlet is what one outlet shows: whom it quotes.
type Outlet struct {
	Name       string  `json:"outlet"`
	Articles   int     `json:"articles"`
	Statements int     `json:"statements"` // repeated words too
	Sides      []Count `json:"sides"`      // of Summary.ShownSides, in their order
	NoSide     int     `json:"no_side"`
	Speakers   []Count `json:"speakers"` // who is quoted most
}

// Count is how often somebody is quoted.
type Count struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	N    int    `json:"n"`
}

// Issue is one entry of the codebook, side by side.
type Issue struct {
	ID         string            `json:"issue_id"`
	Name       string            `json:"name"`
	Statements int               `json:"statements"`
	Sides      map[string]Figure `json:"outlook"`
}

// Difference is side A against side B.
type Difference struct {
	Corrected *CorrectedFigure `json:"corrected,omitempty"` // where enough is coded of both

	IssueID    string             `json:"issue_id"`
	Issue      string             `json:"issue"`
	Dimension  analysis.Dimension `json:"dimension"`
	A          string             `json:"side_a"`
	B          string             `json:"side_b"`
	NameA      string             `json:"name_a"`
	NameB      string             `json:"name_b"`
	MeanA      *float64           `json:"mean_a"`
	MeanB      *float64           `json:"mean_b"`
	Value      *float64           `json:"difference"`
	Low        *float64           `json:"ci_low"`
	High       *float64           `json:"ci_high"`
	Effect     *float64           `json:"effect_size"`
	P          *float64           `json:"p_value"`
	PAdjusted  *float64           `json:"p_adjusted"`
	NA         int                `json:"n_a"`
	NB         int                `json:"n_b"`
	ArticlesA  int                `json:"articles_a"`
	ArticlesB  int                `json:"articles_b"`
	Sufficient bool               `json:"sufficient"`
	Verdict    string             `json:"verdict"`
}

// Pair is one statement a side, the two that show a difference best.
type Pair struct {
	Difference Difference `json:"difference"`
	A          Quote      `json:"a"`
	B          Quote      `json:"b"`
}

// Quote is one statement, ready to be shown. Segments joined are Text.
type Quote struct {
	ID         string     `json:"statement_id"`
	Text       string     `json:"text"`
	Segments   []Segment  `json:"segments"`
	Speaker    string     `json:"speaker"`
	Role       string     `json:"role"`
	SideID     string     `json:"side_id"`
	Side       string     `json:"side"`
	SideIndex  int        `json:"-"`
	IssueID    string     `json:"issue_id"`
	Issue      string     `json:"issue"`
	Cue        string     `json:"cue"`
	Form       string     `json:"speech_type"`
	Frame      string     `json:"frame"`
	Outlook    *float64   `json:"outlook"`
	Stance     *float64   `json:"stance"`
	Sentiment  *float64   `json:"sentiment"`
	Certainty  *float64   `json:"certainty"`
	Confidence float64    `json:"attribution_confidence"`
	Copies     int        `json:"copies"` // how many statements have these words
	Outlet     string     `json:"outlet"`
	Title      string     `json:"title"`
	URL        string     `json:"url"` // http or https, else ""
	Published  *time.Time `json:"published_at"`
}

// Segment is a piece of a quotation: plain, or the words that moved a score.
type Segment struct {
	Text string `json:"text"`
	Role string `json:"role"` // "" plain, "evidence", "modifier"
	Sign int    `json:"sign"` // of its contribution: -1, 0, 1
	Note string `json:"note"` // what it did, in words
}

// Timeline is the outlook of the largest sides, period by period.
type Timeline struct {
	Periods []string `json:"periods"`
	Lines   []Line   `json:"lines"`
}

// Line is one side's outlook, a figure a period.
type Line struct {
	SideID string   `json:"side_id"`
	Name   string   `json:"name"`
	Index  int      `json:"-"`
	Points []Figure `json:"points"`
	Change string   `json:"change"`            // when it changed, in words; "" where it did not by more than noise
	Break  *int     `json:"break"`             // index of the first period after the change
	Looked bool     `json:"looked_for_change"` // there were statements enough to see one
}

// Missing is how much of something is not known, of all or of one side.
type Missing struct {
	What   string `json:"what"`
	Reason string `json:"reason"`
	N      int    `json:"n"`
	Of     int    `json:"of"`
}

// SetAside is inputs that could not be used, one kind of reason.
type SetAside struct {
	Stage    string   `json:"stage"`
	Code     string   `json:"code"`
	N        int      `json:"n"`
	Examples []string `json:"examples"` // at most three, each with its place
}
