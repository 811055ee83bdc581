package run

import "regexp"

var (
	quoted  = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	figures = regexp.MustCompile(`(^|[ (])[0-9]+(?:[-:.][0-9]+)*`) // not those of windows-1251
)

// WarningKind is an article's warning without what is particular to it, so that
// warnings can be counted: `publication date "soon" is in no known form` becomes
// `publication date … is in no known form`.
func WarningKind(warning string) string {
	return figures.ReplaceAllString(quoted.ReplaceAllString(warning, "…"), "${1}N")
}

// maxKinds bounds the kinds that are counted; what comes after them is "other".
const maxKinds = 50

func (r *Run) countWarnings(warnings []string) {
	for _, w := range warnings {
		kind := WarningKind(w)
		if _, ok := r.warnings[kind]; !ok && len(r.warnings) >= maxKinds {
			kind = "other"
		}
		r.warnings[kind]++
	}
}
