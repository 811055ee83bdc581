package compare

import (
	"fmt"
	"time"
)

// Granularity is the length of a period.
type Granularity string

// The granularities.
const (
	Day     Granularity = "day"     // 2025-02-18
	Week    Granularity = "week"    // 2025-W08, ISO 8601
	Month   Granularity = "month"   // 2025-02
	Quarter Granularity = "quarter" // 2025-Q1
	Year    Granularity = "year"    // 2025
)

// FitGranularity is the finest granularity that cuts the time between two
// moments into at most 31 periods.
func FitGranularity(from, to time.Time) Granularity {
	days := to.Sub(from).Hours() / 24
	switch {
	case days < 31:
		return Day
	case days < 31*7:
		return Week
	case days < 31*30.44:
		return Month
	case days < 31*91.31:
		return Quarter
	}
	return Year
}

// Name is the period that t lies in, "" for the zero time. Names of one
// granularity sort in the order of time.
func (g Granularity) Name(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.UTC()
	switch g {
	case Day:
		return t.Format("2006-01-02")
	case Week:
		y, w := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", y, w)
	case Month:
		return t.Format("2006-01")
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", t.Year(), (int(t.Month())+2)/3)
	}
	return t.Format("2006")
}
