package script_test

import (
	"slices"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/script"
)

// read returns the script of a test event.
func read(t *testing.T, source string) *script.Script {
	t.Helper()
	d, err := jsontree.Parse(`{"event": [{"listen": "test", "script": {"exec": ` + jsontree.Quote(source) + `}}]}`)
	if err != nil {
		t.Fatal(err)
	}
	var r script.Reader
	for e := range collection.Of(d).Events() {
		return r.Parse(e)
	}
	t.Fatal("no event")
	return nil
}

func TestDeclares(t *testing.T) {
	s := read(t, `var a = 1, b; let {c, d: [e]} = x; const f = (g, {h}) => { let i; }; function j(k = 1, ...l) {} class m {} try {} catch (n) {} for (const o of x) {} switch (x) { case 1: let p; }`)
	for _, name := range []string{"a", "b", "c", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p"} {
		if !s.Declares(name) {
			t.Errorf("%s is declared", name)
		}
	}
	for _, name := range []string{"d", "x", "y"} {
		if s.Declares(name) {
			t.Errorf("%s is not declared", name)
		}
	}
}

func TestConstant(t *testing.T) {
	s := read(t, "const A = 'a';\nlet b = \"b\"\nvar c = `c`, x = 1; let d = 'd' + x; let e = 'e'; e = 'f'; f = 'f'; let g = x; let h = 'h'\n(x); x.A = 1;")
	for name, want := range map[string]string{"b": "b", "c": "c", "d": "", "e": "", "f": "", "g": "", "h": "", "x": "", "y": "", "A": ""} {
		if got, ok := s.Constant(name); got != want || ok != (want != "") {
			t.Errorf("%s is %q", name, got)
		}
	}
}

func TestArguments(t *testing.T) {
	for _, c := range read(t, `f(a, {b: [1, 2]}, g(3, 4), "}", `+"`${h(5, 6)}`"+`)`).Calls() {
		if c.Method != "f" {
			continue
		}
		var sizes []int
		for _, argument := range read(t, `f(a, {b: [1, 2]}, g(3, 4), "}", `+"`${h(5, 6)}`"+`)`).Arguments(c) {
			sizes = append(sizes, len(argument))
		}
		if want := []int{1, 9, 6, 1, 8}; !slices.Equal(sizes, want) {
			t.Errorf("the arguments have %v tokens, want %v", sizes, want)
		}
	}
}

func TestIsText(t *testing.T) {
	for source, want := range map[string]bool{
		`"a"`: true, "`a`": true, "`a${b}c${d}`": true, `"a" + b`: true, `b + c.d + "a"`: true, `String(a)`: true, `JSON.stringify({a: 1 - 2})`: true,
		`a.b[0].toString()`: true, `a(b)?.toFixed(2)`: true, `pm.response.text()`: true, `responseBody`: true, `encodeURIComponent(a)`: true,
		`a`: false, `1`: false, `a.b`: false, `a + b`: false, `"a" || b`: false, `b ? "a" : "c"`: false, `"a" - 1`: false, `true`: false,
		`[1].concat("a")`: false, `a.toString`: false, `f(a)`: false, `toString(a)`: false, `!String(a)`: false, `"a".length`: false, `() => "a"`: false,
		`{a: "b"}`: false, `("a")`: false, `typeof a`: false, ``: false,
	} {
		s := read(t, "f("+source+")")
		var argument []script.Token
		if arguments := s.Arguments(s.Calls()[0]); len(arguments) > 0 {
			argument = arguments[0]
		}
		if got := script.IsText(argument); got != want {
			t.Errorf("%s: %v", source, got)
		}
	}
}

func TestPieces(t *testing.T) {
	const pre = "const p = 'k_'; let q = 'no'; q = 1; "
	for expression, want := range map[string][]script.Piece{
		`'id_' + i`:             {{"id_", false, true}},
		`i + "_id"`:             {{"_id", true, false}},
		`a + '-' + b + '.x'`:    {{"-", true, true}, {".x", true, false}},
		"`a${b}c${d}e\\n`":      {{"a", false, true}, {"c", true, true}, {"e\n", true, false}},
		"x ? 'a' + i : `${i}b`": {{"a", false, true}, {"b", true, false}},
		`p + i + q`:             {{"k_", false, true}},
		`'whole'`:               nil,
		`n += 'x'`:              {{"x", true, false}},
	} {
		s := read(t, pre+"f("+expression+")")
		for _, c := range s.Calls() {
			if got := s.Pieces(s.Arguments(c)[0]); !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", expression, got, want)
			}
		}
	}
}

func TestAssignedPieces(t *testing.T) {
	s := read(t, "console.log(n + ' item');\nvar a = 'tkt' + (i || '')\nlog('x' + a); let b = c ? 'b_' + i : `${i}_c`, d = 'd' + i; a += '_e'; o.a = 'f' + i; const g = [\n'g' + i]; b2 = k + 'h")
	for name, want := range map[string][]script.Piece{
		"a": {{"tkt", false, true}, {"_e", true, false}},
		"b": {{"b_", false, true}, {"_c", true, false}},
		"d": {{"d", false, true}},
		"g": {{"g", false, true}},
		"n": nil,
	} {
		if got := s.AssignedPieces(name); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestBrackets(t *testing.T) {
	s := read(t, `o[o["a"] + f([1], "]")]; o(1); o[2`)
	var sizes []int
	for o := range s.Identifiers("o") {
		sizes = append(sizes, len(s.Brackets(o)))
	}
	if want := []int{13, 1, 0, 0}; !slices.Equal(sizes, want) {
		t.Errorf("the brackets have %v tokens, want %v", sizes, want)
	}
}
