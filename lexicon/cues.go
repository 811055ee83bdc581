package lexicon

// Cue is a reporting word or phrase and the position that it carries by itself.
type Cue struct {
	Lemma     string   `yaml:"lemma"`               // base form, "say"
	Forms     []string `yaml:"forms,omitempty"`     // irregular or extra forms; regular ones are made
	Class     string   `yaml:"class"`               // an analysis.CueClass
	Kind      string   `yaml:"kind"`                // verb, noun, adjective or phrase
	Stance    float64  `yaml:"stance,omitempty"`    // -1..1 toward what the content is about, 0 for none
	Outlook   float64  `yaml:"outlook,omitempty"`   // -1..1
	Certainty *float64 `yaml:"certainty,omitempty"` // 0..1 where the cue sets it: "believes" 0.5
	Polarity  string   `yaml:"polarity,omitempty"`  // denied, refused; affirmed where empty
}
