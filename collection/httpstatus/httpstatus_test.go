package httpstatus

import (
	"net/http"
	"testing"
)

// TestText compares the table with that of net/http.
func TestText(t *testing.T) {
	named := 0
	for code := -1; code < 1100; code++ {
		want := http.StatusText(code)
		if got := Text(code); got != want {
			t.Errorf("%d is %q, want %q", code, got, want)
		}
		if want != "" {
			named++
		}
	}
	if named == 0 || len(texts) > 1100 {
		t.Errorf("%d codes have a name, the table ends with %d", named, len(texts)-1)
	}
}
