package compare

import (
	"fmt"
	"math"
	"testing"
)

// The weights of articles have mean and variance 1 and are independent of one another: their sum
// over many articles has as many times the variance.
func TestWeightsOfArticlesAreIndependent(t *testing.T) {
	const articles, resamples = 400, 5000
	seeds := make([]uint64, articles)
	for i := range seeds {
		seeds[i] = hashOf(fmt.Sprint("article-", i))
	}
	r := newResampler(Config{Resamples: resamples}, seeds)
	r.weights = make([]uint8, resamples)
	totals := make([]float64, resamples)
	squares := 0.0
	for i := range seeds {
		r.weigh(int32(i))
		for k, w := range r.weights {
			totals[k] += float64(w)
			squares += float64(w) * float64(w)
		}
	}
	mean, variance := 0.0, 0.0
	for _, x := range totals {
		mean += x / resamples
	}
	for _, x := range totals {
		variance += (x - mean) * (x - mean) / (resamples - 1)
	}
	one := squares/(articles*resamples) - 1
	t.Logf("mean %.4f, variance %.4f, of the sum %.4f an article", mean/articles, one, variance/articles)
	if math.Abs(mean/articles-1) > 0.003 || math.Abs(one-1) > 0.005 || math.Abs(variance/articles-1) > 0.1 {
		t.Errorf("mean %.4f, variance %.4f, of the sum %.4f an article", mean/articles, one, variance/articles)
	}
}
