package secret_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/redact/secret"
)

// TestEscaped: what is hidden in a text is hidden when a URL or JSON encodes it.
func TestEscaped(t *testing.T) {
	for text, private := range map[string]string{
		"Authorization: Bearer qX7vT2mK9pLr4WzNc8YbHd5JfGs3": "vT2mK9pLr4WzNc",
		"password=Tr0ub4dor&3xQz":                            "Tr0ub4dor",
		"https://admin:Zx9Qm2LrT7@db.lakeside.net/x":         "Zx9Qm2LrT7",
		`{"password": "Kv7xQ2pLm9"}`:                         "Kv7xQ2pLm9",
		"x-api-key: 9fK2mQ7xT4vLz8RwYbNc3HdJ5GsPe6Ua":        "mQ7xT4vLz8RwYbN",
	} {
		for _, encoded := range []string{
			url.PathEscape(text), "https://a.example/x?q=" + url.QueryEscape(text) + "&a=b",
			strings.NewReplacer("@", `\u0040`, ":", `\u003a`, "=", `\u003D`).Replace(text),
		} {
			if masked := secret.MaskText(encoded); strings.Contains(masked, private) {
				t.Errorf("%s is shown as %s", encoded, masked)
			}
		}
	}
	for _, text := range []string{"a%20b+c=d+e", "/search?q=what+is+a+password%3F", `100%25 and \u00e9`} {
		if masked := secret.MaskText(text); masked != text {
			t.Errorf("%s is shown as %s", text, masked)
		}
	}
}

// TestBesideID: the secret key of AWS has no format, but the ID of an access key beside it
// has.
func TestBesideID(t *testing.T) {
	const id, key = "AKIAJ5Q2KQ3ZR7YXW4MN", "hK3vQ9xT2mLr7wYp4ZsB1nHcD6fJ8gU/eXaM5oWt"
	for text, found := range map[string]bool{
		id + " / " + key: true, key + "," + id: true, "[" + id + "](" + key + ").": true,
		key: false, id + " " + key[1:]: false, id + " 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12": false,
		id + " wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY": false,
	} {
		got := false
		for _, token := range secret.Tokens(text) {
			got = got || token.Kind == "AWS secret key"
		}
		if got != found {
			t.Errorf("%s: found %v, want %v", text, got, found)
		}
	}
}
