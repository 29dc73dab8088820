package lint_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/v3"
)

// TestSecretsInComments: a secret is found in every comment, and only there.
func TestSecretsInComments(t *testing.T) {
	const request = "$kind: http-request\nurl: https://a.example\n"
	key := "ghp_" + strings.Repeat("k9Qv2LmX7p", 4)[:36]
	for text, want := range map[string]int{
		"# " + key + "\n" + request:                                             1,
		"\uFEFF# " + key + "\n" + request:                                       1,
		request + "method: GET # " + key:                                        1,
		request + "method: GET # " + key + "\r\n# " + key + "\r\n":              2,
		request + "method: GET # a # b" + strings.Repeat(" #", 20) + key:        1,
		request + "description: |- # " + key + "\n  text\n":                     1,
		request + "description: |-\n  text\n  # not " + "a comment\n# " + key:   1,
		request + "description: \"a # b\" # " + key:                             1,
		request + "description: a# b\n":                                         0,
		request + "description: a # b\n":                                        0,
		request + "description: " + strings.Repeat("# ", 20) + "b\n":            0,
		request + "description: |-\n  " + strings.Repeat("# ", 20) + "b\n":      0,
		request + "description: |-\n  # heading\n  ## another one\n# comment\n": 0,
	} {
		found := 0
		r := v3.Read("C", []v3.File{{Path: "R.request.yaml", Text: text}})
		for _, d := range lint.New(lint.Options{Rules: rules.All()}).Files(r) {
			if d.Rule == "secret" {
				found++
				if got := text[d.Start:d.End]; got != key {
					t.Errorf("%q: found %q", text, got)
				}
			}
		}
		if found != want {
			t.Errorf("%q: found %d, want %d", text, found, want)
		}
	}
}
