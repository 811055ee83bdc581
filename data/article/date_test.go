package article

import (
	"strings"
	"testing"
	"time"
)

// dateCases: what an input says, and what it means in UTC; "" for none.
var dateCases = []struct{ in, want string }{
	{"2025-02-18", "2025-02-18T00:00:00Z"},
	{"2025-02-18T14:05:00Z", "2025-02-18T14:05:00Z"},
	{"2025-02-18T14:05:00.123Z", "2025-02-18T14:05:00.123Z"},
	{"2025-02-18T14:05:00+03:00", "2025-02-18T11:05:00Z"},
	{"2025-02-18T14:05:00+0300", "2025-02-18T11:05:00Z"},
	{"2025-02-18T14:05", "2025-02-18T14:05:00Z"},
	{"2025-02-18T14:05-05:00", "2025-02-18T19:05:00Z"},
	{"2025-02-18 14:05:00", "2025-02-18T14:05:00Z"},
	{"2025-02-18 14:05:00 +0000 UTC", "2025-02-18T14:05:00Z"},
	{"2025-02-18 14:05:00+00:00", "2025-02-18T14:05:00Z"},
	{"2025-02-18 14:05:00 UTC", "2025-02-18T14:05:00Z"},
	{"2025/02/18", "2025-02-18T00:00:00Z"},
	{"20250218", "2025-02-18T00:00:00Z"},
	{"20250218T140500Z", "2025-02-18T14:05:00Z"},
	{"20250218140500", "2025-02-18T14:05:00Z"},
	{"202502181405", "2025-02-18T14:05:00Z"},
	{"950000000000", "2000-02-08T08:53:20Z"},
	{"Tue, 18 Feb 2025 14:05:00 GMT", "2025-02-18T14:05:00Z"},
	{"Tue, 18 Feb 2025 14:05:00 +0300", "2025-02-18T11:05:00Z"},
	{"Tue, 18 Feb 2025 09:05:00 EST", "2025-02-18T14:05:00Z"},
	{"Tue Feb 18 14:05:00 UTC 2025", "2025-02-18T14:05:00Z"},
	{"Tue Feb 18 14:05:00 2025", "2025-02-18T14:05:00Z"},
	{"February 18, 2025", "2025-02-18T00:00:00Z"},
	{"Feb. 18, 2025", "2025-02-18T00:00:00Z"},
	{"Tuesday, February 18th, 2025", "2025-02-18T00:00:00Z"},
	{"18 February 2025", "2025-02-18T00:00:00Z"},
	{"18th of February 2025", "2025-02-18T00:00:00Z"},
	{"18 Sept 2025", "2025-09-18T00:00:00Z"},
	{"Feb. 18, 2025 at 2:05 p.m. ET", "2025-02-18T19:05:00Z"},
	{"Published: February 18, 2025 2:05 PM EST", "2025-02-18T19:05:00Z"},
	{"Updated 2:05 PM ET, Tue February 18, 2025", "2025-02-18T19:05:00Z"},
	{"14:05, 18 February 2025", "2025-02-18T14:05:00Z"},
	{"18 Feb 2025 | 14:05 GMT+3", "2025-02-18T11:05:00Z"},
	{"February 18, 2025, 14:05 (GMT)", "2025-02-18T14:05:00Z"},
	{"18.02.2025", "2025-02-18T00:00:00Z"},
	{"18.02.2025 14:05", "2025-02-18T14:05:00Z"},
	{"18/02/2025", "2025-02-18T00:00:00Z"},
	{"2/18/2025", "2025-02-18T00:00:00Z"},
	{"2/18/2025 2:05 PM", "2025-02-18T14:05:00Z"},
	{"12/19/18", "2018-12-19T00:00:00Z"},
	{"02/02/2025", "2025-02-02T00:00:00Z"},
	{"1739887500", "2025-02-18T14:05:00Z"},
	{"1739887500000", "2025-02-18T14:05:00Z"},
	{"1.7398875e9", "2025-02-18T14:05:00Z"},
	{"February 2025", "2025-02-01T00:00:00Z"},
	{"3/4/2025", ""},
	{"yesterday", ""},
	{"", ""},
	{"2025-02-30", ""},
	{"31/31/2025", ""},
	{"0001-01-01T00:00:00Z", ""},
	{"12", ""},
}

func TestParseDate(t *testing.T) {
	for _, c := range dateCases {
		t.Run(c.in, func(t *testing.T) {
			got, err := ParseDate(c.in)
			if c.want == "" {
				if err == nil {
					t.Errorf("%q was read as %s", c.in, got)
				}
				return
			}
			if err != nil || got.Format(time.RFC3339Nano) != c.want || got.Location() != time.UTC {
				t.Errorf("%q: %s, %v, want %s", c.in, got.Format(time.RFC3339Nano), err, c.want)
			}
		})
	}
}

func TestDateWarnings(t *testing.T) {
	now := time.Date(2025, 2, 18, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct{ date, warning string }{
		{"2025-02-17", ""},
		{"2025-02-19", ""}, // already the next day east of here
		{"2025-03-19", "published in the future: 2025-03-19"},
		{"soon", `publication date "soon" is in no known form`},
		{"3/4/2025", "could be day/month or month/day"},
	} {
		t.Run(c.date, func(t *testing.T) {
			in := `{"text":"It sails.","published_at":"` + c.date + `"}`
			got, _ := collect(t, Options{Now: now, Stdin: strings.NewReader(in)}, "-")
			if len(got) != 1 {
				t.Fatalf("%d articles", len(got))
			}
			if w := strings.Join(got[0].Warnings, "; "); !strings.Contains(w, c.warning) || (w == "") != (c.warning == "") {
				t.Errorf("warnings %q, want %q", w, c.warning)
			}
		})
	}
}

func FuzzParseDate(f *testing.F) {
	for _, c := range dateCases {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got, err := ParseDate(in)
		if err == nil && (got.Year() < 1600 || got.Year() > 2200 || got.Location() != time.UTC) {
			t.Errorf("%q: %v", in, got)
		}
	})
}
