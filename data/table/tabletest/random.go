// Package tabletest makes random rows of any table for property tests: NULLs,
// empty strings and lists, extreme numbers, marks that break naive readers, and
// now and then a text of 100 kB.
package tabletest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"time"
)

// Rows gives n random rows of a table's struct; the same seed gives the same.
func Rows[T any](n int, seed uint64) []T {
	rng := rand.New(rand.NewPCG(seed, 1))
	rows := make([]T, n)
	for i := range rows {
		v := reflect.ValueOf(&rows[i]).Elem()
		for f := range v.NumField() {
			long := v.Type().Field(f).Tag.Get("index") == "long"
			fill(rng, v.Field(f), long)
		}
	}
	return rows
}

func fill(rng *rand.Rand, v reflect.Value, long bool) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(moment(rng)))
		return
	case []byte:
		b := make([]byte, rng.IntN(4)*64)
		for i := range b {
			b[i] = byte(rng.Uint32())
		}
		v.SetBytes(b)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if rng.IntN(3) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(rng, v.Elem(), long)
		}
	case reflect.Slice:
		n := rng.IntN(4)
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(rng, v.Index(i), long)
		}
	case reflect.String:
		v.SetString(text(rng, long))
	case reflect.Int32:
		v.SetInt([]int64{0, 1, -1, math.MaxInt32, math.MinInt32, int64(rng.Int32())}[rng.IntN(6)])
	case reflect.Float64:
		v.SetFloat([]float64{
			0, math.Copysign(0, -1), 1, -1, math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64,
			math.Inf(1), math.Inf(-1), rng.NormFloat64(),
		}[rng.IntN(10)])
	case reflect.Bool:
		v.SetBool(rng.IntN(2) == 0)
	default:
		panic(fmt.Sprintf("no random value of type %s", v.Type()))
	}
}

func moment(rng *rand.Rand) time.Time {
	switch rng.IntN(4) {
	case 0:
		return time.Unix(0, 0).UTC()
	case 1: // before the epoch, with microseconds
		return time.UnixMicro(-rng.Int64N(1 << 50)).UTC()
	}
	return time.UnixMicro(rng.Int64N(1 << 52)).UTC()
}

var words = []string{"", "talks", "NULL", "null", "0", "O'Neill", `"went well"`, "a,b;c\td", "line\nbreak", "\r\n", "Zoë", "Київ", "📈👩‍🚀", "مرحبا", "\u00a0", "\ufeff", "\u0000", "%_", `back\slash`, "{[(", "-", "1e5"}

func text(rng *rand.Rand, long bool) string {
	if long && rng.IntN(50) == 0 {
		return strings.Repeat("Спор — 📉 \"x\"\n", 100_000/20)
	}
	var b strings.Builder
	for range rng.IntN(4) {
		b.WriteString(words[rng.IntN(len(words))])
	}
	return b.String()
}
