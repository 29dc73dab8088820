package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/secret"
)

// hostileParts are put into passwords: characters that end a word, a URL, a
// string or a tag, and placeholders.
var hostileParts = []string{"#", "/", "?", "'", "<", ">", " ", `\`, "&", "=", "%23", "+", "!", "$", ";", ",", "(", "]", "ß", "日", "|", "~", "^", "*"}

// planter creates secrets and remembers them.
type planter struct {
	random  *rand.Rand
	planted map[string]string // the rule for how each secret was created
}

// core returns the unique part of a secret: letters and digits that occur
// nowhere else.
func (p *planter) core() string {
	const alphabet = "bcdfghjkmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ23456789"
	b := make([]byte, 8)
	for i := range b {
		b[i] = alphabet[p.random.IntN(len(alphabet))]
	}
	return string(b)
}

// secret returns a secret with hostile characters, of digits only, or a word.
func (p *planter) secret() string {
	text := ""
	switch p.random.IntN(8) {
	case 0:
		text = fmt.Sprint(100_000_000_000 + p.random.Int64N(800_000_000_000))
	case 1:
		text = "MyPassword" + fmt.Sprint(10_000+p.random.IntN(80_000))
	case 2:
		text = "correcthorse" + strings.ToLower(p.core()[:4])
	default:
		for range 3 {
			text += p.core()[:4] + hostileParts[p.random.IntN(len(hostileParts))]
		}
		text += p.core()[:4]
	}
	p.planted[text] = ""
	return text
}

// plantedPlaces has SECRET, within a JSON string, in places that must not be
// shown: those for secrets, and before the host of a URL.
const plantedPlaces = `{
 "info": {"name": "S", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
 "auth": {"type": "oauth2", "oauth2": [{"key": "clientSecret", "value": "SECRET"}, {"key": "accessToken", "value": "SECRET"}, {"key": "password", "value": "SECRET"}, {"key": "scope", "value": "a:read {{password}}"}]},
 "variable": [{"key": "access_token", "value": "SECRET"}, {"key": "x", "value": "SECRET", "type": "secret"}, {"key": "password", "value": "SECRET"}],
 "item": [
  {"name": "parts", "request": {"method": "GET", "url": {"raw": "https://api.acme.io/x", "protocol": "https", "host": ["api", "acme", "io"], "path": ["x"], "auth": {"user": "svc", "password": "SECRET"}}}},
  {"name": "repeated", "request": {"method": "GET", "url": {"raw": "https://svc:SAME@api.acme.io/x", "protocol": "https", "host": ["api", "acme", "io"], "path": ["y"], "auth": {"user": "svc", "password": "SAME"}}}},
  {"name": "query", "request": {"method": "GET", "url": {"raw": "https://api.acme.io/x?access_token=SAME", "protocol": "https", "host": ["api", "acme", "io"], "path": ["x"], "query": [{"key": "access_token", "value": "SAME"}, {"key": "password", "value": "SECRET", "disabled": true}]}}},
  {"name": "text", "request": {"method": "GET", "url": "https://svc:SECRET@api.acme.io/x"}},
  {"name": "port", "request": {"method": "GET", "url": "https://svc:SECRET@api.acme.io:8443/x?page=1#top"}},
  {"name": "raw", "request": {"method": "GET", "url": {"raw": "https://svc:SECRET@api.acme.io/x"}}},
  {"name": "host", "request": {"method": "GET", "url": {"raw": "https://svc:SAME@api.acme.io/x", "protocol": "https", "host": ["svc:SAME@api", "acme", "io"], "path": ["x"]}}},
  {"name": "http", "request": {"method": "GET", "url": "http://svc:SECRET@api.acme.io/{{undefined}}/:id"}},
  {"name": "variable", "request": {"method": "GET", "url": "https://svc:{{password}}@api.acme.io/{{access_token}}/{{x}}"}},
  {"name": "authorized", "request": {"method": "GET", "url": "https://api.acme.io/z", "auth": {"type": "basic", "basic": [{"key": "username", "value": "svc"}, {"key": "password", "value": "SECRET"}]},
    "header": [{"key": "X-Api-Token", "value": "SECRET"}, {"key": "Authorization", "value": "Basic BASE64"}], "description": "Sent to https://svc:SECRET@api.acme.io/x by the job."}},
  {"name": "form", "request": {"method": "POST", "url": "https://api.acme.io/f", "body": {"mode": "urlencoded", "urlencoded": [{"key": "password", "value": "SECRET"}, {"key": "callback", "value": "https://svc:SECRET@api.acme.io/x"}]}},
   "event": [{"listen": "test", "script": {"exec": ["const at = 'x';", "// https://svc:SECRET@api.acme.io/x"]}}],
   "response": [{"name": "ok", "code": 200, "body": "", "originalRequest": {"method": "GET", "url": {"raw": "https://api.acme.io/x", "host": ["api", "acme", "io"], "path": ["x"], "auth": {"user": "svc", "password": "SECRET"}}}}]}
 ]}`

// plant writes secrets into the places of a text.
func (p *planter) plant(t *testing.T, text string) string {
	d, err := jsontree.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	same := map[jsontree.Node]string{}
	var edits []jsontree.Edit
	for n := range d.Root().Descendants() {
		if n.Kind() != jsontree.String || n.IsKey() {
			continue
		}
		said := n.Text()
		said = strings.ReplaceAll(said, "BASE64", base64.StdEncoding.EncodeToString([]byte("svc:"+p.secret())))
		if strings.Contains(said, "SAME") {
			item := n
			for !item.Get("request").Exists() {
				item = item.Parent()
			}
			if same[item] == "" {
				same[item] = p.secret()
			}
			said = strings.ReplaceAll(said, "SAME", same[item])
		}
		if strings.Contains(said, "SECRET") {
			said = strings.ReplaceAll(said, "SECRET", p.secret())
		}
		if said != n.Text() {
			edits = append(edits, n.Replace(jsontree.Quote(said)))
		}
	}
	text, err = d.Apply(edits...)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// forms returns the forms in which an output could show a secret.
func forms(value string) []string {
	quoted, err := json.Marshal(value)
	if err != nil {
		panic(err) // a string always has a JSON form
	}
	all := append(secret.Spellings(value), string(quoted[1:len(quoted)-1]), strings.Trim(jsontree.Quote(value), `"`),
		base64.StdEncoding.EncodeToString([]byte("svc:"+value)), strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "'", "&#39;").Replace(value))
	return all
}

