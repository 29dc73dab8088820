package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestInSevens: the worker decodes the same bytes that were encoded, whatever
// they are.
func TestInSevens(t *testing.T) {
	var all []byte
	for i := range 3000 {
		all = append(all, byte(i), byte(i*i>>3), byte(i*7919>>5))
	}
	for n := range 40 {
		data := all[n : len(all)-n]
		// JSON has the same escapes as JavaScript, but for control characters.
		literal := string(inSevens(data))
		for c := range rune(0x20) {
			literal = strings.ReplaceAll(literal, string(c), `\u00`+string("01"[c>>4])+string("0123456789abcdef"[c&15]))
		}
		var text string
		if err := json.Unmarshal([]byte(`"`+literal+`"`), &text); err != nil {
			t.Fatal(err)
		}
		if got := bytesOf(text); got != string(data) {
			t.Fatalf("%d bytes become %d others", len(data), len(got))
		}
	}
}

// bytesOf does what worker.js does.
func bytesOf(text string) string {
	var b []byte
	held, bits := 0, 0
	for i := range len(text) {
		held = held<<7 | int(text[i])
		if bits += 7; bits >= 8 {
			bits -= 8
			b = append(b, byte(held>>bits))
			held &= 1<<bits - 1
		}
	}
	return string(b)
}

// TestPolicy: the page must not connect to anything.
func TestPolicy(t *testing.T) {
	text := policy()
	if !strings.Contains(text, "default-src 'none'") || strings.Contains(text, "connect-src") || strings.Contains(text, "unsafe-inline") || strings.Contains(text, "http") && !strings.Contains(text, "http-equiv") {
		t.Errorf("the policy is %s", text)
	}
	index, err := page.ReadFile("page/index.html")
	if err != nil || strings.Count(string(index), "POLICY") != 1 || strings.Index(string(index), "POLICY") > strings.Index(string(index), "<link") {
		t.Errorf("the policy is not before what it is about, %v", err)
	}
}
