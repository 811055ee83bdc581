package lexicon

// Forms are the words by which a page's layout or a turn of phrase says whose
// words these are, beside the cues. All are in lower case; phrases have one blank
// between words.
type Forms struct {
	Labels         []string `yaml:"labels"`          // head a line that is nobody's turn: byline, contact
	Questioners    []string `yaml:"questioners"`     // ask in an interview without a name: q, reporter
	Answerers      []string `yaml:"answerers"`       // answer in one: a
	Interviews     []string `yaml:"interviews"`      // say that an article is an interview, before the name
	Viewpoints     []string `yaml:"viewpoints"`      // before a name, lead into what it holds: in the words of
	ViewpointNouns []string `yaml:"viewpoint_nouns"` // the same after a possessive: view
	ViewpointVerbs []string `yaml:"viewpoint_verbs"` // in “as X put it”: put it
	Relays         []string `yaml:"relays"`          // lemmas that relay another's words: quote
	Pictures       []string `yaml:"pictures"`        // show things and say nothing: footage
}
