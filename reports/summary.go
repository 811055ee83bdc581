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

import "time"

// SchemaVersion is the version of the JSON that a Summary becomes.
const SchemaVersion = "1.1"

// Summary is everything that a report says.
type Summary struct {
	SchemaVersion string       `json:"schema_version"`
	Engine        string       `json:"engine_version"`
	Lexicon       string       `json:"lexicon_sha256"`
	Headline      string       `json:"headline"` // the lead's issue and Answer
	Answer        string       `json:"answer"`   // who stands where, in one line
	Standing      string       `json:"standing"` // how far apart they are, and how sure that is
	Corpus        Corpus       `json:"corpus"`
	Lead          Lead         `json:"lead"`
	Sides         []Side       `json:"sides"`  // by number of statements
	Issues        []Issue      `json:"issues"` // by number of statements
	Pairs         []Pair       `json:"pairs"`  // of quotations, the most telling first
	Differences   []Difference `json:"differences"`
	LeftOut       LeftOut      `json:"differences_left_out"`
	Agreements    []Agreement  `json:"agreements"`      // of two sides over the issues of both, most alike first
	NoSide        Figure       `json:"outlook_no_side"` // of speakers whose side is not known
	Divisions     []Division   `json:"divisions"`       // how divided each shown issue is, in outlook and stance
	Changes       Changes      `json:"changes"`         // since the run before
	Timeline      Timeline     `json:"timeline"`
	Missing       []Missing    `json:"missing"`
	Quarantine    []SetAside   `json:"quarantine"`
	Statements    Listing      `json:"statements"`
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
	Speakers     int        `json:"speakers"`
	Sides        int        `json:"sides"`
	Undated      int        `json:"undated"`
	SetAside     int        `json:"set_aside"`
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

// Figures are the dimensions of one group.
type Figures struct {
	Outlook   Figure `json:"outlook"`
	Stance    Figure `json:"stance"`
	Sentiment Figure `json:"sentiment"`
	Certainty Figure `json:"certainty"`
}

// of gives the figure of a dimension.
func (f *Figures) of(dim string) *Figure {
	switch dim {
	case "outlook":
		return &f.Outlook
	case "stance":
		return &f.Stance
	case "sentiment":
		return &f.Sentiment
	case "certainty":
		return &f.Certainty
	}
	return nil
}

// Side is one party over all issues.
type Side struct {
	ID      string  `json:"side_id"`
	Name    string  `json:"name"`
	Index   int     `json:"-"` // place in Summary.Sides: its colour and its mark
	Figures Figures `json:"figures"`
	Framed  int     `json:"framed"` // quote groups that have a frame
	Frames  []Share `json:"frames"`
	Actors  []Actor `json:"actors"`
}

// Share is how often something occurs in a side's quote groups.
type Share struct {
	Name  string  `json:"name"`
	N     int     `json:"n"`
	Share float64 `json:"share"`
}

// Actor is one speaker.
type Actor struct {
	ID      string  `json:"actor_id"`
	Name    string  `json:"name"`
	Role    string  `json:"role"`
	Figures Figures `json:"figures"`
}

// LeftOut counts differences that are in the table comparisons and not in the report.
type LeftOut struct {
	MoreThanNoise int `json:"more_than_noise"`
	CouldBeNoise  int `json:"could_be_noise"`
	TooFew        int `json:"too_few"`
}

// Lead is the question that the first screen answers: what each side said of the
// issue that most was said of.
type Lead struct {
	By      string  `json:"by"`       // what a voice is: side, or speaker where no two sides speak of one issue
	Apart   bool    `json:"apart"`    // the voices speak of different things
	IssueID string  `json:"issue_id"` // "" for all issues together
	Name    string  `json:"name"`
	About   string  `json:"about"` // the name, or the largest of all issues
	Voices  []Voice `json:"voices"`
}

// Voice is one side or speaker in the lead, with the statement that shows its
// figures best.
type Voice struct {
	SideID  string  `json:"side_id"`
	ActorID string  `json:"actor_id"` // "" for a side
	Name    string  `json:"name"`
	Role    string  `json:"role"`
	Index   int     `json:"-"`
	Figures Figures `json:"figures"`
	Quote   *Quote  `json:"quote"`
}

// Issue is one entry of the codebook, side by side.
type Issue struct {
	ID         string            `json:"issue_id"`
	Name       string            `json:"name"`
	Statements int               `json:"statements"`
	Groups     int               `json:"quote_groups"`
	Sides      map[string]Figure `json:"outlook"`
	Stances    map[string]Figure `json:"stance"`
	NoSide     Figure            `json:"outlook_no_side"` // of speakers whose side is not known
}

// Difference is side A against side B.
type Difference struct {
	IssueID    string   `json:"issue_id"`
	Issue      string   `json:"issue"`
	Dimension  string   `json:"dimension"`
	A          string   `json:"side_a"`
	B          string   `json:"side_b"`
	NameA      string   `json:"name_a"`
	NameB      string   `json:"name_b"`
	MeanA      *float64 `json:"mean_a"`
	MeanB      *float64 `json:"mean_b"`
	Value      *float64 `json:"difference"`
	Low        *float64 `json:"ci_low"`
	High       *float64 `json:"ci_high"`
	Effect     *float64 `json:"effect_size"`
	P          *float64 `json:"p_value"`
	PAdjusted  *float64 `json:"p_adjusted"`
	NA         int      `json:"n_a"`
	NB         int      `json:"n_b"`
	ArticlesA  int      `json:"articles_a"`
	ArticlesB  int      `json:"articles_b"`
	Sufficient bool     `json:"sufficient"`
	Verdict    string   `json:"verdict"`
}

// Division is how divided the statements on one issue are; see table.Polarization.
type Division struct {
	IssueID    string   `json:"issue_id"`
	Issue      string   `json:"issue"`
	Dimension  string   `json:"dimension"`
	Sides      int      `json:"sides"`
	Scored     int      `json:"scored"`
	Articles   int      `json:"articles"`
	Between    Interval `json:"between_share"`
	Distance   Interval `json:"distance"`
	Consensus  Interval `json:"consensus"`
	Sufficient bool     `json:"sufficient"`
}

// Interval is a figure with its 95 % interval, nil where there is none.
type Interval struct {
	Value *float64 `json:"value"`
	Low   *float64 `json:"ci_low"`
	High  *float64 `json:"ci_high"`
}

// Agreement is how alike the stances of two sides are over the issues that both
// spoke of, each weighted by the smaller number of statements: 1 for the same, 0
// for opposite ends.
type Agreement struct {
	A      string   `json:"side_a"`
	B      string   `json:"side_b"`
	NameA  string   `json:"name_a"`
	NameB  string   `json:"name_b"`
	Value  float64  `json:"agreement"`
	Low    *float64 `json:"ci_low"`
	High   *float64 `json:"ci_high"`
	Issues int      `json:"issues"`
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

// Timeline is the lead's outlook, period by period.
type Timeline struct {
	Issue   string   `json:"issue"`
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

// Listing is the statement table, cut where there are too many for one page. For
// machines the rows are in statements.parquet.
type Listing struct {
	Rows  []Quote `json:"-"`
	Total int     `json:"total"`
}
