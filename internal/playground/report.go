package playground

import (
	"errors"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/v3"
)

// Finding is a finding as the page shows it. Its texts are masked. Columns count from
// 0, in UTF-16 units, as JavaScript counts; lines count from 1.
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
	Source    string              `json:"source"` // the text at the place, in short
	Help      string              `json:"help"`
	Fixable   bool                `json:"fixable"`
}

// Report is what is found in an entry.
type Report struct {
	Entry    Entry     `json:"entry"`
	Findings []Finding `json:"findings"`
	// Why has why each rule that found something matters, in Markdown, by its name.
	Why map[string]string `json:"why"`
	// Valid reports whether Postman reads the entry.
	Valid bool `json:"valid"`
	// Kept are parts of a collection in format v3 at which no rule looks.
	Kept []string `json:"kept"`
}

// linter returns the linter for a choice, with the rules that wanted keeps; nil keeps all.
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
		e.found[i].environment = c.Environment
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
	of := report.OfBroken(e.files[0].Path, text, found)
	if e.json != nil {
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
			e.add(r, folder.File(source, in), source.Path, source.Text)
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
			Message: d.Message, Source: brief(sources[i]), Help: words.Replace(d.Help), Fixable: len(d.Fix) > 0 && !e.isV3(),
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

// words are what the page calls what findings say of the command line.
var words = strings.NewReplacer(
	"given with --environment FILE", "chosen above",
	": --fix --environment FILE moves it there", ": with an environment chosen above, Fix moves it there",
	", as --fix --environment FILE does", ", as Fix does with an environment chosen above",
	"as --fix does", "as Fix does",
	"--fix gives", "Fix gives",
)

// brief returns the start of a text.
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

// Fix applies the repair of one finding of the last report, by its index.
func (s *Session) Fix(id, index int) error {
	e, err := s.entry(id)
	if err != nil {
		return err
	}
	if index < 0 || index >= len(e.found) || len(e.found[index].Fix) == 0 {
		return errors.New("there is nothing to fix here")
	}
	f := e.found[index]
	text, err := e.json.Apply(f.Fix...)
	if err != nil {
		return err
	}
	if len(f.FixEnvironment) > 0 {
		environment, err := s.entry(f.environment)
		if err != nil {
			return err
		}
		if environment.isV3() {
			return errors.New("an environment in format v3 is not changed here yet")
		}
		moved, err := environment.json.Apply(f.FixEnvironment...)
		if err != nil {
			return err
		}
		environment.change([]v3.File{{Path: environment.files[0].Path, Text: moved}})
	}
	e.change([]v3.File{{Path: e.files[0].Path, Text: text}})
	return nil
}

// FixAll applies the repairs of all findings of a rule, or of all rules for "", and
// returns how many that were.
func (s *Session) FixAll(id int, c Choice, name string) (int, error) {
	e, err := s.entry(id)
	if err != nil {
		return 0, err
	}
	if e.isV3() {
		return 0, errors.New("files in format v3 are not fixed here yet")
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
	if c.Environment != NoEntry && fixed.Environment != nil {
		environment, err := s.entry(c.Environment)
		if err != nil {
			return 0, err
		}
		if !environment.isV3() {
			environment.change([]v3.File{{Path: environment.files[0].Path, Text: fixed.Environment.Document.Text()}})
		}
	}
	e.change([]v3.File{{Path: e.files[0].Path, Text: fixed.Document.Text()}})
	return len(fixed.Applied), nil
}
