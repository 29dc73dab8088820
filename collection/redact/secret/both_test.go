package secret_test

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/internal/testkit"
)

// TestBoth: both looks at a document at once find what each finds, of secrets in all
// places and with values that are reported, suspected and neither.
func TestBoth(t *testing.T) {
	places := []string{
		`{"header": [{"key": "Cookie", "value": "theme=dark; connect.sid=%s"}]}`, `{"header": "Accept: */*\nCookie: theme=dark; PHPSESSID=%s"}`,
		`{"header": "Accept: */*\nX-Api-Key: %s"}`, `{"response": [{"header": [{"key": "Set-Cookie", "value": "session=%s; Path=/"}]}]}`,
		`{"response": [{"cookie": [{"key": "webexToken", "value": "%s"}]}]}`, `{"header": [{"key": "Authorization", "value": "Bearer %s"}]}`,
		`{"raw": "{\"password\": \"%s\", \"note\": \"a token\"}"}`, `{"exec": ["curl -b 'theme=dark; sid=%s' https://a.example"]}`,
		`{"description": "export DB_PASSWORD=%[1]s, and https://a:%[1]s@b.example"}`, `{"variable": [{"key": "client_secret", "value": "%s"}]}`,
		`{"url": {"raw": "https://a.example/?token=%[1]s", "query": [{"key": "token", "value": "%[1]s"}]}}`, `{"auth": {"apikey": [{"key": "value", "value": "%s"}]}}`,
		`{"url": {"raw": "https://hooks.slack.com/services/T0/B0/%[1]s", "path": ["services", "T0", "B0", "%[1]s"]}}`,
	}
	values := []string{hidden, "changeme", "secret-value", "{{token}}", "123456", "f47ac10b-58cc-4372-a567-0e02b2c3d479", "ghp_" + hidden + hidden[:16], "Passw0rd!", "id", ""}
	var documents []string
	for _, p := range places {
		for _, v := range values {
			documents = append(documents, fmt.Sprintf(p, v))
		}
	}
	for _, f := range testkit.CollectionsIfPresent() {
		documents = append(documents, f.Text)
	}
	for _, text := range documents {
		d, err := jsontree.Parse(text)
		if err != nil {
			continue
		}
		reported, suspected := secret.Both(d)
		if want := secret.Find(d); !reflect.DeepEqual(reported, want) {
			t.Errorf("%.200s: reported %d, want %d", text, len(reported), len(want))
		}
		if want := secret.Suspected(d); !reflect.DeepEqual(suspected, want) {
			t.Errorf("%.200s: suspected %d, want %d", text, len(suspected), len(want))
		}
	}
}
