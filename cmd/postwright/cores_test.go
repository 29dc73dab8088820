package main

import (
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/testkit"
)

// TestCores lints real collections with one core and with many: the output is
// identical in every format, and the SARIF matches its schema.
func TestCores(t *testing.T) {
	const largest = 40_000 // bytes: larger ones, except one, only add time
	var files []string
	large, size := "", 0 // it is linted in parts
	for _, f := range testkit.Collections(t) {
		if len(f.Text) <= largest {
			files = append(files, f.Path)
		}
		if len(f.Text) > size {
			large, size = f.Path, len(f.Text)
		}
	}
	everyRule := []string{"lint", "--profile", "docs", "--template", "drchrono"}
	for _, format := range report.Formats() {
		t.Run(format, func(t *testing.T) {
			out := onAnyCores(t, slices.Concat(everyRule, []string{"--format", format}, files))
			if format == "sarif" {
				isSARIF(t, out)
			}
		})
	}
	t.Run("large", func(t *testing.T) {
		onAnyCores(t, slices.Concat(everyRule, []string{large}))
		onAnyCores(t, slices.Concat(everyRule, []string{"--format", "json", large}))
	})
	t.Run("fix", func(t *testing.T) {
		onAnyCores(t, slices.Concat(everyRule, []string{"--fix", "--diff"}, files))
	})
}

// onAnyCores runs the command with one core and with more, and returns the
// common output.
func onAnyCores(t *testing.T, args []string) string {
	t.Helper()
	before := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(before)
	var first, firstSaid string
	counts := []int{1, 2, 7}
	if testing.Short() {
		counts = []int{1, 7}
	}
	for _, cores := range counts {
		runtime.GOMAXPROCS(cores)
		var out, said strings.Builder
		if code := run(args, streams{strings.NewReader(""), &out, &said}); code != 1 || out.Len() == 0 {
			t.Fatalf("exit code %d with %d cores: %s", code, cores, &said)
		}
		if cores == 1 {
			first, firstSaid = out.String(), said.String()
		}
		if out.String() != first || said.String() != firstSaid {
			t.Errorf("%d cores print something else than one", cores)
		}
	}
	return first
}

func isSARIF(t *testing.T, text string) {
	t.Helper()
	parsed, err := sarif.FromString(text, sarif.WithStrictValidation())
	if err == nil {
		err = parsed.Validate()
	}
	if err != nil {
		t.Errorf("%.2000s", err)
	}
}
