package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
)

// The elements of a JUnit report that CI servers read. There is no
// specification; the names are those of Ant's junit task.
type (
	testSuites struct {
		XMLName  xml.Name    `xml:"testsuites"`
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Suites   []testSuite `xml:"testsuite"`
	}
	testSuite struct {
		Name     string     `xml:"name,attr"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Cases    []testCase `xml:"testcase"`
	}
	testCase struct {
		Name    string   `xml:"name,attr"`
		Class   string   `xml:"classname,attr"`
		File    string   `xml:"file,attr"`
		Line    int      `xml:"line,attr,omitempty"`
		Failure *failure `xml:"failure,omitempty"`
		Output  string   `xml:"system-out,omitempty"`
	}
	failure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// printJUnit prints a suite per file, and a case per finding. An error is a failure. A
// warning is one if warnings made the job fail, because CI servers use the failures and
// not the exit code. Other findings pass, and so does a file without findings.
func printJUnit(w io.Writer, files []File, warningsFail bool) error {
	all := testSuites{Name: "postwright"}
	for _, f := range files {
		name := clean(f.Path)
		suite := testSuite{Name: name}
		for _, d := range f.Diagnostics {
			failed := d.Severity == diagnostic.Error || warningsFail && d.Severity == diagnostic.Warning
			suite.Cases = append(suite.Cases, caseOf(d, failed))
			if failed {
				suite.Failures++
			}
		}
		if len(suite.Cases) == 0 {
			suite.Cases = []testCase{{Name: "no findings", Class: name, File: name}}
		}
		suite.Tests = len(suite.Cases)
		all.Tests += suite.Tests
		all.Failures += suite.Failures
		all.Suites = append(all.Suites, suite)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func caseOf(d diagnostic.Diagnostic, failed bool) testCase {
	text := fmt.Sprintf("%s:%d:%d: %s: %s [%s]", d.Path, d.Line, d.Column, d.Severity, d.Message, d.Rule)
	if d.Help != "" {
		text += "\n" + d.Help
	}
	c := testCase{
		Name:  clean(fmt.Sprintf("%s at %d:%d", d.Rule, d.Line, d.Column)),
		Class: clean(d.Path), File: clean(d.Path), Line: d.Line,
	}
	if !failed {
		c.Output = clean(text)
	} else {
		c.Failure = &failure{Type: d.Rule, Message: clean(d.Message), Text: clean(text)}
	}
	return c
}

// clean replaces characters that XML 1.0 (section 2.2) does not allow, or that a
// terminal may interpret.
func clean(text string) string {
	return withoutCommands(strings.Map(func(r rune) rune {
		switch {
		case r < 0x20 && r != '\t' && r != '\n' && r != '\r', 0x7F <= r && r < 0xA0, r == 0xFFFE, r == 0xFFFF:
			return '\uFFFD'
		}
		return r
	}, text))
}
