package lexicon

import (
	"fmt"
	"time"
)

// Date is a day, zero for none. A file may say a year or a month, which is its
// first day. Ranges are half-open: From is the first day, To the first day after.
type Date struct{ time.Time }

// UnmarshalText reads 2014, 2014-03 or 2014-03-18.
func (d *Date) UnmarshalText(b []byte) error {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, string(b)); err == nil {
			d.Time = t
			return nil
		}
	}
	return fmt.Errorf("%q is no date: write 2014, 2014-03 or 2014-03-18", b)
}

// MarshalText writes the day.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// String is the day as 2014-03-18, "" for none.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Format("2006-01-02")
}

func holds(from, to Date, day time.Time) bool {
	if day.IsZero() {
		return to.IsZero()
	}
	return !day.Before(from.Time) && (to.IsZero() || day.Before(to.Time))
}

// overlap reports whether two half-open ranges share a day.
func overlap(from1, to1, from2, to2 Date) bool {
	return (to1.IsZero() || from2.Before(to1.Time)) && (to2.IsZero() || from1.Before(to2.Time))
}
