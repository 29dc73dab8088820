package playground

import (
	"errors"
	"slices"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/report"
	v3 "github.com/postwright/postwright/collection/v3"
)

// Finding is a finding as the page shows it. Its texts are masked. Lines
// count from 1; columns count from 0, in UTF-16 units, as JavaScript counts.
type Finding struct {
	Path      string              `json:"path"` // one of the entry's files
	Line      int                 `json:"line"`
	Column    int                 `json:"column"`
	EndLine   int                 `json:"endLine"`
	EndColumn int                 `json:"endColumn"`
	Element   []string            `json:"element"`
	Rule      string              `json:"rule"`
	Severity  diagnostic.Severity `json:"severity"`
	Message   string              `json:"message"`
	Source    string              `json:"source"` // the start of the text at the place
	Help      string              `json:"help"`
	Fixable   bool                `json:"fixable"`
}

// Report has the findings in an entry.
type Report struct {
	Entry    Entry     `json:"entry"`
	Findings []Finding `json:"findings"`
	// Why explains in Markdown why each rule with findings matters, by the
	// rule's name.
	Why map[string]string `json:"why"`
	// Valid reports whether Postman can read the entry.
	Valid bool `json:"valid"`
	// Kept are the parts of a collection in format v3 that no rule checks.
	Kept []string `json:"kept"`
}

// linter returns the linter for a choice, with the rules that wanted accepts;
// a nil wanted accepts all.
func (s *Session) linter(c Choice, wanted func(*rule.Rule) bool) (*lint.Linter, error) {
	all, err := lint.Select(rules.All(), c.Profile, nil, nil)
	if err != nil {
		return nil, err
	}
	if wanted != nil {
		all = slices.DeleteFunc(all, func(r *rule.Rule) bool { return !wanted(r) })
	}
	environment, err := s.environment(c.Environment)
	if err != nil {
		return nil, err
	}
	return lint.New(lint.Options{Rules: all, Environment: environment, Strict: c.Profile == lint.Strict}), nil
}

// Report lints an entry.
func (s *Session) Report(id int, c Choice) (*Report, error) {
	e, err := s.entry(id)
	if err != nil {
		return nil, err
	}
	linter, err := s.linter(c, nil)
	if err != nil {
		return nil, err
	}
	r := &Report{Entry: e.Entry, Findings: []Finding{}, Why: map[string]string{}, Valid: e.Kind != Unknown, Kept: []string{}}
	e.found = nil
	if e.isV3() {
		e.lintFiles(r, linter)
	} else if err := e.lintText(r, linter); err != nil {
		return nil, err
	}
	for i := range e.found {
		e.found[i].choice = c
	}
	for _, one := range rules.All() {
		if slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Rule == one.Name }) {
			r.Why[one.Name] = one.Why
		}
	}
	return r, nil
}

// lintText reports on a JSON file.
func (e *entry) lintText(r *Report, linter *lint.Linter) error {
	text := e.files[0].Text
	found, err := linter.Parsed(e.json, e.jsonErr)
	if err != nil {
		return err
	}
	var of report.File
	if e.json == nil {
		of = report.OfBroken(e.files[0].Path, text, found)
	} else {
		of = report.OfDocument(e.files[0].Path, e.json, found)
	}
	e.add(r, of, e.files[0].Path, text)
	return nil
}

// lintFiles reports on files in format v3.
func (e *entry) lintFiles(r *Report, linter *lint.Linter) {
	read := e.read()
	found := map[string][]diagnostic.Diagnostic{}
	for _, d := range linter.Files(read) {
		found[d.Path] = append(found[d.Path], d)
	}
	folder := report.NewFolder(read, func(name string) string { return name })
	for _, source := range read.Files {
		if in := found[source.Path]; len(in) > 0 {
			e.add(r, folder.File(source, in), source.Path, source.Text())
		}
	}
	for _, kept := range read.Kept {
		r.Kept = append(r.Kept, kept.File+" is "+kept.What)
	}
}

// add adds the findings in one file, whose places are still byte offsets.
func (e *entry) add(r *Report, of report.File, file, text string) {
	places := placesOf(text, of.Diagnostics)
	sources := of.Sources()
	for i, d := range of.Diagnostics {
		f := Finding{
			Path: file, Element: d.Element, Rule: d.Rule, Severity: d.Severity,
			Message: d.Message, Source: brief(sources[i]), Help: d.Help + advice[d.Offer], Fixable: d.Fixable,
		}
		f.Line, f.Column = places[d.Start].line, places[d.Start].column
		f.EndLine, f.EndColumn = places[d.End].line, places[d.End].column
		if d.Severity == diagnostic.Error && (d.Rule == "schema" || d.Rule == "json-syntax" || v3.Verdict(d.Rule)) {
			r.Valid = false
		}
		r.Findings = append(r.Findings, f)
		e.found = append(e.found, finding{Diagnostic: d})
	}
}

