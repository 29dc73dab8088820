package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// invocations are the command lines that run each command that reads files,
// on a.json, another version b.json, and their common ancestor o.json.
// Commands that write a file write one that the tests ignore.
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

// others are the commands that report on no collection, and the language
// server, whose sessions have their own tests.
var others = strings.Fields("completion explain help import-template init lsp sandbox templates version")

// talking are the commands that talk to another program, and whose output
// their own tests check: TestNothingPrivate of package lsp.
var talking = []string{"lsp"}

// readings are the invocations with every format, every other choice and
// every switch that a command offers. They come from the commands'
// definitions, so that a new format is tested automatically.
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

// TestReadings: every command is either run on files or listed as one that
// reports on none, and every report format is among the readings.
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