// TestPlantedSecrets: no command shows a secret in any format, escaped or
// not, whatever characters it contains.
func TestPlantedSecrets(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 2
	}
	for seed := range uint64(rounds) {
		p := &planter{rand.New(rand.NewPCG(seed, 19)), map[string]string{}}
		environment := `{"name": "E", "values": [{"key": "api_key", "value": "SECRET"}, {"key": "undefined", "value": "SECRET", "type": "secret"}]}`
		files := map[string]string{
			"a.json": p.plant(t, plantedPlaces), "b.json": p.plant(t, plantedPlaces), "o.json": p.plant(t, plantedPlaces),
			"e.json": p.plant(t, environment), "schema.json": `{"properties": {"info": {"type": "string"}}}`,
		}
		if os.Getenv("PLANTED_FILES") != "" {
			for name, text := range files {
				_ = os.WriteFile(os.Getenv("PLANTED_FILES")+"/"+name, []byte(text), 0o600)
			}
		}
		spellings := map[string][]string{}
		for value := range p.planted {
			spellings[value] = forms(value)
		}
		tellOf(t, files, func(args, said string) {
			for value, forms := range spellings {
				for _, form := range forms {
					if at := strings.Index(said, form); at >= 0 {
						t.Errorf("seed %d: %s shows %q: …%s…", seed, args, value, said[max(0, at-120):min(len(said), at+60)])
						return
					}
				}
			}
		})
	}
}