// advice says how the page offers what Postwright can do about a finding. It
// follows the finding's help.
var advice = map[diagnostic.Offer]string{
	diagnostic.Repair:                ", as Fix does",
	diagnostic.RepairIntoEnvironment: ", as Fix does with an environment chosen above",
	diagnostic.GiveEnvironment:       "; variables of the environment chosen above count as defined",
}

// brief returns the start of a text, for display.
func brief(text string) string {
	const most = 200
	count := 0
	for i := range text {
		if count++; count > most {
			return text[:i] + "…"
		}
	}
	return text
}

// Fix applies the fix of one finding of the last report, by its index.
func (s *Session) Fix(id, index int) error {
	e, err := s.entry(id)
	if err != nil {
		return err
	}
	if index < 0 || index >= len(e.found) || !e.found[index].Fixable {
		return errors.New("there is nothing to fix here")
	}
	f := e.found[index]
	if e.isV3() {
		_, err := s.fixFiles(e, f.choice, f.Rule, func(d diagnostic.Diagnostic) bool {
			return d.Path == f.Path && d.Start == f.Start && d.End == f.End
		})
		return err
	}
	text, err := e.json.Apply(f.Fix...)
	if err != nil {
		return err
	}
	if len(f.FixEnvironment) > 0 {
		environment, err := s.entry(f.choice.Environment)
		if err != nil {
			return err
		}
		d, err := environment.document()
		if err != nil {
			return err
		}
		if d, err = d.Edited(f.FixEnvironment...); err != nil {
			return err
		}
		if err := environment.say(d); err != nil {
			return err
		}
	}
	e.change([]v3.File{{Path: e.files[0].Path, Text: text}})
	return nil
}

// say edits the files of an entry so that they hold a document's content.
func (e *entry) say(d *jsontree.Document) error {
	if !e.isV3() {
		e.change([]v3.File{{Path: e.files[0].Path, Text: d.Text()}})
		return nil
	}
	r := e.read()
	written, err := r.WriteTo(d)
	if err != nil {
		return err
	}
	e.change(r.FilesAfter(written.Changes))
	return nil
}

// fixFiles fixes files in format v3 and returns the number of findings fixed.
// It applies the fixes of one rule, or of all rules if name is "", where a
// nil where selects every finding.
func (s *Session) fixFiles(e *entry, c Choice, name string, where func(diagnostic.Diagnostic) bool) (int, error) {
	linter, err := s.linter(c, func(r *rule.Rule) bool { return name == "" || r.Name == name })
	if err != nil {
		return 0, err
	}
	if where != nil {
		linter = linter.Where(where)
	}
	before := e.read()
	fixed, err := linter.FixFiles(before)
	if err != nil {
		return 0, err
	}
	if err := s.moved(c, fixed.Environment); err != nil {
		return 0, err
	}
	e.change(before.FilesAfter(v3.Between(before, fixed.Files).Changes))
	return len(fixed.Applied), nil
}

// moved updates the chosen environment if secrets were moved into it.
func (s *Session) moved(c Choice, to *analysis.Environment) error {
	if c.Environment == NoEntry || to == nil {
		return nil
	}
	environment, err := s.entry(c.Environment)
	if err != nil {
		return err
	}
	return environment.say(to.Document)
}

// FixAll applies the fixes of all findings of a rule, or of all rules if name
// is "", and returns how many it applied.
func (s *Session) FixAll(id int, c Choice, name string) (int, error) {
	e, err := s.entry(id)
	if err != nil {
		return 0, err
	}
	if e.isV3() {
		return s.fixFiles(e, c, name, nil)
	}
	linter, err := s.linter(c, func(r *rule.Rule) bool { return name == "" || r.Name == name })
	if err != nil {
		return 0, err
	}
	d, err := e.document()
	if err != nil {
		return 0, err
	}
	fixed, err := linter.Fix(d)
	if err != nil {
		return 0, err
	}
	if err := s.moved(c, fixed.Environment); err != nil {
		return 0, err
	}
	e.change([]v3.File{{Path: e.files[0].Path, Text: fixed.Document.Text()}})
	return len(fixed.Applied), nil
}
