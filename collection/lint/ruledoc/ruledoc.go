// Package ruledoc describes the lint rules in words: for the terminal and as a page.
package ruledoc

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/markdown"
)

// List returns all rules by category, one per line.
func List(all []*rule.Rule) string {
	width := 0
	for _, r := range all {
		width = max(width, len(r.Name))
	}
	var b strings.Builder
	for _, c := range rule.Categories() {
		fmt.Fprintf(&b, "%s%s\n", c, note(c))
		for _, r := range all {
			if r.Category == c {
				fmt.Fprintf(&b, "  %-*s  %-7s  %s\n", width, r.Name, r.Severity, gist(r.Finds))
			}
		}
		b.WriteByte('\n')
	}
	b.WriteString("postwright explain RULE describes a rule in detail.\n")
	return b.String()
}

// gist returns the first part of a text that is complete by itself.
func gist(finds string) string {
	text, _, _ := strings.Cut(plain(english.FirstSentence(finds)), ": ")
	return strings.TrimRight(text, ".")
}

// note returns when the rules of a category apply, if not always.
func note(c rule.Category) string {
	switch c {
	case rule.Template:
		return " (with --template)"
	case rule.Contracts:
		return " (with --openapi or --template)"
	case rule.Documentation:
		return " (with --profile docs)"
	}
	return ""
}

// Text describes one rule for the terminal.
func Text(r *rule.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s, %s%s%s\n\n", r.Name, r.Severity, inSentence(string(r.Category)), note(r.Category), off(r))
	b.WriteString(wrap("Finds "+plain(r.Finds)) + "\n" + wrap(plain(r.Why)))
	if r.Fix != "" {
		b.WriteString("\n" + wrap("--fix: "+plain(r.Fix)))
	}
	fmt.Fprintf(&b, "\nWrong:\n%s\nRight:\n%s", indented(r.Bad.JSON), indented(r.Good.JSON))
	return b.String()
}

// off returns a note for a rule that is off by default.
func off(r *rule.Rule) string {
	if r.Off {
		return "; off"
	}
	return ""
}

// Page returns the documentation of all rules in Markdown.
func Page(all []*rule.Rule) string {
	var b strings.Builder
	b.WriteString(`# The lint rules

What ` + "`postwright lint`" + ` reports. This page is generated from the rules: each wrong example has a finding of its rule only, each right one has none.

An **error** makes the command exit with 1. A **warning** does so with ` + "`--max-warnings`" + `, or in the profile ` + "`strict`" + `, which turns warnings into errors and infos into warnings. The examples show a part of a collection, or files of one in format v3: the comment in the first line is the file's name.

Severities, exceptions and rules to turn off go into ` + "`postwright.yaml`" + `; see [linting](lint.md).

| rule | severity | ` + "`--fix`" + ` | finds |
| --- | --- | --- | --- |
`)
	for _, r := range all {
		fmt.Fprintf(&b, "| [`%s`](#%s) | %s | %s | %s |\n", r.Name, r.Name, inTable(r), yes(r.Fix != ""), markdown.Cell(english.FirstSentence(r.Finds)))
	}
	for _, c := range rule.Categories() {
		fmt.Fprintf(&b, "\n## %s\n", c)
		switch c {
		case rule.Template:
			b.WriteString("\nThese apply with `--template NAME` or `--template FILE`, or `template:` in `postwright.yaml`. The examples are linted with the template of a clinic's API at `https://api.example.com`.\n")
		case rule.Contracts:
			b.WriteString("\nThese apply with `--openapi FILE` or `openapi:` in `postwright.yaml`, and with a template that knows the API's operations. They compare each request with the operation that it calls, and report nothing if that is uncertain: if a variable replaces a part of the path that the document names, or if the request's name or tests say that the server refuses it. The examples are linted with the document of a clinic's API at `https://api.example.com`.\n")
		case rule.V3:
			b.WriteString("\nThese are about the YAML files of a collection in format v3. All other rules apply to such a collection, too, except those about JSON text: `json-syntax`, `byte-order-mark`, `duplicate-key`, `format-version`, `schema` and `unknown-field`. Postman's FMT201 (a name that equals the file's name) and FMT204 (other files in the folder) are harmless and not reported. FMT001 (a path that is not a folder) and FMT011 (scripts in separate files) cannot occur.\n")
		case rule.Documentation:
			b.WriteString("\nThese are off by default. `--profile docs` turns all of them on, `--enable` one of them.\n")
		}
		for _, r := range all {
			if r.Category == c {
				section(&b, r)
			}
		}
	}
	return b.String()
}

func section(b *strings.Builder, r *rule.Rule) {
	severity := english.Title(string(r.Severity))
	if r.Off {
		severity += ", off unless `--enable` names it"
	}
	fmt.Fprintf(b, "\n### `%s`\n\n<a id=\"%s\"></a>%s. Finds %s\n\n%s\n", r.Name, r.Name, severity, r.Finds, r.Why)
	if r.Fix != "" {
		fmt.Fprintf(b, "\n`--fix`: %s\n", r.Fix)
	}
	language := "json"
	if r.Bad.YAML {
		language = "yaml"
	}
	if r.Category == rule.Scripts && !strings.HasPrefix(r.Bad.JSON, "{") && !strings.HasPrefix(r.Bad.JSON, `"`) {
		language = "js"
	}
	fmt.Fprintf(b, "\nWrong:\n\n```%s\n%s\n```\n\nRight:\n\n```%s\n%s\n```\n", language, visible(r.Bad.JSON), language, visible(r.Good.JSON))
}

// inTable returns a rule's severity, and whether it is off.
func inTable(r *rule.Rule) string {
	if r.Off {
		return string(r.Severity) + ", off"
	}
	return string(r.Severity)
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

// visible returns an example with invisible characters spelled out.
func visible(example string) string {
	var b strings.Builder
	for _, r := range strings.TrimRight(example, "\n") {
		if r == '\n' || r == '\t' || unicode.IsPrint(r) && r != '\uFEFF' {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "<U+%04X>", r)
		}
	}
	return b.String()
}

func indented(example string) string {
	var b strings.Builder
	for line := range strings.Lines(visible(example)) {
		b.WriteString("    " + line)
	}
	return b.String() + "\n"
}

// plain returns a text without Markdown's code marks.
func plain(text string) string { return strings.ReplaceAll(text, "`", "") }

// inSentence returns a category's name for the middle of a sentence; URL stays.
func inSentence(category string) string {
	if category == strings.ToUpper(category) {
		return category
	}
	return strings.ToLower(category)
}

const columns = 80

// wrap breaks a text into lines.
func wrap(text string) string {
	var b strings.Builder
	used := 0
	for _, word := range strings.Fields(text) {
		switch {
		case used == 0:
		case used+1+len(word) > columns:
			b.WriteByte('\n')
			used = 0
		default:
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += len(word)
	}
	return b.String() + "\n"
}
