package run

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"readout/data/table"
)

// TestActorsPutDown: an actor is the same whether it was held in memory from its
// first article to its last or put down in files between.
func TestActorsPutDown(t *testing.T) {
	side, since := "harbour", time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)
	articles := make([][]table.Actor, 200)
	for i := range articles {
		name := "The mayor" // the first of the alphabet, where articles of years apart have two
		if i < 100 {
			name = "The new mayor"
		}
		articles[i] = []table.Actor{
			{ActorID: "mayor", Name: name, Kind: "person", SideID: &side, ValidFrom: &since, Aliases: []string{"Her Honour"}, NStatements: 2, Known: true},
			{ActorID: fmt.Sprintf("x-%02d", i%60), Name: "A witness", Kind: "person", Aliases: []string{fmt.Sprint("witness ", i%7)}, NStatements: 1},
			{ActorID: fmt.Sprintf("y-%03d", i), Name: "A pilot", Kind: "person", Aliases: []string{}, NStatements: 0},
		}
	}
	count := func(most int) (all []table.Actor, files int) {
		b := newActorBook(t.TempDir())
		b.most = most
		for _, actors := range articles {
			if err := b.add(actors); err != nil {
				t.Fatal(err)
			}
		}
		files = len(b.down.paths)
		if err := b.each(func(a *table.Actor) error {
			all = append(all, *a)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return all, files
	}
	want, files := count(1000)
	if files != 0 || len(want) != 1+60+200 || want[0].NStatements != 400 || want[0].Name != "The mayor" {
		t.Fatalf("%d actors, %d files, %v", len(want), files, want[0])
	}
	for _, most := range []int{1, 2, 7, 50} {
		got, files := count(most)
		if files == 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("with %d at a time, in %d files: %d actors, want %d", most, files, len(got), len(want))
		}
	}
}
