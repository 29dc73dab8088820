//go:build !js

package report

import (
	"encoding/json"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/english"
)

const homepage = "https://github.com/postwright/postwright"

// printSARIF prints one run in SARIF 2.1.0 (OASIS Standard, 27 March 2020).
// Columns are in code points, as everywhere in Postwright.
func printSARIF(w io.Writer, files []File, o Options) error {
	driver := sarif.NewToolComponent().WithName("Postwright").WithInformationURI(homepage)
	if o.Version != "" {
		driver = driver.WithVersion(o.Version)
	}
	run := sarif.NewRun().WithColumnKind("unicodeCodePoints").WithTool(sarif.NewTool().WithDriver(driver))
	index := map[string]int{}
	for _, name := range ruleNames(files, o) {
		index[name] = len(driver.Rules)
		driver.AddRule(descriptor(name, o))
	}
	for _, f := range files {
		for i, d := range f.Diagnostics {
			var fix []change
			if f.fixes != nil {
				fix = f.fixes[i]
			}
			run.AddResult(result(d, index[d.Rule], f.marks[i], fix, o))
		}
	}
	encoder := json.NewEncoder(harmless{w})
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	return encoder.Encode(sarif.NewReport().AddRun(run))
}

// ruleNames returns the rules that the options describe, in their order, followed by
// other rules that have findings.
func ruleNames(files []File, o Options) []string {
	var names []string
	for _, r := range o.Rules {
		names = append(names, r.Name)
	}
	for _, f := range files {
		for _, d := range f.Diagnostics {
			if !slices.Contains(names, d.Rule) {
				names = append(names, d.Rule)
			}
		}
	}
	return names
}

func descriptor(name string, o Options) *sarif.ReportingDescriptor {
	rule := sarif.NewRule(name)
	i := slices.IndexFunc(o.Rules, func(r Rule) bool { return r.Name == name })
	if i < 0 {
		return rule
	}
	r := o.Rules[i]
	finds := english.Title(r.Finds)
	help := "It finds " + r.Finds + "\n\n" + r.Why
	if r.Fix != "" {
		help += "\n\n"
		if o.Fixer != "" {
			help += "`" + o.Fixer + "` repairs it. "
		}
		help += r.Fix
	}
	return rule.
		WithShortDescription(sarif.NewMultiformatMessageString().WithText(english.FirstSentence(finds))).
		WithFullDescription(sarif.NewMultiformatMessageString().WithText(finds + " " + r.Why)).
		WithHelp(sarif.NewMultiformatMessageString().WithText(strings.ReplaceAll(help, "`", "")).WithMarkdown(help)).
		WithHelpURI(homepage + "/blob/main/docs/rules.md#" + name).
		WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(level(r.Severity))).
		WithProperties(sarif.NewPropertyBag().Add("tags", []string{r.Category}))
}

func level(s diagnostic.Severity) string {
	if s == diagnostic.Info {
		return sarif.LevelNote
	}
	return string(s)
}

func result(d diagnostic.Diagnostic, rule int, fingerprint string, fix []change, o Options) *sarif.Result {
	message := d.Message
	if d.Help != "" {
		message += ". " + english.Title(d.Help) + "."
	}
	location := sarif.NewLocation().WithPhysicalLocation(sarif.NewPhysicalLocation().
		WithArtifactLocation(sarif.NewArtifactLocation().WithURI(uri(d.Path))).
		WithRegion(sarif.NewRegion().
			WithStartLine(d.Line).WithStartColumn(d.Column).WithEndLine(d.EndLine).WithEndColumn(d.EndColumn)))
	if d.Pointer != "" {
		location.AddLogicalLocation(sarif.NewLogicalLocation().WithFullyQualifiedName(d.Pointer))
	}
	r := sarif.NewRuleResult(d.Rule).
		WithRuleIndex(rule).
		WithLevel(level(d.Severity)).
		WithMessage(sarif.NewTextMessage(message)).
		WithLocations([]*sarif.Location{location}).
		WithPartialFingerprints(map[string]string{"postwright/v2": fingerprint})
	if len(fix) > 0 {
		r.Fixes = []*sarif.Fix{repair(d, fix, o)}
	}
	return r
}

func repair(d diagnostic.Diagnostic, fix []change, o Options) *sarif.Fix {
	artifact := sarif.NewArtifactChange().WithArtifactLocation(sarif.NewArtifactLocation().WithURI(uri(d.Path)))
	for _, c := range fix {
		artifact.AddReplacement(sarif.NewReplacement().
			WithDeletedRegion(sarif.NewRegion().
				WithStartLine(c.from.Line).WithStartColumn(c.from.Column).
				WithEndLine(c.to.Line).WithEndColumn(c.to.Column).
				WithByteOffset(c.start).WithByteLength(c.end - c.start)).
			WithInsertedContent(sarif.NewArtifactContent().WithText(c.text)))
	}
	description := "The repair"
	if o.Fixer != "" {
		description = "What " + o.Fixer + " does"
	}
	return sarif.NewFix().WithDescription(sarif.NewTextMessage(description)).AddArtifactChange(artifact)
}

// uri returns a path as a relative reference (RFC 3986), or as a file URI if the path is
// absolute.
func uri(path string) string {
	path = filepath.ToSlash(path)
	if strings.HasPrefix(path, "/") {
		return (&url.URL{Scheme: "file", Path: path}).String()
	}
	return (&url.URL{Path: strings.TrimPrefix(path, "./")}).String()
}
