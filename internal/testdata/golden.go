package testdata

import (
	"flag"
	"os"
	"testing"
)

// Update tells whether golden files are to be written.
var Update = flag.Bool("update", false, "write the golden files")

// Golden compares a text with the file of a path; with -update it writes it.
func Golden(t testing.TB, path, got string) {
	t.Helper()
	if *Update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run the test with -update and look at the difference. Got\n%s", path, got)
	}
}
