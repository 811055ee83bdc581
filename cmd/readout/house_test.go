package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "readout/"

// house is the module's root, two folders up from this package.
const house = "../.."

// bans are the imports that would turn the house around, each with its reason.
// A package matches a pattern that is its path or, with "/...", begins its path.
var bans = []struct{ from, to, except, why string }{
	{"lexicon/...", "analysis/...", "", "the lexicon is knowledge: it must load and be checked without an engine"},
	{"lexicon/...", "data/...", "", "the lexicon is knowledge: it must not know how articles are stored"},
	{"lexicon/...", "reports/...", "", "the lexicon is knowledge: it must not know how it is shown"},
	{"analysis/...", "data/...", "", "the engine analyses a text wherever it came from; files and tables are data's business"},
	{"analysis/...", "reports/...", "", "the engine must not know how its results are shown"},
	{"data/...", "reports/...", "", "tables must be writable by a run that prints no report"},
	{"lexicon/...", "cmd/...", "", "nothing imports the command line"},
	{"analysis/...", "cmd/...", "", "nothing imports the command line"},
	{"data/...", "cmd/...", "", "nothing imports the command line"},
	{"reports/...", "cmd/...", "", "nothing imports the command line"},
	{"reports/...", "analysis/engine", "", "a report is made from the tables alone, so it never needs a rerun"},
	{"reports/...", "data/article", "", "a report is made from the tables alone, never from the articles' files"},
	{"reports/...", "lexicon", "", "a report is made from the tables alone, whatever lexicon made them"},
	{"analysis", "analysis/...", "analysis", "the vocabulary and the pipeline's order must stand without any one stage"},
}

// stages are the packages that may only meet in the types of analysis.
var stages = []string{"segment", "attribution", "actor", "target", "reader", "validity", "position", "baseline", "event", "compare", "evaluate"}

func TestImportsPointOneWay(t *testing.T) {
	for pkg, files := range packages(t) {
		for _, f := range files {
			for _, spec := range f.Imports {
				path, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					t.Fatal(err)
				}
				to, ours := strings.CutPrefix(path, module)
				if !ours {
					continue
				}
				for _, b := range bans {
					if matches(b.from, pkg) && matches(b.to, to) && to != b.except {
						t.Errorf("%s imports %s, but %s", pkg, to, b.why)
					}
				}
				if a, b := stageOf(pkg), stageOf(to); a != "" && b != "" && a != b {
					t.Errorf("%s imports %s, but stages never import each other: each reads what earlier ones filled in", pkg, to)
				}
			}
		}
	}
}

// A run only applies models. What makes them is for whoever trains, and brings gonum's
// optimiser along.
func TestWhatRunsDoesNotTrain(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", module+"cmd/readout").Output()
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range strings.FieldsSeq(string(out)) {
		ours, in := strings.CutPrefix(pkg, module)
		if in && slices.Contains(strings.Split(ours, "/"), "train") {
			t.Errorf("cmd/readout depends on %s, but training is cmd/readout-train's: a run needs the model alone", ours)
		}
		if strings.HasPrefix(pkg, "gonum.org/v1/gonum/optimize") {
			t.Errorf("cmd/readout depends on %s, which only training needs", pkg)
		}
	}
}

// mostMethods is how many methods of one type somebody can hold in mind.
const mostMethods = 40

func TestNoTypeKnowsEverything(t *testing.T) {
	for pkg, files := range packages(t) {
		methods := map[string]int{}
		for _, f := range files {
			for _, d := range f.Decls {
				if d, ok := d.(*ast.FuncDecl); ok && d.Recv != nil {
					methods[receiver(d)]++
				}
			}
		}
		for name, n := range methods {
			if n > mostMethods {
				t.Errorf("%s: %s has %d methods, more than %d: part it by what it knows", pkg, name, n, mostMethods)
			}
		}
	}
}

func receiver(d *ast.FuncDecl) string {
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if index, ok := t.(*ast.IndexExpr); ok {
		t = index.X
	}
	if name, ok := t.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}

// wordLists are the packages in which a list of five words and more belongs into
// lexicon/english, and the lists that stay, each with its reason. A list is told by its
// first two words.
var wordLists = []string{"analysis", "lexicon", "reports"}

var listsThatStay = map[string]string{
	"by,dimension":                         "heads of a column",
	"on,by":                                "heads of a column",
	"event,issue":                          "names of settings",
	"add,balance":                          "functions of the page's template",
	"id,title":                             "fields of an input record",
	"united,states":                        "the same measure",
	"the,jr":                               "the same measure",
	"Union,Republic":                       "a report is made from the tables alone and does not read the lexicon",
	"Netherlands,Philippines":              "a report is made from the tables alone and does not read the lexicon",
	"progress,cooperation":                 "ids of frames, which tables and models have",
	"opens its sentence,after a quotation": "features of a model",
	"subject here,latest here":             "features of a model",
	"outlook,stance":                       "names of dimensions",
	"validity,stance":                      "names of the heads of a model",
	"the,word":                             "an error",
	"A,d":                                  "names of tensors in a model file",
	"B,f":                                  "names of tensors in a model file",
	"content,cue":                          "names of features of a model",
	"bias,proposition":                     "names of features of a model",
	"stance,stance x direction":            "names of features of a model",
	"same paragraph,paragraph before":      "names of features of a model",
	"government,military":                  "organs of a state that the affiliation names, ids of the lexicon",
	"government,ministry":                  "kinds of organizations.yaml, which the strict parser knows",
	"agency,armed-group":                   "kinds of organizations.yaml, which the strict parser knows",
	"armed-group,body":                     "kinds of sides.yaml, which the strict parser knows",
}

