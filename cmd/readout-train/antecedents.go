package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/actor"
	"readout/analysis/actor/train"
	"readout/analysis/attribution"
	"readout/analysis/evaluate"
	"readout/analysis/segment"
	"readout/data/article"
	"readout/lexicon"
)

// antecedentsCommand trains the model that finds the antecedents of nouns, "they" and "it".
func antecedentsCommand() *cli.Command {
	return &cli.Command{
		Name:  "antecedents",
		Usage: "train the model that finds the antecedents of nouns, they and it, on coded statements",
		Description: "Gold is NDJSON as `readout evaluate coded` reads it. Right is every candidate with the name of\n" +
			"the coded actor, and nobody where none has it. The figures shown are those of a\n" +
			"cross-validation by article.\n\n" +
			"Example:\n   readout-train antecedents --gold coded.jsonl --gold own.jsonl --out antecedents.bin",
		Flags: append(descentFlags(20, 0.002),
			&cli.StringSliceFlag{Name: "gold", Usage: "learn from the articles in `FILE`; may be given again", Required: true},
			&cli.Float64Flag{Name: "margin", Value: 0.3, Usage: "log-odds by which somebody must be likelier than nobody"},
		),
		Action: trainAntecedents,
	}
}

func trainAntecedents(c *cli.Context) error {
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	attributor, err := attribution.New(lex)
	if err != nil {
		return err
	}
	b, err := lex.Model("pronouns")
	if err != nil {
		return err
	}
	pronouns, err := actor.ReadPronouns(b)
	if err != nil {
		return err
	}
	docs, err := codedDocuments(c, lex, attributor)
	if err != nil {
		return err
	}
	o := descentOptions(c)
	margin := c.Float64("margin")
	// Features depend on how earlier mentions were resolved: the first round resolves them
	// without weights, the second with the weights of the first.
	first := train.Antecedents(takings(actor.NewWithModels(lex, pronouns, actor.AntecedentModel{}), docs), o, margin)
	examples := takings(actor.NewWithModels(lex, pronouns, first), docs)
	if len(examples) == 0 {
		return fmt.Errorf("no coded statement has a source that may take somebody up")
	}
	if folds := c.Int("folds"); folds > 1 {
		probability, right, nobody := train.FoldTaken(examples, o, margin, folds)
		printReliability(c.App.Writer, probability, right)
		given, hits := 0, 0
		for i := range nobody {
			if !nobody[i] {
				given++
				if right[i] {
					hits++
				}
			}
		}
		fmt.Fprintf(c.App.Writer, "an antecedent was given %d times, correct %d times\n", given, hits)
	}
	return writeModel(c, func() ([]byte, error) { return train.Antecedents(examples, o, margin).Bytes() })
}

// codedDocuments attributes the coded articles of every --gold.
func codedDocuments(c *cli.Context, lex *lexicon.Lexicon, attributor *attribution.Attributor) ([]evaluate.CodedDocument, error) {
	var gold []evaluate.CodedArticle
	for _, file := range c.StringSlice("gold") {
		some, err := readGold(file, evaluate.ReadCoded)
		if err != nil {
			return nil, err
		}
		gold = append(gold, some...)
	}
	pipeline := &analysis.Pipeline{Segmenter: segment.New(lex), Attributor: attributor, Resolver: nobodyResolver{}, Targeter: nobodyResolver{}}
	var docs []evaluate.CodedDocument
	for d, err := range evaluate.AnalyzeCoded(c.Context, pipeline, gold, article.FromFields) {
		if err != nil {
			return nil, err
		}
		docs = append(docs, d)
	}
	return docs, nil
}

// codedActors gives the coded actor of an attribution of a document, and whether it has one.
func codedActors(d evaluate.CodedDocument) func(attribution int) (string, bool) {
	contents := contentsOf(d.Document)
	coded := map[int]string{}
	for _, s := range d.Gold.Statements {
		if at := evaluate.FindCoded(s.Content, contents); at >= 0 && s.Valid > 0 {
			coded[d.Document.Statements[at].Attribution] = s.Actor
		}
	}
	return func(attribution int) (string, bool) {
		name, ok := coded[attribution]
		return name, ok
	}
}

// nobodyResolver resolves nothing: training resolves documents itself.
type nobodyResolver struct{}

func (nobodyResolver) Resolve(a *analysis.Attributed) *analysis.Document {
	return analysis.NewDocument(a)
}
func (nobodyResolver) Target(*analysis.Document) {}

// takings makes the training examples of coded documents.
func takings(r *actor.Resolver, docs []evaluate.CodedDocument) []train.Taken {
	var all []train.Taken
	for _, d := range docs {
		all = append(all, train.Takings(r, &d.Document.Attributed, codedActors(d), evaluate.SameName)...)
	}
	return all
}
