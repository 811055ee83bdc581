package config

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
)

const envPrefix = "READOUT_"

func hyphens(key string) string  { return strings.ReplaceAll(key, "_", "-") }
func capitals(key string) string { return strings.ToUpper(key) }

// set parses raw into the setting's field. Of a list or mapping raw has one item
// an element; of anything else it has one element.
func (s Setting) set(c *Config, raw []string) error {
	one := ""
	if len(raw) > 0 {
		one = raw[0]
	}
	if len(s.Choices) > 0 && one != "" && !slices.Contains(s.Choices, one) {
		return fmt.Errorf("%q is none of %s", one, strings.Join(s.Choices, ", "))
	}
	switch at := s.at(c).(type) {
	case *string:
		*at = one
	case *bool:
		v, err := strconv.ParseBool(strings.ToLower(one))
		if err != nil {
			return fmt.Errorf("%q is not true or false", one)
		}
		*at = v
	case *int:
		v, err := number(one)
		if err != nil {
			return err
		}
		*at = int(v)
	case *int64:
		v, err := number(one)
		if err != nil && s.Kind == Size {
			v, err = size(one)
		}
		if err != nil {
			return err
		}
		if v < 1 && !s.zero {
			return fmt.Errorf("%q: at least 1", one)
		}
		*at = v
	case *time.Duration:
		v, err := duration(one)
		if err != nil {
			return err
		}
		*at = v
	case *[]string:
		*at = slices.DeleteFunc(slices.Clone(raw), func(v string) bool { return strings.TrimSpace(v) == "" })
	case *map[string]string:
		pairs, before := map[string]string{}, ""
		for _, pair := range raw {
			field, column, ok := strings.Cut(pair, "=")
			if !ok && s.lists && before != "" { // flags and environment are cut at commas: side=russia,ukraine
				pairs[before] += "," + strings.TrimSpace(pair)
				continue
			}
			if field, column = strings.TrimSpace(field), strings.TrimSpace(column); !ok || field == "" || column == "" {
				return fmt.Errorf("%q: write %s, such as %s", pair, s.Value, map[bool]string{false: "text=body", true: "side=russia"}[s.lists])
			}
			pairs[field], before = column, field
		}
		*at = pairs
	}
	return nil
}

func number(raw string) (int64, error) {
	v, err := strconv.ParseInt(strings.ReplaceAll(raw, "_", ""), 10, 64)
	switch {
	case errors.Is(err, strconv.ErrRange), v > math.MaxInt32*1000:
		return 0, fmt.Errorf("%q is too large", raw)
	case err != nil:
		return 0, fmt.Errorf("%q is not a whole number", raw)
	case v < 0:
		return 0, fmt.Errorf("%q is below 0", raw)
	}
	return v, nil
}

func size(raw string) (int64, error) {
	v, err := humanize.ParseBytes(raw)
	if err != nil || v > math.MaxInt64 {
		return 0, fmt.Errorf("%q is not a size: write bytes, or a number and a unit such as 4MiB", raw)
	}
	return int64(v), nil
}

func duration(raw string) (time.Duration, error) {
	if raw == "0" {
		return 0, nil
	}
	v, err := time.ParseDuration(raw)
	if err != nil {
		return 0, fmt.Errorf("%q is not a time: write a number and a unit, such as 30s or 2m", raw)
	}
	if v < 0 {
		return 0, fmt.Errorf("%q is below 0", raw)
	}
	return v, nil
}

// Show writes the setting's value as the file has it, on one line.
func (s Setting) Show(c *Config) string {
	switch at := s.at(c).(type) {
	case *string:
		return quoted(*at)
	case *bool:
		return strconv.FormatBool(*at)
	case *int:
		return strconv.Itoa(*at)
	case *int64:
		if s.Kind == Size {
			return shownSize(*at)
		}
		return strconv.FormatInt(*at, 10)
	case *time.Duration:
		return shownDuration(*at)
	case *[]string:
		parts := make([]string, len(*at))
		for i, v := range *at {
			parts[i] = quoted(v)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case *map[string]string:
		var parts []string
		for _, k := range sortedKeys(*at) {
			parts = append(parts, quoted(k)+": "+quoted((*at)[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return ""
}

// Values gives the setting's value as a flag takes it: of a list each item.
func (s Setting) Values(c *Config) []string {
	switch at := s.at(c).(type) {
	case *string:
		return []string{*at}
	case *[]string:
		return *at
	}
	return []string{s.Show(c)}
}

// shownDuration drops the zero parts that Duration.String keeps: 1m, not 1m0s.
func shownDuration(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func shownSize(n int64) string {
	for _, u := range []struct {
		bytes int64
		name  string
	}{{1 << 30, "GiB"}, {1 << 20, "MiB"}, {1 << 10, "KiB"}} {
		if n >= u.bytes && n%u.bytes == 0 {
			return strconv.FormatInt(n/u.bytes, 10) + u.name
		}
	}
	return strconv.FormatInt(n, 10)
}

// quoted writes a string so that YAML reads it as one.
func quoted(s string) string {
	plain := s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_./-", r))
	})
	if plain && s[0] != '-' && !(s[0] >= '0' && s[0] <= '9') {
		switch strings.ToLower(s) {
		case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
		default:
			return s
		}
	}
	return strconv.Quote(s)
}
