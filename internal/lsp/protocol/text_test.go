package protocol

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"
)

// sample has characters of every length and every line ending.
const sample = "a\n\r\nä😀b\ré\t\U0001F600\U0001F600\n\nend"

// TestPositions: the byte offset of each character has a position, counted as
// the protocol requires, that converts back to it.
func TestPositions(t *testing.T) {
	for _, e := range []Encoding{UTF16, UTF8} {
		text := NewText(sample, e)
		line, start := 0, 0
		for i, r := range sample {
			want := Position{Line: uint32(line), Character: uint32(i - start)}
			if e == UTF16 {
				want.Character = uint32(len(utf16.Encode([]rune(sample[start:i]))))
			}
			inBreak := r == '\n' && i > 0 && sample[i-1] == '\r'
			if got := text.Position(i); got != want {
				t.Errorf("%s: offset %d is at %v, want %v", e, i, got, want)
			}
			if got := text.Offset(want); got != i && !inBreak {
				t.Errorf("%s: %v is offset %d, want %d", e, want, got, i)
			}
			if r == '\n' || r == '\r' && !strings.HasPrefix(sample[i+1:], "\n") {
				line, start = line+1, i+1
			}
		}
	}
}

// TestOutside: positions outside the text become the nearest places in it.
func TestOutside(t *testing.T) {
	text := NewText("ab\n😀\nc", UTF16)
	for want, p := range map[int]Position{2: {0, 9}, 3: {1, 1}, 7: {1, 2}, 9: {7, 7}, 8: {2, 0}} {
		if got := text.Offset(p); got != want {
			t.Errorf("%v is offset %d, want %d", p, got, want)
		}
	}
	if p := text.Position(-1); p != (Position{}) {
		t.Error(p)
	}
	if p := text.Position(99); p != (Position{2, 1}) {
		t.Error(p)
	}
}

// TestChanges: random changes give the same text as on an array of UTF-16
// units.
func TestChanges(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"", "x", "😀", "\n", "\r\n", "äb", "{{", "line\nline"}
	text := NewText(sample, UTF16)
	units := utf16.Encode([]rune(sample))
	for range 2000 {
		a, b := boundary(random, units), boundary(random, units)
		if b < a {
			a, b = b, a
		}
		piece := pieces[random.IntN(len(pieces))]
		if len(units) > 200 {
			piece = ""
		}
		r := Range{positionIn(units, a), positionIn(units, b)}
		text = text.Changed(ContentChange{Range: &r, Text: piece})
		changed := append(append([]uint16{}, units[:a]...), utf16.Encode([]rune(piece))...)
		units = append(changed, units[b:]...)
		if want := string(utf16.Decode(units)); text.Content != want {
			t.Fatalf("%v by %q gives %q, want %q", r, piece, text.Content, want)
		}
	}
	if text = text.Changed(ContentChange{Text: "new"}); text.Content != "new" {
		t.Error(text.Content)
	}
}

// boundary returns a random place that is not inside a character or a line
// break.
func boundary(random *rand.Rand, units []uint16) int {
	for {
		i := random.IntN(len(units) + 1)
		if i == 0 || i == len(units) || !utf16.IsSurrogate(rune(units[i])) || units[i] < 0xDC00 {
			if i == 0 || i == len(units) || units[i-1] != '\r' || units[i] != '\n' {
				return i
			}
		}
	}
}

func positionIn(units []uint16, at int) Position {
	var p Position
	start := 0
	for i := range at {
		if units[i] == '\n' || units[i] == '\r' && (i+1 == len(units) || units[i+1] != '\n') {
			p.Line++
			start = i + 1
		}
	}
	p.Character = uint32(at - start)
	return p
}

// TestURIs: paths survive the conversion, and URIs are read as editors write
// them.
func TestURIs(t *testing.T) {
	for uri, want := range map[string]string{
		"file:///home/a%20b/c%23.json": "/home/a b/c#.json", "file://localhost/x": "/x", "untitled:Untitled-1": "", "file:": "", "%": "", "http://x/y": "",
	} {
		got, ok := PathOf(uri)
		if got != want || ok != (want != "") {
			t.Errorf("%s is %q, %v", uri, got, ok)
		}
	}
	const path = "/home/a b/ü#?%.json"
	if got, ok := PathOf(URIOf(path)); !ok || got != path {
		t.Errorf("%s is %q", URIOf(path), got)
	}
	if got, _ := PathOf("file:///c%3A/x/y.json"); !strings.HasPrefix(got, "C:") {
		t.Errorf("a drive is %q", got)
	}
}
