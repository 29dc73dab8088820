package main

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// helpOf returns the output of a command's --help at a width.
func helpOf(t *testing.T, name string, width int) string {
	t.Helper()
	var out strings.Builder
	root := rootCommand(streams{strings.NewReader(""), &out, &out})
	wrapFlags(root, width)
	root.SetArgs(append(strings.Fields(name), "--help"))
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestHelpWidth checks that help fits the width, which is 80 columns without
// a terminal.
func TestHelpWidth(t *testing.T) {
	root := silentRoot()
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		name := strings.TrimPrefix(strings.TrimPrefix(c.CommandPath(), "postwright"), " ")
		help := helpOf(t, name, widthOf(nil))
		for line := range strings.Lines(help) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > helpWidth {
				t.Errorf("%s --help has a line of %d characters: %s", c.CommandPath(), n, line)
			}
		}
	}
}

// TestHelpWraps checks that the descriptions of flags wrap at the width, with
// a hanging indent.
func TestHelpWraps(t *testing.T) {
	const first = "--auto-refresh                    add a script"
	wide, narrow := helpOf(t, "generate", 200), helpOf(t, "generate", 90)
	if want := first + " that refreshes the access token before it expires, for unattended runs\n"; !strings.Contains(wide, want) {
		t.Errorf("at 200 columns there is no %q in\n%s", want, wide)
	}
	if wrapped := regexp.MustCompile(regexp.QuoteMeta(first) + `[^\n]*\n {40}\S`); !wrapped.MatchString(narrow) {
		t.Errorf("at 90 columns the description does not wrap with a hanging indent:\n%s", narrow)
	}
}

// TestOneCommand: the program with only one of its commands behaves like the
// whole program for that command.
func TestOneCommand(t *testing.T) {
	var out strings.Builder
	s := streams{strings.NewReader(""), &out, &out}
	usage := func(root *cobra.Command, name string) string {
		c, _, err := root.Find([]string{name})
		if err != nil || c.Name() != name {
			t.Fatalf("%s: found %q, %v", name, c.Name(), err)
		}
		return c.UsageString()
	}
	for _, c := range rootCommand(s).Commands() {
		alone := rootOf(s, c.Name())
		if len(alone.Commands()) != 1 {
			t.Errorf("for %s, %d commands are made", c.Name(), len(alone.Commands()))
		}
		if got, want := usage(alone, c.Name()), usage(rootCommand(s), c.Name()); got != want {
			t.Errorf("alone, %s has the usage\n%s\nwant\n%s", c.Name(), got, want)
		}
	}
}

// TestHelpGroups checks that each command is listed once, in a group.
func TestHelpGroups(t *testing.T) {
	help := helpOf(t, "", helpWidth)
	if strings.Contains(help, "Additional Commands") || strings.Contains(help, "Available Commands") {
		t.Errorf("a command is in no group:\n%s", help)
	}
	last := 0
	for _, title := range []string{"Generate:", "Check and fix:", "Compare and combine:", "Show and try:", "Set up:"} {
		at := strings.Index(help, "\n"+title+"\n")
		if at < last {
			t.Errorf("%q is missing, or not in its place:\n%s", title, help)
		}
		last = at
	}
	for _, c := range silentRoot().Commands() {
		if n := len(regexp.MustCompile(`(?m)^  `+c.Name()+` `).FindAllString(help, -1)); n != 1 {
			t.Errorf("%s is listed %d times", c.Name(), n)
		}
	}
}

// TestHelpExamplesArePasteable checks that explanations in examples are shell
// comments.
func TestHelpExamplesArePasteable(t *testing.T) {
	column := regexp.MustCompile(`\S {2,}[^#\s]`)
	count := 0
	for _, c := range append([]*cobra.Command{silentRoot()}, silentRoot().Commands()...) {
		for line := range strings.Lines(c.Example) {
			count++
			if column.MatchString(line) {
				t.Errorf("%s: an example has a text that a shell takes for arguments: %s", c.CommandPath(), line)
			}
		}
	}
	if count < 40 {
		t.Errorf("only %d lines of examples", count)
	}
}
