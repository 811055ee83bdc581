package lexicon

// Abbreviations are the words whose full stop does not end a sentence, in lower
// case and without their last stop, and the words that tell when it does.
type Abbreviations struct {
	Titles       []string `yaml:"titles"`        // never end a sentence
	Words        []string `yaml:"words"`         // end one where a starter follows
	BeforeNumber []string `yaml:"before_number"` // abbreviations only before a number
	Capital      []string `yaml:"capital"`       // abbreviations only when written with a capital
	Starters     []string `yaml:"starters"`      // words that often start a sentence
}
