package secret_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/internal/testkit"
)

// pieces are the words and signs that the search for secrets acts on.
var pieces = []string{
	"tokens", "password", "client_secret", "apiKey", "key", "value", "secrets", "cookie", "Set-Cookie", "Authorization", "pwd", "DB_PASSWORD",
	"Bearer ", "Basic ", "dXNlcjpwYXNz", "hV7qTz0pW9sd8f7gAb", "Secr3t!x", "12345", "{{a}}", "a@b.co", "user", "://", "https://", "?", "&", "&amp;", "#", "@",
	"=", ": ", ":", " ", "\n", "\r\n\r\n", "\t", ",", ";", ".", "|", "||", "??", "- ", "-u ", "-b ", "curl ", "(", ")", "[", "]", "{", "}", "<", ">", "</", "/",
	"\"", "'", "`", "\\", "\\\"", "<![CDATA[", "]]>", `form-data; name="`, "hmac", "btoa", "jwt.sign", "eyJhbGciOi", "-----BEGIN PRIVATE KEY-----", "-----END",
	"-us", "~", "$", "%2", "is ", "é", "\u200b", "alt=media",
}

func checkTokens(t *testing.T, text string) {
	t.Helper()
	last := 0
	for _, found := range secret.Tokens(text) {
		if found.Start < last || found.End <= found.Start || found.End > len(text) || found.Kind == "" {
			t.Fatalf("%q: %+v after %d", text, found, last)
		}
		last = found.End
	}
	if masked := secret.MaskText(text); len(masked) != len(text) {
		t.Fatalf("%q becomes %q", text, masked)
	}
}

// TestPieces: no order of the words of a text breaks the search.
func TestPieces(t *testing.T) {
	for _, text := range []string{
		"tokens: [Bearer abc", "tokens = [Bearer abcdefgh12345", `tokens: {"a": Bearer abc`, "tokens:\n- Bearer x", "<tokens>", "keys=[",
	} { // the value after a scheme has no closing quote to go past
		checkTokens(t, text)
	}
	testkit.RandomPieces(30_000, pieces, func(text string) { checkTokens(t, text) })
}

func FuzzPieces(f *testing.F) {
	f.Add([]byte{0, 28, 29, 47, 12, 15})
	f.Add([]byte("the bytes of a sentence are pieces, too"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 200 {
			checkTokens(t, testkit.Pieces(data, pieces))
		}
	})
}

// TestRepeatedPieces: texts in which the same things follow each other many times, so that
// nothing may be read again for each: a value, a prefix, a word.
func TestRepeatedPieces(t *testing.T) {
	for _, part := range []string{
		"http://", "://", "https://{", "a}}token=0xtoken=0", "SECRET=SECRET=",
		"x[token]", "token=a&token", "password: 'a", "<token>", "tokens: [", "\"token\",", "eyJ-", "eyJ-.", "-us",
	} {
		testkit.Linear(t, part, 4000, func(size int) { checkTokens(t, strings.Repeat(part, size/len(part))) })
	}
}
