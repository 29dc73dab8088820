package yamltree

import (
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/lazy"
)

// The patterns of the scalars that Postman's reader takes for numbers, dates and times:
// those of YAML 1.2, digits with underscores, binary numbers, and the timestamps of YAML
// 1.1.
var (
	intPattern   = lazy.Regexp{Expr: `^[-+]?(0|0b_*[01][01_]*|0o_*[0-7][0-7_]*|0x_*[0-9a-fA-F][0-9a-fA-F_]*|[0-9][0-9_]*)$`}
	floatPattern = lazy.Regexp{Expr: `^([-+]?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|\.[0-9_]+([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$`}
	// pointPattern matches what is a number to Postman's linter only.
	pointPattern = lazy.Regexp{Expr: `^[-+]\.[0-9]+([eE][-+]?[0-9]+)?$`}
	datePattern  = lazy.Regexp{Expr: `^\d{4}-(\d\d-\d\d|\d\d?-\d\d?([Tt]|[ \t]+)\d\d?:\d\d:\d\d(\.\d*)?([ \t]*(Z|[-+]\d\d?(:\d\d)?))?)$`}
)

// kindsByTag maps tags to the kinds that they ask for. "!!float 1" is a string, though, to
// Postman's linter.
var kindsByTag = map[string]Kind{"!!null": Null, "!!bool": Bool, "!!int": Number, "!!float": Number}

// kindOf returns the kind of a scalar by its tag, or as Postman resolves it, and whether a
// string is none to one of Postman's readers.
func kindOf(text string, n *yaml.Node, plain bool) (kind Kind, date bool) {
	if n.Style&yaml.TaggedStyle != 0 {
		tag := n.ShortTag()
		if wanted, ok := kindsByTag[tag]; ok {
			kind, _ := plainKind(text)
			if kind != wanted || kind == Number && intPattern.Get().MatchString(text) != (tag == "!!int") {
				return String, false
			}
			return kind, false
		}
		return String, tag == "!!timestamp" || tag == "!!binary"
	}
	if !plain || n.Tag == "!" && text != "" {
		return String, false
	}
	return plainKind(text)
}

// plainKind is [kindOf] for a plain scalar without a tag.
func plainKind(text string) (kind Kind, date bool) {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return Null, false
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return Bool, false
	}
	switch c := text[0]; {
	case isDigits(text):
		return Number, false
	case c < '0' && c != '.' && c != '-' && c != '+' || c > '9' || strings.HasSuffix(text, "_"):
		return String, false
	case intPattern.Get().MatchString(text) || floatPattern.Get().MatchString(text):
		return Number, false
	case (c == '-' || c == '+') && pointPattern.Get().MatchString(text):
		return String, true
	case len(text) >= len("2006-01-02") && text[4] == '-' && datePattern.Get().MatchString(text):
		return String, true
	}
	return String, false
}

// isDigits reports whether a text has only digits.
func isDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || '9' < text[i] {
			return false
		}
	}
	return true
}

// substitution is a text in which some characters are replaced by others of the same
// size: those that the YAML library reads as a line break or rejects, and Postman does
// not.
type substitution struct {
	text string
	back *strings.Replacer // nil if nothing was replaced
}

// odd reports whether the library treats a character differently from Postman.
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

// restore returns a part of the text as it was before the substitution.
func (s *substitution) restore(text string) string {
	if s.back == nil {
		return text
	}
	return s.back.Replace(text)
}
