// Package run keeps the folder that runs are written to:
//
//	OUT/runs/run=<run_id>/   one run, whole
//	OUT/latest               a link to the newest
//	OUT/views.sql            DuckDB views over all of them
//	OUT/.staging/            what is being made, and the lock
//
// A Run is written to the staging folder, synced and published by one rename: a
// reader sees all of it or nothing, whenever the writer dies. A Corpus reads all
// published runs as one, of every article its latest version.
package run

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"readout/data/table"
)

// Config says what a run is. The zero value of a field that is not marked
// optional is a fault that Begin reports.
type Config struct {
	Out           string              // folder of all runs; made where it is missing
	RunID         string              // optional: from Now, such as 20250221-101500Z
	Now           func() time.Time    // the clock; it reaches the manifest and RunID alone
	Version       string              // of readout
	LexiconSHA256 string              //
	Models        map[string]string   // optional: name of each model to its SHA-256
	Inputs        []string            // optional: what was told to be read
	Settings      any                 // optional: what goes into the manifest as config
	Issues        []table.Issue       // the codebook; NStatements is counted here
	Propositions  []table.Proposition // the codebook's, in its order; NStatements is counted here
	Sides         map[string]string   // optional: what sides are called, by id
	Shard         *Shard              // optional: the part of the input that is added; no figures are made of it
}

// Run is a run that is being written. Add, Quarantine, Seal, Publish and
// Abort belong to one goroutine; State may be called from any number.
type Run struct {
	cfg      Config
	out      *folder
	id       string
	dir      string // in staging
	sequence int
	before   string // hash of the runs that stood in the folder before
	started  time.Time
	lock     *lock
	prior    *prior
	seen     map[uint64]uint64 // this run's article -> version
	dups     *duplicates

	articles   *writer[table.Article]
	statements *writer[table.Statement]
	candidates *writer[table.Statement]
	stances    *writer[table.Stance]
	positions  *writer[table.Position]
	evaluated  *writer[table.Evaluation]
	evidence   *writer[table.Evidence]
	quarantine *writer[table.Quarantine]
	inputs     *writer[table.ShardInput] // of a shard, else nil
	inputNo    int64                     // of what comes next
	actors     *actorBook
	issues     map[string]*table.Issue
	said       map[string]int32 // statements with a position, by proposition
	faulty     error            // of writing the quarantine, until somebody can be told
	found      int              // names of sides that the lexicon does not name
	counts     Counts
	warnings   map[string]int64 // by kind
	merged     []Part           // what it was put together of
	sealed     bool
}

