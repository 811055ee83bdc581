package article

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// dateLayouts are the forms that news sites, feeds and archives write, after
// tidyDate: commas, ordinals, weekdays and "at" are gone, spaces are single. The
// first that fits counts. A form whose day and month cannot be told apart is
// read only where one of the two is above 12.
var dateLayouts = []string{
	"2006-01-02T15:04:05.999999999Z0700",
	"2006-01-02T15:04:05.999999999",
	"2006-01-02T15:04Z0700",
	"2006-01-02T15:04",
	"2006-01-02 15:04:05.999999999 Z0700",
	"2006-01-02 15:04:05.999999999Z0700",
	"2006-01-02 15:04:05.999999999",
	"2006-01-02 15:04 Z0700",
	"2006-01-02 15:04Z0700",
	"2006-01-02 15:04",
	"2006-01-02",
	"2006-1-2",
	"2006-01",
	"2006/01/02 15:04:05",
	"2006/01/02 15:04",
	"2006/01/02",
	"2006/1/2",
	"2006.01.02",
	"20060102T150405Z0700",
	"20060102150405",
	"200601021504",
	"20060102",
	"2 Jan 2006 15:04:05 Z0700",
	"2 Jan 2006 15:04 Z0700",
	"2 Jan 2006 15:04:05",
	"2 Jan 2006 15:04",
	"2 Jan 2006 3:04 PM",
	"2 Jan 2006 3:04 PM Z0700",
	"2 Jan 2006",
	"2 Jan 06 15:04:05 Z0700",
	"2 Jan 06 15:04 Z0700",
	"2-Jan-2006 15:04:05",
	"2-Jan-2006",
	"2-Jan-06",
	"Jan 2 2006 15:04:05 Z0700",
	"Jan 2 2006 15:04 Z0700",
	"Jan 2 2006 3:04 PM Z0700",
	"Jan 2 2006 3:04:05 PM Z0700",
	"Jan 2 2006 15:04:05",
	"Jan 2 2006 15:04",
	"Jan 2 2006 3:04 PM",
	"Jan 2 2006 3:04:05 PM",
	"Jan 2 2006 3 PM",
	"Jan 2 2006",
	"2006 Jan 2",
	"Jan 2 15:04:05 2006",
	"Jan 2 15:04:05 Z0700 2006",
	"15:04 2 Jan 2006",
	"15:04 Z0700 2 Jan 2006",
	"15:04 Jan 2 2006",
	"3:04 PM Jan 2 2006",
	"3:04 PM Z0700 Jan 2 2006",
	"2.1.2006 15:04:05",
	"2.1.2006 15:04",
	"2.1.2006",
	"Jan 2006",
}

// zones are the names that datelines use; offsets in hours and minutes. Names
// with several meanings take the one of the English-language press.
var zones = map[string]string{
	"UTC": "+0000", "GMT": "+0000", "Z": "+0000", "UT": "+0000", "WET": "+0000",
	"EST": "-0500", "EDT": "-0400", "ET": "-0500", "CST": "-0600", "CDT": "-0500", "CT": "-0600",
	"MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700", "PT": "-0800",
	"BST": "+0100", "CET": "+0100", "CEST": "+0200", "EET": "+0200", "EEST": "+0300",
	"MSK": "+0300", "TRT": "+0300", "GST": "+0400", "PKT": "+0500", "IST": "+0530", "SGT": "+0800",
	"HKT": "+0800", "JST": "+0900", "KST": "+0900", "AEST": "+1000", "AEDT": "+1100",
}

var (
	dateLabel   = regexp.MustCompile(`(?i)^(?:(?:first |originally |last )?(?:published|updated|posted|modified|date)(?: on| at)?\s*:?\s*)+`)
	weekday     = regexp.MustCompile(`(?i)\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?`)
	ordinal     = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)\b`)
	monthName   = regexp.MustCompile(`(?i)\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?`)
	meridiem    = regexp.MustCompile(`(?i)(\d)\s*([ap])\.?m\b\.?`)
	zoneName    = regexp.MustCompile(`\b([A-Z]{1,4})$|\b([A-Z]{2,4})\b( \d{4}$| \d{1,2} [A-Z]| [A-Z][a-z]{2} \d)`)
	zoneOffset  = regexp.MustCompile(`(?:GMT|UTC) ?([+-]\d{1,2}):?(\d{2})?$`)
	bracketed   = regexp.MustCompile(`\s*[(\[][^)\]]*[)\]]\s*$`)
	slashed     = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: (.*))?$`)
	monotonic   = regexp.MustCompile(` m=[+-][\d.]+$`)
	offsetColon = regexp.MustCompile(`(:\d\d(?:\.\d+)? ?[+-]\d{2}):(\d{2})$`)
	spacedColon = regexp.MustCompile(`(\d) ?: ?(\d)`)
)

