package suggest_test

import (
	"testing"

	"github.com/postwright/postwright/internal/suggest"
)

func TestName(t *testing.T) {
	candidates := []string{"oauth1", "oauth2", "noauth", "patients:read", "value", "x"}
	for word, want := range map[string]string{
		"oath2":         "oauth2",
		"OAuth2":        "oauth2",
		"patient:read":  "patients:read",
		"valeu":         "value",
		"oauth":         "", // two are equally close
		"noath":         "noauth",
		"somethingelse": "",
		"ab":            "",
		"":              "x",
	} {
		if got, _ := suggest.Name(word, candidates); got != want {
			t.Errorf("Name(%q) = %q, want %q", word, got, want)
		}
	}
	if got := suggest.Hint("oauth", []string{"noauth", "oauth1", "oauth2"}); got != `; did you mean "oauth1" or "oauth2"?` {
		t.Errorf("Hint = %q", got)
	}
	if got := suggest.Hint("oath2", candidates); got != `; did you mean "oauth2"?` {
		t.Errorf("Hint = %q", got)
	}
}
