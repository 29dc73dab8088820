package docs_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/docs"
	"github.com/postwright/postwright/collection/jsontree"
)

// shownNowhere checks that neither page shows one of the values.
func shownNowhere(t *testing.T, text string, private ...string) {
	t.Helper()
	p := page(t, text, docs.Options{})
	for format, out := range map[string]string{"HTML": html(t, p), "Markdown": p.Markdown()} {
		for _, value := range private {
			if at := strings.Index(out, value); at >= 0 {
				t.Errorf("%s shows %q: …%s…", format, value, out[max(0, at-60):min(len(out), at+60)])
			}
		}
	}
}

// TestSecretTwice: a secret under a name of a secret is hidden under any other name,
// and in any spelling.
func TestSecretTwice(t *testing.T) {
	const value = "Qm7Zt2KfWc9xLpR4/Yb8NdHs1J+e6UaXo3iMqEkPzA="
	for _, second := range []string{
		`"header": [{"key": "api-key", "value": "%[1]s"}, {"key": "tenant", "value": "%[1]s"}]`,
		`"header": [{"key": "api-key", "value": "%[1]s"}], "description": "Send %[1]s along."`,
		`"header": [{"key": "api-key", "value": "%[1]s"}], "body": {"mode": "raw", "raw": "{\"tenant\": \"%[1]s\"}"}`,
		`"header": [{"key": "api-key", "value": "%[1]s"}, {"key": "Referer", "value": "https://h.example/?t=Qm7Zt2KfWc9xLpR4%%2FYb8NdHs1J%%2Be6UaXo3iMqEkPzA%%3D"}]`,
		`"header": [{"key": "api-key", "value": "%[1]s"}], "body": {"mode": "urlencoded", "urlencoded": [{"key": "%[1]s", "value": "x %[1]s", "description": "or %[1]s"}]}`,
	} {
		request := fmt.Sprintf(second, value)
		shownNowhere(t, `{"variable": [{"key": "tenant", "value": "`+value+`"}], "item": [{"name": "Use `+value+`", "request": {"url": "https://h.example", `+request+`},
			"response": [{"name": "ok", "header": [{"key": "Location", "value": "/`+value+`"}], "body": "`+value+`"}]}]}`, "Qm7Zt2KfWc9x", "LpR4", "PzA")
	}
}

// TestKeysOfObjects: a value that is an object is shown as it is written, but not the
// tokens and people among its keys.
func TestKeysOfObjects(t *testing.T) {
	const token, mail = "ghp_h4XyFmIxVtAhNfG4b1Qk3sLq9WnEr2TyUp0Z", "rosalind.okonkwo84@gmail.com"
	object := `{"` + token + `": 1, "in": [{"` + mail + `": "x"}]}`
	for _, text := range []string{
		`{"variable": [{"key": "o", "value": ` + object + `}], "item": []}`,
		`{"item": [{"name": "a", "request": {"url": {"raw": "https://h.example/:o", "variable": [{"key": "o", "value": ` + object + `}]}}}]}`,
		`{"item": [{"name": "a", "request": {"url": "https://h.example"}, "response": [{"name": "ok", "body": ` + object + `}]}]}`,
	} {
		shownNowhere(t, text, token, "rosalind", "okonkwo84")
	}
}

// TestShortSecretTwice: a short secret is hidden as a word, and no part of another.
func TestShortSecretTwice(t *testing.T) {
	text := `{"auth": {"type": "basic", "basic": [{"key": "username", "value": "u"}, {"key": "password", "value": "w7!kQz2"}]},
		"item": [{"name": "a", "request": {"url": "https://h.example", "description": "Sign in with w7!kQz2; not with aw7!kQz2b."}}]}`
	out := html(t, page(t, text, docs.Options{}))
	if strings.Contains(out, " w7!kQz2;") || !strings.Contains(out, "aw7!kQz2b") {
		t.Error("the page shows the password, or hides what is none")
	}
}

// TestPersonalEverywhere: a person's data is shown nowhere, wherever it stands.
func TestPersonalEverywhere(t *testing.T) {
	const about = "Test patient Rosalind Okonkwo, born 07/23/1984, SSN: 219-56-4127, mail rosalind.okonkwo84@gmail.com"
	private := []string{"Rosalind", "rosalind", "Okonkwo", "OKONKWO", "1984", "219-56-4127", "48291377"}
	q := jsontree.Quote(about)
	const query = `{"raw": "https://h.example/x?ssn=219-56-4127&first_name=Rosalind&last_name=Okonkwo&dob=7/23/1984", "host": ["h.example"], "path": ["x"],
		"query": [{"key": "ssn", "value": "219-56-4127"}, {"key": "first_name", "value": "Rosalind"}, {"key": "last_name", "value": "Okonkwo"}, {"key": "dob", "value": "7/23/1984"}]}`
	for name, text := range map[string]string{
		"description of the collection": `{"info": {"description": ` + q + `}, "item": []}`,
		"description of a folder":       `{"item": [{"name": "f", "description": ` + q + `, "item": [{"request": "https://h.example"}]}]}`,
		"description of a request":      `{"item": [{"request": {"url": "https://h.example", "description": {"content": ` + q + `}}}]}`,
		"description of a variable":     `{"variable": [{"key": "v", "value": "1", "description": ` + q + `}], "item": [{"request": "https://h.example/{{v}}"}]}`,
		"variable":                      `{"variable": [{"key": "v", "value": ` + q + `}], "item": [{"request": "https://h.example/{{v}}"}]}`,
		"name":                          `{"info": {"name": ` + q + `}, "item": [{"name": ` + q + `, "request": "https://h.example"}]}`,
		"name alone, known from a text": `{"item": [{"name": "Read Rosalind Okonkwo", "request": {"url": "https://h.example", "description": ` + q + `}}]}`,
		"query":                         `{"item": [{"request": {"url": ` + query + `}}]}`,
		"address":                       `{"item": [{"request": "https://h.example/x?ssn=219-56-4127&first_name=Rosalind&last_name=Okonkwo&dob=1984-07-23"}]}`,
		"header":                        `{"item": [{"request": {"url": "https://h.example", "header": [{"key": "X-Who", "value": ` + q + `}]}}]}`,
		"body":                          `{"item": [{"request": {"method": "POST", "url": "https://h.example", "body": {"mode": "raw", "raw": "{\"first_name\": \"Rosalind\", \"last_name\": \"Okonkwo\", \"dob\": \"7/23/1984\"}"}}}]}`,
		"form":                          `{"item": [{"request": {"method": "POST", "url": "https://h.example", "body": {"mode": "urlencoded", "urlencoded": [{"key": "name", "value": "Rosalind Okonkwo"}, {"key": "dob", "value": "1984-07-23"}]}}}]}`,
		"CSV":                           `{"item": [{"request": "https://h.example", "response": [{"body": "first_name,last_name,dob,ssn\nRosalind,Okonkwo,1984-07-23,219-56-4127"}]}]}`,
		"HL7":                           `{"item": [{"request": "https://h.example", "response": [{"body": "PID|1||48291377^^^MRN||OKONKWO^ROSALIND||19840723|F"}]}]}`,
		"request of an example":         `{"item": [{"request": "https://h.example", "response": [{"originalRequest": {"url": ` + query + `}, "header": [{"key": "Location", "value": "/p?ssn=219-56-4127"}], "body": "{}"}]}]}`,
	} {
		t.Run(name, func(t *testing.T) { shownNowhere(t, text, private...) })
	}
}