// ParseDate reads a publication date in any of the forms of news sites and
// feeds, with or without a time, and gives it in UTC. A time without a zone is
// taken as UTC; a date without a time is midnight UTC. Seconds and milliseconds
// since 1970 are read too. The error quotes what it could not read.
func ParseDate(raw string) (time.Time, error) {
	s := strings.TrimSpace(raw)
	if t, ok := epoch(s); ok {
		return t, nil
	}
	if len(s) > 120 { // no date is, and the tidying is not made for whole articles
		return time.Time{}, fmt.Errorf("publication date %q is in no known form", shorten(raw, 40))
	}
	s = tidyDate(s)
	for _, layout := range dateLayouts {
		t, err := time.Parse(layout, s)
		if err == nil {
			return inRange(t.UTC(), raw)
		}
	}
	if m := slashed.FindStringSubmatch(s); m != nil {
		return slashedDate(m, raw)
	}
	return time.Time{}, fmt.Errorf("publication date %q is in no known form", shorten(raw, 40))
}

// epoch reads seconds or milliseconds since 1970, of the years 1975 to 2100.
func epoch(s string) (time.Time, bool) {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return time.Time{}, false
	}
	if _, err := time.Parse("200601021504", s); err == nil && (s[:2] == "19" || s[:2] == "20") { // as milliseconds it would be of early 1976
		return time.Time{}, false
	}
	const first, last = 157_766_400, 4_102_444_800
	switch {
	case n >= first && n < last:
		return time.UnixMicro(int64(n * 1e6)).UTC(), true
	case n >= first*1000 && n < last*1000:
		return time.UnixMilli(int64(n)).UTC(), true
	}
	return time.Time{}, false
}

// tidyDate brings the many ways to write one form to the one in dateLayouts.
func tidyDate(s string) string {
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch r {
		case '\u00a0', '\u202f', '|', '·', '•':
			return ' '
		case '–', '—':
			return ' '
		}
		return r
	}, s)), " ")
	s = bracketed.ReplaceAllString(s, "")
	s = monotonic.ReplaceAllString(s, "")
	s = dateLabel.ReplaceAllString(s, "")
	s = weekday.ReplaceAllString(s, " ")
	s = ordinal.ReplaceAllString(s, "$1")
	s = monthName.ReplaceAllStringFunc(s, func(m string) string {
		return strings.ToUpper(m[:1]) + strings.ToLower(m[1:3])
	})
	s = strings.NewReplacer(",", " ", " at ", " ", " of ", " ", " @ ", " ").Replace(s)
	s = strings.Join(strings.Fields(s), " ")
	s = meridiem.ReplaceAllStringFunc(s, func(m string) string {
		return m[:1] + " " + strings.ToUpper(strings.TrimLeft(m[1:], " ")[:1]) + "M"
	})
	s = spacedColon.ReplaceAllString(s, "$1:$2")
	s = offsetColon.ReplaceAllString(s, "$1$2")
	s = zoneOffset.ReplaceAllStringFunc(s, func(m string) string {
		p := zoneOffset.FindStringSubmatch(m)
		hours, _ := strconv.Atoi(p[1])
		minutes, _ := strconv.Atoi(p[2])
		sign := "+"
		if strings.HasPrefix(p[1], "-") {
			sign, hours = "-", -hours
		}
		return fmt.Sprintf("%s%02d%02d", sign, hours, minutes)
	})
	s = zoneName.ReplaceAllStringFunc(s, func(m string) string {
		name, rest, _ := strings.Cut(m, " ")
		if z, ok := zones[name]; ok {
			return strings.TrimSpace(z + " " + rest)
		}
		return m
	})
	// "+0300 MSK" and the like: the offset says it all.
	if f := strings.Fields(s); len(f) > 2 {
		a, b := f[len(f)-2], f[len(f)-1]
		if isOffset(a) && isOffset(b) {
			s = strings.Join(f[:len(f)-1], " ")
		}
	}
	return strings.TrimSpace(s)
}

func isOffset(s string) bool {
	return len(s) == 5 && (s[0] == '+' || s[0] == '-')
}

// slashedDate reads 18/2/2025 and 2/18/2025, which only a number above 12 tells
// apart, with a time behind it or none.
func slashedDate(m []string, raw string) (time.Time, error) {
	a, _ := strconv.Atoi(m[1])
	b, _ := strconv.Atoi(m[2])
	day, month := a, b
	if len(m[3]) == 2 { // 12/19/18; the press of the web has no earlier century
		m[3] = "20" + m[3]
	}
	switch {
	case a == 0 || b == 0:
		return time.Time{}, fmt.Errorf("publication date %q has no day or month", shorten(raw, 40))
	case a > 12 && b <= 12:
	case b > 12 && a <= 12:
		day, month = b, a
	case a == b && a <= 12:
	case a > 12:
		return time.Time{}, fmt.Errorf("publication date %q has no month", shorten(raw, 40))
	default:
		return time.Time{}, fmt.Errorf("publication date %q could be day/month or month/day: not used", shorten(raw, 40))
	}
	return ParseDate(strings.TrimSpace(fmt.Sprintf("%d %s %s %s", day, time.Month(month).String()[:3], m[3], m[4])))
}

func inRange(t time.Time, raw string) (time.Time, error) {
	if t.Year() < 1600 || t.Year() > 2200 {
		return time.Time{}, fmt.Errorf("publication date %q is of no likely year", shorten(raw, 40))
	}
	return t, nil
}
