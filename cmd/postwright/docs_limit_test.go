package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/docs"
)

// TestTooLargeToShow: a page that would need too much memory is refused at
// once.
func TestTooLargeToShow(t *testing.T) {
	takesLong(t)
	file := filepath.Join(t.TempDir(), "large.json")
	if err := os.WriteFile(file, []byte(`{"item": [`+strings.Repeat("0,", docs.MostNodes)+`0]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, complaints strings.Builder
	code := run([]string{"docs", file}, streams{strings.NewReader(""), &out, &complaints})
	want := "cannot show " + file + ": it has 5000004 values and keys, and at most 5000000 can be shown\n"
	if code != exitFailed || out.Len() > 0 || !strings.HasSuffix(complaints.String(), want) {
		t.Errorf("exit code %d\n%s%s", code, out.String(), complaints.String())
	}
}
