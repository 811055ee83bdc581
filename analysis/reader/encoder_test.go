package reader

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"readout/analysis/reader/kernel"
)

func tinyEncoder(tb testing.TB, set kernel.Set, b []byte) *encoder {
	tb.Helper()
	f, err := readFile(b)
	if err != nil {
		tb.Fatal(err)
	}
	e, err := newEncoder(f, set)
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

// someWindows are windows of random pieces and roles.
func someWindows(rng *rand.Rand, vocabulary int, lengths ...int) (ids [][]int32, roles [][]Role) {
	for _, n := range lengths {
		var w []int32
		var r []Role
		for range n {
			w, r = append(w, int32(rng.IntN(vocabulary))), append(r, Role(rng.IntN(roleCount)))
		}
		ids, roles = append(ids, w), append(roles, r)
	}
	return ids, roles
}

// encode takes windows through all layers.
func encode(e *encoder, ids [][]int32, roles [][]Role) *pass {
	p := e.newPass()
	p.clear()
	for _, w := range ids {
		e.embed(p, w)
	}
	e.run(p, 0, e.Inject)
	for i, r := range roles {
		e.assign(p.window(i, e.Width), r)
	}
	e.run(p, e.Inject, e.Layers)
	return p
}

// TestHiddenStatesAreThoseOfTheFloatModel compares with the textbook encoder in float64.
func TestHiddenStatesAreThoseOfTheFloatModel(t *testing.T) {
	model := newTiny(1)
	ids, roles := someWindows(rand.New(rand.NewPCG(2, 3)), strings.Count(model.vocab, "\n"), 1, 2, 7, 33, 90, 120)
	for _, set := range kernel.Sets() {
		p := encode(tinyEncoder(t, set, model.file(t, nil)), ids, roles)
		for i := range ids {
			got := p.window(i, model.Config.Width)
			for j, want := range model.states(ids[i], roles[i]) {
				var xy, xx, yy float64
				for d, y := range want {
					x := float64(got[j*len(want)+d])
					xy, xx, yy = xy+x*y, xx+x*x, yy+y*y
				}
				if cosine := xy / math.Sqrt(xx*yy); cosine < 0.995 {
					t.Errorf("%s: piece %d of a window of %d has cosine %v with the float model", set.Name, j, len(ids[i]), cosine)
				}
			}
		}
	}
}

// TestWindowsDoNotSeeEachOther reads windows together and alone, and with every kernel.
func TestWindowsDoNotSeeEachOther(t *testing.T) {
	model := newTiny(4)
	b := model.file(t, nil)
	ids, roles := someWindows(rand.New(rand.NewPCG(5, 6)), strings.Count(model.vocab, "\n"), 5, 64, 1, 33, 128)
	var want [][]float32
	e := tinyEncoder(t, kernel.Best(), b)
	for i := range ids {
		want = append(want, slices.Clone(encode(e, ids[i:i+1], roles[i:i+1]).window(0, e.Width)))
	}
	for _, set := range kernel.Sets() {
		e := tinyEncoder(t, set, b)
		p := encode(e, ids, roles)
		for i := range ids {
			if !slices.Equal(p.window(i, e.Width), want[i]) {
				t.Errorf("%s: a window of %d pieces reads differently among others", set.Name, len(ids[i]))
			}
		}
	}
}

func TestPassDoesNotAllocate(t *testing.T) {
	model := newTiny(7)
	e := tinyEncoder(t, kernel.Best(), model.file(t, nil))
	ids, roles := someWindows(rand.New(rand.NewPCG(8, 9)), strings.Count(model.vocab, "\n"), 90)
	p := e.newPass()
	allocations := testing.AllocsPerRun(10, func() {
		p.clear()
		e.embed(p, ids[0])
		e.run(p, 0, e.Inject)
		e.assign(p.window(0, e.Width), roles[0])
		e.run(p, e.Inject, e.Layers)
	})
	if allocations > 0 {
		t.Errorf("%v allocations a pass", allocations)
	}
}
