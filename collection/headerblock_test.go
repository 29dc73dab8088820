package collection_test

import (
	"fmt"
	"testing"

	"github.com/postwright/postwright/collection"
)

// TestHeaderLines: the headers are those that Header.parse of postman-collection
// 5.3.1 gives; the others are not sent.
func TestHeaderLines(t *testing.T) {
	for block, want := range map[string]string{
		"":                                      "",
		"X:Y: 1":                                `"X:Y" "1"`,
		"// Note: x":                            `not sent ""`,
		"//x: y":                                `"//x" "y"`,
		"X-A : 1":                               `not sent "X-A "`,
		" A: 1":                                 `not sent ""`,
		":x: 1":                                 `":x" "1"`,
		": 1":                                   `not sent ""`,
		"X:1":                                   `"X" "1"`,
		"X:":                                    `"X" ""`,
		"X: a:b":                                `"X" "a:b"`,
		"{{a b}}: 1":                            `not sent "{{a b}}"`,
		"{{a: b}}: 1":                           `"{{a" "b}}: 1"`,
		"{{a}}: {{b c}}":                        `"{{a}}" "{{b c}}"`,
		"{{a:b}}: 1":                            `"{{a:b}}" "1"`,
		"see also":                              `not sent ""`,
		"\n\nA: 1\n \n":                         `"A" "1"`,
		"A: 1\rB: 2":                            `"A" "1", "B" "2"`,
		"A: 1\u2028B: 2":                        `"A" "1", "B" "2"`,
		"A\u0085b: 1":                           `"A` + `\u0085b" "1"`,
		"\uFEFFA: 1":                            `not sent ""`,
		"A: \uFEFF1 ":                           `"A" "1"`,
		"A: 1\n b: c\nD: e":                     `"A" "1", not sent "", "D" "e"`,
		"A: 1\r\n b\r\nC: 2":                    `"A" "1", not sent "", "C" "2"`,
		"A: 1\r\n \tb\r\nCC: 2\r\nDDD: 3":       `"A" "1", not sent "", "CC" "2", "DDD" "3"`,
		"A: 1\r\nB: 2\r\n c\r\nD: 3":            `"A" "1", "B" "2 c", "D" "3"`,
		"A: 1\r\nB:\r\n 2":                      `"A" "1", "B" "2"`,
		"A: 1\r\njunk\r\n B: 2\r\nC: 3":         `"A" "1", not sent "", "C" "3"`,
		"A: 1\r\nB\r\n :2":                      `"A" "1", not sent ""`,
		"A: 1\r\n\r\nB: 2\r\n\r\n x: y\r\nC: 4": `"A" "1", "B" "2", not sent "", "C" "4"`,
		"junk\r\n x\r\nA: 1\r\nB: 2":            `not sent "", not sent "", "A" "1", "B" "2"`,
		"junk\r\n x\r\n y\r\n z\r\nA: 1\r\nB: 2\r\nC: 3": `not sent "", not sent "", not sent "", not sent "", "A" "1", not sent "B", "C" "3"`,
	} {
		got, done := "", 0
		for _, h := range collection.HeaderLines(block) {
			if got != "" {
				got += ", "
			}
			if h.Sent {
				got += fmt.Sprintf("%q %q", h.Key, h.Value)
			} else {
				got += fmt.Sprintf("not sent %q", h.Key)
			}
			if h.Start < done || h.End < h.Start || h.Key != "" && block[h.Start:h.KeyEnd] != h.Key || h.Value != "" && block[h.ValueStart:h.ValueStart+1] != h.Value[:1] {
				t.Errorf("%q: %+v is not where it says", block, h)
			}
			done = h.End
		}
		if got != want {
			t.Errorf("%q has %s, want %s", block, got, want)
		}
	}
}
