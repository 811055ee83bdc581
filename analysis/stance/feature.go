package stance

// kind is what a feature is about; with its one or two words it makes a key.
type kind uint8

const (
	bias        kind = iota // every statement has it
	asserted                // a phrase of the lexicon, by what it carries: optimistic, against, threat ...
	negated                 // the same under a negation
	unreal                  // the same in a condition or a question
	modified                // a modifier, by its kind
	word                    // a content word
	negatedWord             // a content word under a negation
	pair                    // two content words side by side
	cueLemma                // the reporting word
	cueClass                // its class
	cueNegated              // its class where it is negated: "did not rule out"
	cueStance               // what the lexicon says that it carries
	cueOutlook              //
	cueHedged               // 1 minus its certainty
	cueWord                 // a word of the cue that the lexicon does not know
	polarity                // report polarity
	form                    // speech type, question, length
	targetWord              // a word of the target
	nearTarget              // a lexicon phrase close to the target, by what it carries
	nearNegated             // the same under a negation
	net                     // phrases for less phrases against, negations counted in, by list
	cueFirst                // class of the reporting word with the first phrase of a list: "vowed to fight"
	cueNet                  // class of the reporting word with the balance of a list: "denied that it failed"
	kinds                   // how many there are
)

// key names a feature.
type key struct {
	kind kind
	a, b string
}

// pool is one of the sets of words whose vectors are averaged.
type pool uint8

const (
	contentPool pool = iota // content words as they are
	negatedPool             // content words under a negation
	cuePool                 // words of the cue
	targetPool              // words of the target
	nearPool                // words close to the target
	pools                   // how many there are
)

// feature is one thing that was seen, and where.
type feature struct {
	key
	value    float64
	first    int // its tokens in the document: first to last, exclusive; first is -1 for the whole statement
	last     int
	list     string // the lexicon that it is from
	entry    string
	weight   float64
	modifier string
	modFirst int // the modifier's tokens
	modLast  int
	place    int       // content token that it begins at, where list is "model"
	row      []float32 // its weights in the heads, nil for none
}

// vector is one word's part in the average of a pool.
type vector struct {
	pool   pool
	token  int // in the document
	place  int // in the content
	rank   int
	weight float32
}