var plainWord = regexp.MustCompile(`^\p{L}[\p{L}' -]*$`)

// English is data: what a rule knows of the language stands in lexicon/english, where a
// user can read and overlay it and another language would be another folder.
func TestNoWordListsInGo(t *testing.T) {
	used := map[string]bool{}
	for pkg, files := range packages(t) {
		if top, _, _ := strings.Cut(pkg, "/"); !slices.Contains(wordLists, top) {
			continue
		}
		for _, f := range files {
			ast.Inspect(f, func(n ast.Node) bool {
				words := wordsOf(n)
				if len(words) < 5 {
					return true
				}
				if key := words[0] + "," + words[1]; listsThatStay[key] != "" {
					used[key] = true
				} else {
					t.Errorf("%s: a list of %d words (%s, %s ...) belongs into lexicon/english; where it stays it wants a reason in listsThatStay", pkg, len(words), words[0], words[1])
				}
				return true
			})
		}
	}
	for key := range listsThatStay {
		if !used[key] {
			t.Errorf("listsThatStay has %q, which nothing has any more", key)
		}
	}
}

// wordsOf gives the words of a literal list, of the keys of a map, of one case of a
// switch, or of a text that is cut at its blanks.
func wordsOf(n ast.Node) []string {
	var list []ast.Expr
	switch n := n.(type) {
	case *ast.CompositeLit:
		for _, e := range n.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				e = kv.Key
			}
			list = append(list, e)
		}
	case *ast.CaseClause:
		list = n.List
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.SelectorExpr); len(n.Args) != 1 || ok && f.Sel.Name == "New" { // of an error
			return nil
		}
		text, ok := n.Args[0].(*ast.BasicLit)
		if !ok || text.Kind != token.STRING {
			return nil
		}
		words := strings.Fields(strings.Trim(text.Value, "`\""))
		if slices.ContainsFunc(words, func(w string) bool { return w != strings.ToLower(w) || !plainWord.MatchString(w) }) {
			return nil
		}
		return words
	}
	var words []string
	for _, e := range list {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && plainWord.MatchString(s) {
				words = append(words, s)
			}
		}
	}
	return words
}

func matches(pattern, pkg string) bool {
	root, deep := strings.CutSuffix(pattern, "/...")
	return pkg == root || deep && strings.HasPrefix(pkg, root+"/")
}

func stageOf(pkg string) string {
	rest, ok := strings.CutPrefix(pkg, "analysis/")
	if !ok {
		return ""
	}
	stage, _, _ := strings.Cut(rest, "/")
	if slices.Contains(stages, stage) {
		return stage
	}
	return ""
}

func TestOnlyTheFoldersOfTheHouseStandAtTheTop(t *testing.T) {
	allowed := []string{"cmd", "analysis", "lexicon", "data", "reports"}
	built := []string{"bin", "out", "dist", "node_modules"} // ignored by git
	entries, err := os.ReadDir(house)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) && !slices.Contains(built, e.Name()) {
			t.Errorf("folder %s/ stands at the top, where only %v do", e.Name(), allowed)
		}
	}
}

func TestNoGrabBags(t *testing.T) {
	for pkg := range packages(t) {
		for part := range strings.SplitSeq(pkg, "/") {
			if slices.Contains([]string{"util", "utils", "core", "common", "types", "helpers", "internal", "misc", "shared"}, part) {
				t.Errorf("%s is a grab-bag: name what it does", pkg)
			}
		}
	}
}

func TestEveryPackageAndExportedNameHasAComment(t *testing.T) {
	for pkg, files := range packages(t) {
		described := false
		for _, f := range files {
			described = described || f.Doc != nil
			for _, d := range f.Decls {
				for _, name := range undocumented(d) {
					t.Errorf("%s: %s is exported without a comment", pkg, name)
				}
			}
		}
		if !described {
			t.Errorf("%s has no package comment: say what it takes, what it gives and where the method comes from", pkg)
		}
	}
}

func undocumented(d ast.Decl) []string {
	var names []string
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && exportedReceiver(d) {
			names = append(names, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && s.Doc == nil && d.Doc == nil {
					names = append(names, s.Name.Name)
				}
			case *ast.ValueSpec:
				if s.Names[0].IsExported() && s.Doc == nil && s.Comment == nil && d.Doc == nil {
					names = append(names, s.Names[0].Name)
				}
			}
		}
	}
	return names
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if index, ok := t.(*ast.IndexExpr); ok {
		t = index.X
	}
	name, ok := t.(*ast.Ident)
	return !ok || name.IsExported()
}

// packages parses every Go file of the module that is not a test, by package path.
func packages(t *testing.T) map[string][]*ast.File {
	t.Helper()
	found := map[string][]*ast.File{}
	fset := token.NewFileSet()
	err := filepath.WalkDir(house, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			name := e.Name()
			if path != house && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules" || name == "out") {
				return filepath.SkipDir
			}
			if _, err := os.Stat(filepath.Join(path, "go.mod")); path != house && err == nil {
				return filepath.SkipDir // a module of its own
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		pkg, err := filepath.Rel(house, filepath.Dir(path))
		if err != nil {
			return err
		}
		found[filepath.ToSlash(pkg)] = append(found[filepath.ToSlash(pkg)], f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 5 {
		t.Fatalf("found only %d packages below %s", len(found), house)
	}
	return found
}