var runID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:+-]*$`)

// InvalidIDError says that a run cannot have an id.
type InvalidIDError struct{ ID string }

// Error names the id and what ids are made of.
func (e *InvalidIDError) Error() string {
	return fmt.Sprintf("run id %q: only letters, digits and . _ : + - after the first", e.ID)
}

// Begin makes the staging folder of a new run and takes the lock of cfg.Out,
// which ends with Publish or Abort, or with the process. What a killed run left
// in staging is removed. It reads the ids of all earlier runs, so that State can
// tell new articles from old.
func Begin(cfg Config) (_ *Run, err error) {
	switch {
	case cfg.Out == "":
		return nil, errors.New("run: no output folder")
	case cfg.Now == nil:
		return nil, errors.New("run: no clock")
	case cfg.RunID != "" && !runID.MatchString(cfg.RunID):
		return nil, &InvalidIDError{cfg.RunID}
	}
	if cfg.Shard != nil {
		own := *cfg.Shard
		own.Sides, cfg.Shard = cfg.Sides, &own
	}
	out, err := makeFolder(cfg.Out)
	if err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	r := &Run{
		out:     out,
		cfg:     cfg,
		started: cfg.Now().UTC(),
		seen:    map[uint64]uint64{},
		issues:  map[string]*table.Issue{},
		said:    map[string]int32{},

		warnings: map[string]int64{},
	}
	defer func() {
		if err != nil {
			_ = r.Abort()
		}
	}()
	if r.lock, err = takeLock(out, r.started); err != nil {
		return nil, err
	}
	if err := out.clearStaging(); err != nil {
		return nil, err
	}
	if err := r.readPrior(); err != nil {
		return nil, err
	}
	if err := r.name(); err != nil {
		return nil, err
	}
	if err := out.root.Mkdir(r.staged(), 0o755); err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	r.dir = out.at(r.staged())
	for i := range cfg.Issues {
		is := cfg.Issues[i]
		is.NStatements = 0
		r.issues[is.IssueID] = &is
	}
	return r, r.openTables()
}

// staged and published are the run's places in the output folder.
func (r *Run) staged() string    { return stagingName + "/run=" + r.id }
func (r *Run) published() string { return runsName + "/run=" + r.id }

func (r *Run) readPrior() error {
	corpus, err := Open(r.cfg.Out)
	if err != nil {
		return err
	}
	if err := sameShard(corpus, r.cfg.Out, r.cfg.Shard); err != nil {
		return err
	}
	r.prior, r.dups, err = readPrior(corpus, r.cfg.Version, r.cfg.LexiconSHA256)
	for _, p := range corpus.Runs {
		r.sequence = max(r.sequence, p.Sequence)
	}
	r.sequence++
	r.before = before(corpus.Runs)
	return err
}

// name gives the run its id: the one that the user chose, else the time. What is
// taken gets a number behind it, as a run that was published in parts has it, so that
// the same command goes on after a crash. An id that stands for other inputs is an error.
func (r *Run) name() error {
	// Not 20060102T150405Z, which polars takes for a moment and not for a name.
	base := cmp.Or(r.cfg.RunID, r.started.Format("20060102-150405Z"))
	for n := 1; ; n++ {
		if r.id = base; n > 1 {
			r.id = fmt.Sprintf("%s-%d", base, n)
		}
		_, err := r.out.root.Lstat(r.published())
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if n == 1 && r.cfg.RunID != "" {
			if err := r.sameInputs(); err != nil {
				return err
			}
		}
	}
}

// sameInputs says whether the published run of this id read what this one reads.
func (r *Run) sameInputs() error {
	path := filepath.Join(r.out.at(r.published()), ManifestName)
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if !slices.Equal(m.Inputs, r.cfg.Inputs) {
		return fmt.Errorf("run id %q is already published in %s for other inputs: %s; these are %s", r.id, r.cfg.Out, listed(m.Inputs), listed(r.cfg.Inputs))
	}
	return nil
}

// listed names the first few inputs.
func listed(inputs []string) string {
	const shown = 3
	said := strings.Join(inputs[:min(shown, len(inputs))], ", ")
	switch more := len(inputs) - shown; {
	case len(inputs) == 0:
		return "readout's own sample"
	case more > 0:
		said += fmt.Sprintf(" and %d more", more)
	}
	return said
}

func (r *Run) openTables() error {
	m, grain := r.Meta(), table.Coarse
	if r.cfg.Shard != nil {
		grain = table.Fine
	}
	r.articles = newWriter[table.Article](r.dir, "articles", m, grain)
	r.statements = newWriter[table.Statement](r.dir, "statements", m, grain)
	r.candidates = newWriter[table.Statement](r.dir, "candidates", m, grain)
	r.stances = newWriter[table.Stance](r.dir, "stances", m, grain)
	r.positions = newWriter[table.Position](r.dir, "positions", m, grain)
	r.evaluated = newWriter[table.Evaluation](r.dir, "evaluations", m, grain)
	r.evidence = newWriter[table.Evidence](r.dir, "evidence", m, grain)
	r.quarantine = newWriter[table.Quarantine](r.dir, "quarantine", m, grain)
	r.actors = newActorBook(r.dir)
	if r.cfg.Shard != nil {
		r.inputs = newWriter[table.ShardInput](r.dir, "inputs", m, grain)
	}
	return eachWriter(r, tableWriter.open)
}

// tableWriter is a writer of any table.
type tableWriter interface {
	open() error
	close() error
	abandon()
}

// eachWriter does something to the writers of all tables that Add and Quarantine fill.
func eachWriter(r *Run, do func(tableWriter) error) error {
	all := []tableWriter{r.articles, r.statements, r.candidates, r.stances, r.positions, r.evaluated, r.evidence, r.quarantine}
	if r.inputs != nil {
		all = append(all, r.inputs)
	}
	var errs []error
	for _, w := range all {
		errs = append(errs, do(w))
	}
	return errors.Join(errs...)
}

// Dir is the folder that the run is staged in: reports are written here between
// Seal and Publish.
func (r *Run) Dir() string { return r.dir }

// Meta is what every file of the run says about itself.
func (r *Run) Meta() table.Meta {
	return table.Meta{SchemaVersion: table.SchemaVersion, Version: r.cfg.Version, LexiconSHA256: r.cfg.LexiconSHA256}
}

// Counts is what the run holds so far.
func (r *Run) Counts() Counts { return r.counts }

// Added says what Add did with an article.
type Added int

// What Add does with an article.
const (
	AddedRow    Added = iota // its rows are in the run
	Repeated                 // the same version of the same article is in this run already: passed over
	Conflicting              // another version of the same article is in this run already: quarantined
)

// ConflictMessage tells of an article whose id another of the run has.
func ConflictMessage(id string) string {
	return fmt.Sprintf("article id %q stands twice in this run with different content; the first was kept", id)
}

// Add puts the rows of one article into the run. Callers keep the order of the
// input: it is the order of the rows, and of two copies the first is the original.
func (r *Run) Add(b *table.Batch) (Added, error) {
	a := &b.Article
	id, version := hash64(a.ArticleID), hash64(a.VersionID)
	if v, ok := r.seen[id]; ok {
		if v == version {
			r.counts.Repeated++
			return Repeated, nil
		}
		r.Quarantine(table.Quarantine{
			Path: a.Path, RecordNo: a.RecordNo, LineNo: positive(b.Line), ArticleID: &a.ArticleID, Stage: "run", Code: "id_conflict",
			Message: ConflictMessage(a.ArticleID),
		})
		return Conflicting, nil
	}
	r.seen[id] = version
	switch r.State(a.ArticleID, a.VersionID) {
	case New:
		r.counts.New++
	case Changed:
		r.counts.Changed++
	default:
		r.counts.Rescored++
	}
	if r.cfg.Shard == nil { // copies may be in other shards
		if of, kind := r.dups.add(a.ArticleID, traceOf(a)); of != "" {
			a.DuplicateOf, a.DuplicateKind = &of, &kind
			r.counts.Duplicates++
		}
	}
	if err := errors.Join(
		r.noteInput(b),
		r.articles.write(*a),
		r.statements.write(b.Statements...),
		r.candidates.write(b.Candidates...),
		r.stances.write(b.Stances...),
		r.positions.write(b.Positions...),
		r.evaluated.write(b.Evaluations...),
		r.evidence.write(b.Evidence...),
	); err != nil {
		return AddedRow, fmt.Errorf("article %s (%s): %w", a.ArticleID, a.Path, err)
	}
	r.counts.Articles++
	r.counts.Statements += int64(len(b.Statements))
	r.counts.Candidates += int64(len(b.Candidates))
	r.counts.Stances += int64(len(b.Stances))
	r.counts.Positions += int64(len(b.Positions))
	r.counts.Evaluations += int64(len(b.Evaluations))
	r.counts.Evidence += int64(len(b.Evidence))
	r.countIssues(b)
	r.countWarnings(a.Warnings)
	return AddedRow, r.actors.add(b.Actors)
}

// positive is n as a column has it where 0 stands for what is not known.
func positive(n int) *int32 {
	if n <= 0 {
		return nil
	}
	v := int32(n)
	return &v
}

func (r *Run) countIssues(b *table.Batch) {
	for _, id := range b.Issues {
		if r.issues[id] == nil {
			r.issues[id] = &table.Issue{IssueID: id, Name: id}
		}
		r.issues[id].NStatements++
	}
	for i := range b.Positions {
		r.said[b.Positions[i].PropositionID]++
	}
}

// Quarantine records an input that could not be used. Where that cannot be
// written, Seal says so.
func (r *Run) Quarantine(q table.Quarantine) {
	if r.faulty == nil {
		r.faulty = errors.Join(r.quarantine.write(q), r.noteInput(nil))
	}
	r.counts.Quarantined++
}

// Unchanged notes an article that was passed over because State said so. Its
// version is the one that counts if the input has another of the same id.
func (r *Run) Unchanged(articleID, versionID string) {
	r.seen[hash64(articleID)] = hash64(versionID)
	r.counts.Unchanged++
}

// Corpus reads the published runs and this one, which must be sealed.
func (r *Run) Corpus() (*Corpus, error) {
	if !r.sealed {
		return nil, errors.New("run: not sealed")
	}
	c, err := Open(r.cfg.Out)
	if err != nil {
		return nil, err
	}
	c.Runs = append(c.Runs, Info{RunID: r.id, Sequence: r.sequence, Dir: r.dir, Version: r.cfg.Version, LexiconSHA256: r.cfg.LexiconSHA256, Statements: r.counts.Statements})
	return c, c.readOwners()
}
