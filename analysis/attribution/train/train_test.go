package train

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"readout/analysis"
	"readout/analysis/attribution"
	"readout/analysis/attribution/tagger"
	"readout/analysis/segment"
	"readout/lexicon"
)

// lessons are labelled sentences in a notation of their own: [s:..] source,
// [c:..] cue, [k:..] content.
var lessons = []string{
	"[s:The mayor] [c:said] [k:the bridge was safe]. Snow fell all day.",
	"[k:“The bridge is safe,”] [s:the mayor] [c:said]. Nobody crossed it.",
	"[s:Rangers] [c:warned] [k:that the lake was thawing]. The path is long.",
	"[c:According to] [s:the league], [k:the match was moved]. Fans waited.",
	"[s:She] [c:added] [k:that the road would reopen]. Cars stood in line.",
}

func lesson(t *testing.T, s *segment.Segmenter, marked string) Example {
	t.Helper()
	var text strings.Builder
	var a analysis.Attribution
	for rest := marked; rest != ""; {
		open := strings.IndexByte(rest, '[')
		if open < 0 {
			text.WriteString(rest)
			break
		}
		end := strings.IndexByte(rest, ']')
		text.WriteString(rest[:open])
		span := analysis.Span{Start: text.Len(), End: text.Len() + end - open - 3}
		text.WriteString(rest[open+3 : end])
		switch rest[open+1] {
		case 's':
			a.Source = append(a.Source, span)
		case 'c':
			a.Cue = append(a.Cue, span)
		case 'k':
			a.Content = append(a.Content, span)
		}
		rest = rest[end+1:]
	}
	return Example{Document: s.Segment(&analysis.Article{Text: text.String()}), Gold: []analysis.Attribution{a}}
}

func trainLessons(t *testing.T) (*lexicon.Lexicon, []Example, []byte) {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := segment.New(lex)
	var examples []Example
	for range 4 {
		for _, l := range lessons {
			examples = append(examples, lesson(t, s, l))
		}
	}
	m, err := Train(context.Background(), lex, examples, Options{Seed: 3, Rounds: 3, Rate: 0.2})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return lex, examples, b.Bytes()
}

func TestTrainIsDeterministicAndLearns(t *testing.T) {
	lex, examples, first := trainLessons(t)
	if _, _, second := trainLessons(t); !bytes.Equal(first, second) {
		t.Error("two trainings with one seed differ")
	}
	m, err := tagger.ReadModel(first)
	if err != nil {
		t.Fatal(err)
	}
	a := attribution.NewWithModel(lex, m)
	for i := range lessons {
		d := a.Attribute(examples[i].Document)
		if len(d.Attributions) == 0 || d.Attributions[0].Content[0] != examples[i].Gold[0].Content[0] {
			t.Errorf("%s: got %+v", lessons[i], d.Attributions)
		}
	}
	var again bytes.Buffer
	if _, err := m.WriteTo(&again); err != nil || !bytes.Equal(first, again.Bytes()) {
		t.Errorf("a model that was read writes other bytes (%v)", err)
	}
	for _, cut := range []int{0, 5, 30, len(first) / 3, len(first) / 2, len(first) - 1} {
		if _, err := tagger.ReadModel(first[:cut]); err == nil {
			t.Errorf("a model of %d of %d bytes was read", cut, len(first))
		}
	}
}

// What only silver articles show is learnt too.
func TestTrainLearnsFromSilver(t *testing.T) {
	lex, examples, _ := trainLessons(t)
	s := segment.New(lex)
	sure := lesson(t, s, "[s:The vet] [c:opined] [k:that the goat was fine]. It ate the hedge.")
	unsure := lesson(t, s, "The vet opined that the goat was fine. It ate the hedge.")
	train := func(x Example) []analysis.Attribution {
		all := examples
		for range 6 {
			all = append(all, x)
		}
		m, err := Train(context.Background(), lex, all, Options{Seed: 3, Rounds: 4, Rate: 0.2, Silver: 1})
		if err != nil {
			t.Fatal(err)
		}
		d := lesson(t, s, "The vet opined that the goat was fine. It ate the hedge.").Document
		return attribution.NewWithModel(lex, m).Attribute(d).Attributions
	}
	sure.Silver = true
	if got := train(sure); len(got) != 1 || len(got[0].Source) != 1 {
		t.Errorf("silver: got %+v", got)
	}
	unsure.Silver, unsure.Gold = true, nil
	if got := train(unsure); len(got) != 0 {
		t.Errorf("silver that says nobody speaks: got %+v", got)
	}
}

// A paragraph whose labels are all open teaches nothing.
func TestOpenLabelsTeachNothing(t *testing.T) {
	c := newCRF(4)
	s := sequence{offsets: []uint32{0, 2, 4}, numbers: []uint32{0, 1, 2, 3}, context: []uint8{tagger.ContextParagraph, tagger.ContextInner},
		gold: []tagger.Label{tagger.Outside, tagger.Outside}, free: []bool{true, true}, weight: 1, silver: true}
	c.cells[1].weights[2] = 0.5
	before := c.cells[1].weights
	c.step(&s, 0.1, 0)
	for i := range c.cells {
		for y, x := range c.cells[i].weights {
			want := float32(0)
			if i == 1 {
				want = before[y]
			}
			if d := x - want; d > 1e-3 || d < -1e-3 {
				t.Errorf("feature %d, label %d moved by %g", i, y+1, d)
			}
		}
	}
	s.free[0], s.gold[0] = false, tagger.BeginCue
	if c.step(&s, 0.1, 0); c.cells[0].weights[tagger.BeginCue-1] <= 0 {
		t.Error("a label that is known taught nothing")
	}
}

func TestTrainNeedsLabels(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Train(context.Background(), lex, nil, Options{}); err == nil {
		t.Error("a model was made of nothing")
	}
}

// Words that stand in the same places come into one class.
func TestExchangeFindsClasses(t *testing.T) {
	var sentences [][]uint32
	for i := range 200 {
		a, b := []string{"mayor", "judge", "coach"}[i%3], []string{"said", "wrote", "added"}[i/3%3]
		sentences = append(sentences, []uint32{tagger.HashWord("the"), tagger.HashWord(a), tagger.HashWord(b), tagger.HashWord("nothing")})
	}
	v := newVocabulary(sentences, 1, 100)
	class := v.exchange(6, 20, func(int, int) {})
	of := func(word string) uint16 {
		for i, h := range v.hashes {
			if h == tagger.HashWord(word) {
				return class[i]
			}
		}
		t.Fatalf("%s is not in the vocabulary", word)
		return 0
	}
	for _, pair := range [][2]string{{"mayor", "judge"}, {"judge", "coach"}, {"said", "wrote"}, {"wrote", "added"}} {
		if of(pair[0]) != of(pair[1]) {
			t.Errorf("%s and %s are in two classes", pair[0], pair[1])
		}
	}
	if of("mayor") == of("said") {
		t.Error("mayor and said are in one class")
	}
}
