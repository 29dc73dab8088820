package yamltree

import (
	"strings"

	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/yamltext"
)

// version matches the YAML versions that Postman reads.
var version = lazy.Regexp{Expr: `^0*1\.\d+$`}

// withoutDirectives returns a text in which the directives that Postman ignores are
// comments of the same length: those of versions, and unknown ones. The library rejects
// them. Directives that no line --- follows stay: they are a mistake.
func withoutDirectives(text string) string {
	var plain []byte
	versions := 0
	for at := 0; at < len(text); {
		line := text[at : at+yamltext.LineLength(text[at:])]
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0][0] == '#':
		case line[0] == '%':
			arguments := words[1:]
			for i, word := range arguments {
				if word[0] == '#' {
					arguments = arguments[:i]
					break
				}
			}
			switch words[0] {
			case "%", "%TAG":
			case "%YAML":
				if versions++; versions > 1 || len(arguments) != 1 || !version.Get().MatchString(arguments[0]) {
					return text
				}
				fallthrough
			default:
				if plain == nil {
					plain = []byte(text)
				}
				plain[at] = '#'
			}
		case plain != nil && strings.HasPrefix(line, "---"):
			return string(plain)
		default:
			return text
		}
		at += len(line) + 1
	}
	return text
}
