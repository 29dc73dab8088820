package redact_test

import (
	"encoding/base64"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/internal/testkit"
)

// TestWhere: what is shown of a document is masked as if all of it were shown.
func TestWhere(t *testing.T) {
	texts := []string{
		`{"auth": {"type": "apikey", "apikey": [{"key": "value", "value": {"in": ["k9Qv2LmX7pRt4Zs8"]}}]}, "name": "Ping"}`,
		`{"variable": [{"key": "client_secret", "value": "k9Qv2LmX7pRt4Zs8"}, {"key": "n", "value": 48151623}, {"key": "pin_password", "value": 481516}]}`,
		`{"item": [{"request": {"url": {"raw": "https://a:k9Qv2LmX7@b.example/x?token=k9Qv2LmX7pRt", "host": ["b", "example"], "query": [{"key": "token", "value": "k9Qv2LmX7pRt"}]}}}]}`,
		`{"body": [{"key": "firstName", "value": "Rosalind"}, {"key": "lastName", "value": "Okonkwo"}, {"key": "birthDate", "value": "1984-07-23"}]}`,
		`{"users": {"rosalind.okonkwo@gmail.com": {"text": "Rosalind Okonkwo, born 07/23/1984"}}}`,
	}
	for i, f := range testkit.CollectionsIfPresent() {
		if len(f.Text) < 1<<20 && (i%8 == 0 || !testing.Short()) {
			texts = append(texts, f.Text)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	masked := 0
	for _, text := range texts {
		d, err := jsontree.Parse(text)
		if err != nil {
			continue
		}
		all := redact.Document(d)
		for range 10 {
			start := r.IntN(len(text))
			end := start + 1 + r.IntN(min(400, len(text)-start))
			part := redact.Where(d, func(n jsontree.Node) bool { return n.Start() < end && n.End() > start })
			if part[start:end] != all[start:end] {
				t.Errorf("%.80s: bytes %d to %d are\n%s\nwant\n%s", text, start, end, part[start:end], all[start:end])
			}
			if part[start:end] != text[start:end] {
				masked++
			}
		}
	}
	if masked == 0 {
		t.Error("nothing that was shown held anything to mask")
	}
}

// TestCopyRepeats: in a copy, no string repeats a value that another place shows to be a
// secret, in any spelling.
func TestCopyRepeats(t *testing.T) {
	const password = "Kr0kodil!2024#x"
	pair := base64.StdEncoding.EncodeToString([]byte("admin:" + password))
	d := testkit.Parse(t, `{"item": [{"name": "As `+password+`", "request": {"url": "https://h.example/?a=Kr0kodil%212024%23x&b=`+pair+`",
		"auth": {"type": "basic", "basic": [{"key": "password", "value": "`+password+`"}]}}}]}`)
	text := redact.Copy(d).Text()
	for _, shown := range []string{"rokodil", "r0kodil", pair[10:20]} {
		if strings.Contains(text, shown) {
			t.Errorf("%q is shown in %s", shown, text)
		}
	}
}
