package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/postwright/postwright/internal/helptext"
	"github.com/postwright/postwright/internal/testkit"
)

func silentRoot() *cobra.Command {
	return rootCommand(streams{strings.NewReader(""), io.Discard, io.Discard})
}

// TestCommandsPage: docs/commands.md matches the commands' help.
func TestCommandsPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/commands.md")
	if err != nil {
		t.Fatal(err)
	}
	if stale := testkit.Diff(helptext.Markdown(silentRoot()), string(page)); stale != "" {
		t.Errorf("docs/commands.md is stale; run make commands\n%s", stale)
	}
}

// TestManPages: each command has a man page that contains all of its help,
// and every build writes the same pages.
func TestManPages(t *testing.T) {
	pages := helptext.ManPages(silentRoot(), "v1.2.3")
	again := helptext.ManPages(silentRoot(), "v1.2.3")
	shown := map[string]string{}
	for i, p := range pages {
		if p != again[i] {
			t.Errorf("%s is another the second time", p.Name)
		}
		if !strings.Contains(p.Text, "\n.TH ") || !strings.Contains(p.Text, `"1" "" "postwright v1.2.3"`) {
			t.Errorf("%s has no title with the version and without a date:\n%.200s", p.Name, p.Text)
		}
		shown[p.Name] = asShown(t, p.Text)
	}
	root := silentRoot()
	for _, c := range append(root.Commands(), root) {
		name := strings.ReplaceAll(c.CommandPath(), " ", "-") + ".1"
		page, ok := shown[name]
		if !ok {
			t.Errorf("there is no page %s", name)
			continue
		}
		for _, text := range []string{c.Short, c.Long, c.Example} {
			if !strings.Contains(page, squeezed(text)) {
				t.Errorf("%s lacks the text\n%s\nin\n%s", name, text, page)
			}
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			_, usage := pflag.UnquoteUsage(f)
			if !strings.Contains(page, "--"+f.Name) || !strings.Contains(page, squeezed(usage)) {
				t.Errorf("%s lacks the flag --%s: %s", name, f.Name, usage)
			}
		})
		if !c.HasParent() {
			for _, sub := range c.Commands() {
				if !strings.Contains(page, "postwright-"+sub.Name()+"(1)") {
					t.Errorf("%s lacks %s", name, sub.Name())
				}
			}
		}
	}
	if len(pages) != len(root.Commands())+1 {
		t.Errorf("%d pages for %d commands", len(pages), len(root.Commands())+1)
	}
}

// asShown returns a man page as man shows it, on one long line.
func asShown(t *testing.T, roff string) string {
	t.Helper()
	if _, err := exec.LookPath("groff"); err != nil {
		t.Skip("there is no groff")
	}
	c := exec.CommandContext(t.Context(), "groff", "-man", "-Tascii", "-P-cbou", "-rLL=10000n", "-ww")
	c.Stdin = strings.NewReader(roff)
	var complaints bytes.Buffer
	c.Stderr = &complaints
	text, err := c.Output()
	if err != nil || complaints.Len() > 0 {
		t.Errorf("groff: %v\n%s", err, complaints.String())
	}
	return squeezed(string(text))
}

// squeezed returns a text with each run of white space replaced by one space.
func squeezed(text string) string { return strings.Join(strings.Fields(text), " ") }
