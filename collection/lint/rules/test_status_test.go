package rules

import "testing"

func TestLoneNumber(t *testing.T) {
	for text, want := range map[string]string{
		"Status is 200":        "200",
		"200":                  "200",
		"v2 answers 404":       "404",
		"returns 200 or 201":   "",
		"no number":            "",
		"code_200, code200":    "",
		"é200é has letters":    "200", // as \b has it: only ASCII is part of a word
		"HTTP/1.1 200":         "",
		"status 200: 200 only": "",
	} {
		number, ok := loneNumber(text)
		if number != want || ok != (want != "") {
			t.Errorf("loneNumber(%q) = %q, %v; want %q", text, number, ok, want)
		}
	}
}
