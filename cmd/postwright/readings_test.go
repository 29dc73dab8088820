package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// invocations are how each command that reads files is run over a.json, another side
// of it b.json, and what both came from, o.json. What prints a file itself writes it to
// one that nobody looks at.
var invocations = map[string][]string{
	"validate": {"a.json", "a.json --schema schema.json"},
	"lint":     {"a.json", "a.json --environment e.json", "a.json --fix --diff", "a.json --fix --diff --environment e.json", "a.json --profile strict --template drchrono", "a.json --baseline written-baseline.json --update-baseline"},
	"fmt":      {"-l a.json", "-d a.json", "--stable-ids -d a.json"},
	"diff":     {"a.json b.json", "b.json a.json"},
	"merge":    {"o.json a.json b.json -o written-merge.json"},
	"docs":     {"a.json", "a.json --template drchrono"},
	"scopes":   {"a.json", "a.json --environment e.json"},
	"upgrade":  {"a.json -o written-upgrade.json"},
	"convert":  {"--to v3 a.json -o written-v3"},
	"generate": {"-o a.json", "-o a.json --check"},
	"token":    {"--collection a.json --environment e.json --refresh", "--collection a.json --environment e.json --revoke", "drchrono --collection a.json --environment e.json --scopes needed --refresh"},
}

// others are the commands that tell of no collection, and the language server, whose
// sessions have tests of their own.
var others = strings.Fields("completion explain help import-template init lsp sandbox templates version")

// talking are the commands that speak with a program, and whose own tests look at what
// they tell: TestNothingPrivate of package lsp.
var talking = []string{"lsp"}

// readings are the invocations with every format and every other choice that a
// command offers, and with each of its switches: they are read from the commands, so
// that a new format is tested without anybody thinking of it.
var readings = func() []string {
	var list []string
	add := func(args string) {
		if !slices.Contains(list, args) {
			list = append(list, args)
		}
	}
	for _, cmd := range rootCommand(streams{}).Commands() {
		for _, args := range invocations[cmd.Name()] {
			add(cmd.Name() + " " + args)
		}
		plain := invocations[cmd.Name()]
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			for i, args := range plain {
				if i > 0 && cmd.Name() != "diff" {
					break
				}
				if c, ok := f.Value.(choice); ok {
					for _, word := range c.allowed {
						add(cmd.Name() + " " + args + " --" + f.Name + " " + word)
					}
				} else if f.Value.Type() == "bool" && f.Name != "help" {
					add(cmd.Name() + " " + args + " --" + f.Name)
				}
			}
		})
	}
	return list
}()

// TestReadings: every command either is run over files or is named as one that tells
// of none, and every format of a report is among the readings.
func TestReadings(t *testing.T) {
	formats := 0
	for _, cmd := range rootCommand(streams{}).Commands() {
		name := cmd.Name()
		if _, ok := invocations[name]; !ok && !slices.Contains(others, name) && !slices.Contains(talking, name) && !isHelp(cmd) {
			t.Errorf("how is %q run over a file? Put it into invocations", name)
		}
		if f := cmd.Flags().Lookup("format"); f != nil && invocations[name] != nil {
			for _, format := range f.Value.(choice).allowed {
				formats++
				if !slices.ContainsFunc(readings, func(args string) bool {
					return strings.HasPrefix(args, name+" ") && strings.HasSuffix(args, "--format "+format)
				}) {
					t.Errorf("%s --format %s is not among the readings", name, format)
				}
			}
		}
	}
	if formats < 15 {
		t.Errorf("only %d formats were found", formats)
	}
}

func isHelp(cmd *cobra.Command) bool { return cmd.Hidden || !cmd.Runnable() }
