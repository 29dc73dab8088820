package yamltree

import (
	"regexp"
	"strings"
	"sync"

	yaml "go.yaml.in/yaml/v4"
)

var (
	intPattern   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$`) })
	floatPattern = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$|^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$`)
	})
)

// kindOf resolves a scalar by the core schema of YAML 1.2, or by its tag.
func kindOf(text string, n *yaml.Node, plain bool) Kind {
	if n.Style&yaml.TaggedStyle != 0 {
		switch n.ShortTag() {
		case "!!null":
			return Null
		case "!!bool":
			return Bool
		case "!!int", "!!float":
			return Number
		}
		return String
	}
	if !plain {
		return String
	}
	switch text {
	case "", "~", "null", "Null", "NULL":
		return Null
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return Bool
	}
	if c := text[0]; c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' {
		if intPattern().MatchString(text) || floatPattern().MatchString(text) {
			return Number
		}
	}
	return String
}

// substitution is a text in which each character that the YAML library reads as a
// line break or refuses, and Postman does not, is another one of as many bytes.
type substitution struct {
	text string
	back *strings.Replacer // nil where nothing was replaced
}

// odd reports whether the library treats a character otherwise than Postman.
func odd(r rune) bool {
	return r == '\u0085' || r == '\u2028' || r == '\u2029' || r == '\uFEFF' || r == 0x7F || r < ' ' && r != '\t' && r != '\n' && r != '\r'
}

func newSubstitution(text string) *substitution {
	lone := strings.Count(text, "\r") != strings.Count(text, "\r\n")
	if !lone && strings.IndexFunc(text, odd) < 0 {
		return &substitution{text: text}
	}
	pools := map[int][]rune{}
	for _, pool := range []string{"qzjxkvQZJXKVwyWYfbpFBPgGhHuUmMcCdDlLsSrRiIoOaAtTeE", "\u00F0\u00DE\u00FE\u00D0\u0142\u0141\u0138\u0167", "\uE000\uE001\uE002\uE003\uE004"} {
		for _, r := range pool {
			if !strings.ContainsRune(text, r) {
				pools[len(string(r))] = append(pools[len(string(r))], r)
			}
		}
	}
	var there, back []string
	chosen := map[rune]rune{}
	var b strings.Builder
	for i, r := range text {
		if odd(r) || r == '\r' && !strings.HasPrefix(text[i+1:], "\n") {
			size := len(string(r))
			if _, ok := chosen[r]; !ok && len(pools[size]) > 0 {
				chosen[r] = pools[size][0]
				pools[size] = pools[size][1:]
				there, back = append(there, string(r)), append(back, string(chosen[r]), string(r))
			}
			if other, ok := chosen[r]; ok {
				r = other
			}
		}
		b.WriteRune(r)
	}
	if len(there) == 0 {
		return &substitution{text: text}
	}
	return &substitution{text: b.String(), back: strings.NewReplacer(back...)}
}

// restore is a part of the text as it was before.
func (s *substitution) restore(text string) string {
	if s.back == nil {
		return text
	}
	return s.back.Replace(text)
}
