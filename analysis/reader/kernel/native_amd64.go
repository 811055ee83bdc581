package kernel

import "golang.org/x/sys/cpu"

// native gives the sets of this processor. The float steps need AVX2 alone: they
// are bound by the number of adders, which wider registers do not raise on all
// processors.
func native() []Set {
	if !cpu.X86.HasAVX2 {
		return nil
	}
	avx2 := Set{
		Name:    "avx2",
		tile:    tileAVX2,
		MaxAbs:  func(x []float32) float32 { return maxAbsAVX(&x[0], len(x)) },
		Round:   func(x []float32, by float32, to []int8) int32 { return roundAVX(&x[0], len(x), by, &to[0]) },
		AddSum:  func(x, y []float32) float32 { return addSumAVX(&x[0], &y[0], len(x)) },
		Squares: func(x []float32, mean float32) float32 { return squaresAVX(&x[0], len(x), mean) },
		Scale: func(x []float32, mean, by float32, weight, bias []float32) {
			scaleAVX(&x[0], len(x), mean, by, &weight[0], &bias[0])
		},
		GELU:   func(x []float32) { geluAVX(&x[0], len(x)) },
		Max:    func(x []float32) float32 { return maximumAVX(&x[0], len(x)) },
		ExpSum: func(x []float32, less float32) float32 { return expSumAVX(&x[0], len(x), less) },
		Dot:    func(x, y []float32) float32 { return dotAVX(&x[0], &y[0], len(x)) },
		Scores: func(query, query2, keys []float32, by float32, to, to2 []float32) {
			scoresAVX(&query[0], &query2[0], &keys[0], len(to), by, &to[0], &to2[0])
		},
		Values: func(weight, weight2, values []float32, stride int, by, by2 float32, to, to2 []float32) {
			valuesAVX(&weight[0], &weight2[0], len(weight), &values[0], stride, by, by2, &to[0], &to2[0])
		},
	}
	if !cpu.X86.HasAVX512F || !cpu.X86.HasAVX512BW || !cpu.X86.HasAVX512VL || !cpu.X86.HasAVX512VNNI {
		return []Set{avx2}
	}
	vnni := avx2
	vnni.Name, vnni.tile = "avx512vnni", tileVNNI
	return []Set{vnni, avx2}
}

func tileVNNI(a []int8, in int, panel []uint8, t *tileScales, out []float32, stride int, _ []int16) {
	productVNNI(&a[0], in, &panel[0], &t.row[0], &t.offset[0], &t.column[0], &t.bias[0], &out[0], stride)
}

func tileAVX2(a []int8, in int, panel []uint8, t *tileScales, out []float32, stride int, wide []int16) {
	var sums [TileRows * TileColumns]int32
	widenAVX2(&a[0], TileRows*in, &wide[0])
	productAVX2(&wide[0], in, &panel[0], &sums[0])
	for r := range TileRows {
		finishAVX2(&sums[r*TileColumns], t.row[r], t.offset[r], &t.column[0], &t.bias[0], &out[r*stride])
	}
}

//go:noescape
func productVNNI(a *int8, in int, panel *uint8, row *float32, offset *int32, column, bias, out *float32, stride int)

//go:noescape
func widenAVX2(a *int8, n int, to *int16)

//go:noescape
func productAVX2(a *int16, in int, panel *uint8, sums *int32)

//go:noescape
func finishAVX2(sums *int32, row float32, offset int32, column, bias, out *float32)

//go:noescape
func maxAbsAVX(x *float32, n int) float32

//go:noescape
func roundAVX(x *float32, n int, by float32, to *int8) int32

//go:noescape
func addSumAVX(x, y *float32, n int) float32

//go:noescape
func squaresAVX(x *float32, n int, mean float32) float32

//go:noescape
func scaleAVX(x *float32, n int, mean, by float32, weight, bias *float32)

//go:noescape
func geluAVX(x *float32, n int)

//go:noescape
func maximumAVX(x *float32, n int) float32

//go:noescape
func expSumAVX(x *float32, n int, less float32) float32

//go:noescape
func dotAVX(x, y *float32, n int) float32

//go:noescape
func scoresAVX(query, query2, keys *float32, n int, by float32, to, to2 *float32)

//go:noescape
func valuesAVX(weight, weight2 *float32, n int, values *float32, stride int, by, by2 float32, to, to2 *float32)
