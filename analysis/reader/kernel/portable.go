package kernel

import "math"

func portable() Set {
	return Set{
		Name:    "portable",
		tile:    tile,
		MaxAbs:  maxAbs,
		Round:   round,
		AddSum:  addSum,
		Squares: squares,
		Scale:   scale,
		GELU:    gelu,
		Max:     maximum,
		ExpSum:  expSum,
		Dot:     dot,
		Scores:  scores,
		Values:  values,
	}
}

// root is the square root, which IEEE 754 rounds the same everywhere.
func root(x float32) float32 { return float32(math.Sqrt(float64(x))) }

func tile(a []int8, in int, panel []uint8, t *tileScales, out []float32, stride int, _ []int16) {
	var sums [TileColumns]int32
	for r := range TileRows {
		row := a[r*in : (r+1)*in]
		clear(sums[:])
		for i := 0; i < in; i += 4 {
			a0, a1, a2, a3 := int32(row[i]), int32(row[i+1]), int32(row[i+2]), int32(row[i+3])
			group := panel[i*TileColumns : (i+4)*TileColumns : (i+4)*TileColumns]
			for c := range sums {
				w := group[4*c : 4*c+4 : 4*c+4]
				sums[c] += a0*int32(w[0]) + a1*int32(w[1]) + a2*int32(w[2]) + a3*int32(w[3])
			}
		}
		finishRow(sums[:], t, r, out[r*stride:r*stride+TileColumns])
	}
}

// finishRow makes floats of a row of sums.
func finishRow(sums []int32, t *tileScales, r int, out []float32) {
	by, offset := t.row[r], t.offset[r]
	for c, sum := range sums {
		x := float32(float32(sum-offset) * by)
		out[c] = float32(x*t.column[c]) + t.bias[c]
	}
}

func maxAbs(x []float32) float32 {
	most := float32(0)
	for _, v := range x {
		if v = float32(math.Abs(float64(v))); v > most {
			most = v
		}
	}
	return most
}

func round(x []float32, by float32, to []int8) int32 {
	sum := int32(0)
	for i, v := range x {
		q := int32(math.RoundToEven(float64(float32(v * by))))
		to[i] = int8(q)
		sum += q
	}
	return sum
}

// fold adds up sixteen lanes.
func fold(lanes *[Lanes]float32) float32 {
	for half := Lanes / 2; half > 0; half /= 2 {
		for i := range half {
			lanes[i] += lanes[i+half]
		}
	}
	return lanes[0]
}

func addSum(x, y []float32) float32 {
	var lanes [Lanes]float32
	for i := range x {
		x[i] += y[i]
		lanes[i%Lanes] += x[i]
	}
	return fold(&lanes)
}

func squares(x []float32, mean float32) float32 {
	var lanes [Lanes]float32
	for i, v := range x {
		d := v - mean
		lanes[i%Lanes] += float32(d * d)
	}
	return fold(&lanes)
}

func scale(x []float32, mean, by float32, weight, bias []float32) {
	for i, v := range x {
		z := float32((v - mean) * by)
		x[i] = float32(z*weight[i]) + bias[i]
	}
}

func maximum(x []float32) float32 {
	most := x[0]
	for _, v := range x {
		if v > most {
			most = v
		}
	}
	return most
}

func dot(x, y []float32) float32 {
	var lanes [Lanes]float32
	for i, v := range x {
		lanes[i%Lanes] += float32(v * y[i])
	}
	return fold(&lanes)
}

func scores(query, query2, keys []float32, by float32, to, to2 []float32) {
	clear(to)
	clear(to2)
	n := len(to)
	for d := range HeadWidth {
		row := keys[d*n : (d+1)*n]
		a, b := query[d], query2[d]
		for j, k := range row {
			to[j] += float32(a * k)
			to2[j] += float32(b * k)
		}
	}
	for j := range to {
		to[j] *= by
		to2[j] *= by
	}
}

func values(weight, weight2, values []float32, stride int, by, by2 float32, to, to2 []float32) {
	var sum, sum2 [HeadWidth]float32
	for j, a := range weight {
		b := weight2[j]
		row := values[j*stride : j*stride+HeadWidth]
		for d, v := range row {
			sum[d] += float32(a * v)
			sum2[d] += float32(b * v)
		}
	}
	for d := range sum {
		to[d] = sum[d] * by
		to2[d] = sum2[d] * by2
	}
}

// expSum follows Cephes: exp(x) = 2^n exp(r), with r within half of log 2 and a
// polynomial for exp(r).
func expSum(x []float32, less float32) float32 {
	var lanes [Lanes]float32
	for i, v := range x {
		v = exp(v - less)
		x[i] = v
		lanes[i%Lanes] += v
	}
	return fold(&lanes)
}

// Constants of exp. The assembly has the same.
const (
	expLeast float32 = -86
	expLog2e float32 = 1.44269504
	expHigh  float32 = 0.693359375
	expLow   float32 = 2.12194440e-4
	exp5     float32 = 1.9875691500e-4
	exp4     float32 = 1.3981999507e-3
	exp3     float32 = 8.3334519073e-3
	exp2     float32 = 4.1665795894e-2
	exp1     float32 = 1.6666665459e-1
	exp0     float32 = 5.0000001201e-1
)

// exp of a number that is not above 0.
func exp(x float32) float32 {
	if x < expLeast {
		x = expLeast
	}
	n := float32(math.RoundToEven(float64(float32(x * expLog2e))))
	r := x - float32(n*expHigh)
	r += float32(n * expLow)
	p := float32(exp5*r) + exp4
	p = float32(p*r) + exp3
	p = float32(p*r) + exp2
	p = float32(p*r) + exp1
	p = float32(p*r) + exp0
	y := float32(p*float32(r*r)) + r
	y += 1
	return y * math.Float32frombits(uint32(int32(n)+127)<<23)
}

// Constants of erf, a rational function of degree 13 over 8 between -4 and 4 (the
// one that Eigen uses). The assembly has the same.
const (
	erfMost  float32 = 4
	erfRoot  float32 = 0.70710678
	erfTop0  float32 = -1.60960333262415e-02
	erfTop2  float32 = -2.95459980854025e-03
	erfTop4  float32 = -7.34990630326855e-04
	erfTop6  float32 = -5.69250639462346e-05
	erfTop8  float32 = -2.10102402082508e-06
	erfTop10 float32 = 2.77068142495902e-08
	erfTop12 float32 = -2.72614225801306e-10
	erfLow0  float32 = -1.42647390514189e-02
	erfLow2  float32 = -7.37332916720468e-03
	erfLow4  float32 = -1.68282697438203e-03
	erfLow6  float32 = -2.13374055278905e-04
	erfLow8  float32 = -1.45660718464996e-05
)

func gelu(x []float32) {
	for i, v := range x {
		z := float32(v * erfRoot)
		if z < -erfMost {
			z = -erfMost
		}
		if z > erfMost {
			z = erfMost
		}
		s := float32(z * z)
		t := float32(erfTop12*s) + erfTop10
		t = float32(t*s) + erfTop8
		t = float32(t*s) + erfTop6
		t = float32(t*s) + erfTop4
		t = float32(t*s) + erfTop2
		t = float32(t*s) + erfTop0
		t = float32(t * z)
		l := float32(erfLow8*s) + erfLow6
		l = float32(l*s) + erfLow4
		l = float32(l*s) + erfLow2
		l = float32(l*s) + erfLow0
		e := t/l + 1
		x[i] = float32(v*0.5) * e
	}
}
