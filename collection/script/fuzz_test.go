package script_test

import (
	"testing"

	"github.com/postwright/postwright/collection/script"
	"github.com/postwright/postwright/internal/testkit"
)

// pieces are words and signs of scripts.
var pieces = []string{
	"a", "b", "pm", ".", "?.", "test", "get", "set", "environment", "(", ")", "[", "]", "{", "}", ";", ",", ":", "=", "==", "=>", "?", "+", "-", "!", "*", "**", "/", "/a/", "//", "/*", "*/", "\n", " ",
	"'", "\"", "`", "${", "\\", "'x'", "\"y\"", "1", "0x", "var ", "let ", "const ", "function ", "class ", "async ", "await ", "return ", "if", "for", "of ", "in ", "new ", "import", "export ", "case ", "get ",
	"static ", "...", "<!--", "-->", "#", "@", "é", "\u2028", "\x00", "<", ">", "&&", "||", "??", "++", "|", "~", "%",
}

// checkScript reads all that rules ask of a script, and checks its places.
func checkScript(t *testing.T, source string) {
	t.Helper()
	s := read(t, source)
	last := 0
	for _, token := range s.Tokens() {
		if token.Start() < last || token.End() < token.Start() || token.End() > len(s.Source) {
			t.Fatalf("%q: %q at %d to %d, after %d", source, token.Text, token.Start(), token.End(), last)
		}
		last = token.End()
		s.Property(token)
		s.Indexed(token)
		s.Assigned(token)
		s.Brackets(token)
		script.Content(token)
		s.Place(token.Start(), token.End())
	}
	for _, c := range s.Calls() {
		for _, argument := range s.Arguments(c) {
			s.Pieces(argument)
		}
	}
	for _, name := range []string{"a", "pm", "test"} {
		for range s.Identifiers(name) {
		}
		s.Declares(name)
		s.Constant(name)
		s.AssignedPieces(name)
	}
	s.TopLevelAwait()
	if err := s.Err(); err != nil && (err.Offset < 0 || err.Offset > len(s.Source) || err.Message == "") {
		t.Fatalf("%q: %+v", source, err)
	}
}

// TestRandomPieces: no order of words breaks the reader.
func TestRandomPieces(t *testing.T) {
	testkit.RandomPieces(10_000, pieces, func(text string) { checkScript(t, text) })
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{
		"pm.test('a', function () { pm.response.to.have.status(200); });", "const {a: [b]} = pm.environment.get(`x${y}`); await a?.b[c](d)", "/* a", "`${`${", "a => ({b}) // c", "x = /[/]/g.test(y) ? 1 : '\\'",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) < 2000 {
			checkScript(t, source)
		}
	})
}

func FuzzPieces(f *testing.F) {
	f.Add([]byte("the bytes of a sentence are pieces, too"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 200 {
			checkScript(t, testkit.Pieces(data, pieces))
		}
	})
}
