package v3

import (
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// ofMaps returns a message of the schema in the words of YAML, whose objects are maps.
// Quoted parts stay.
func ofMaps(message string) string {
	var b strings.Builder
	for quoted := false; message != ""; quoted = !quoted {
		end := strings.IndexByte(message, '"')
		for quoted && end > 0 && message[end-1] == '\\' {
			next := strings.IndexByte(message[end+1:], '"')
			if end += next + 1; next < 0 {
				end = -1
			}
		}
		if end++; end == 0 {
			end = len(message)
		}
		part := message[:end]
		if !quoted {
			part = yamlWords.Get().Replace(part)
		}
		b.WriteString(part)
		message = message[end:]
	}
	return b.String()
}

var yamlWords = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer {
	return strings.NewReplacer("an object", "a map", "object", "map")
}}
