package secret

import (
	"strings"
	"unicode"

	"github.com/postwright/postwright/collection"
)

// blockHeader is a header of a block that is one string, and where its value ends.
type blockHeader struct {
	name, value string
	end         int
}

// blockHeaders returns the headers of a block as Postman reads them. A secret also
// shows in a line that is not sent, and behind the first of several colons:
// "Authorization:user:password" has the name "Authorization:user".
func blockHeaders(block string) []blockHeader {
	var headers []blockHeader
	for _, line := range collection.HeaderLines(block) {
		if line.Key != "" {
			headers = append(headers, blockHeader{line.Key, block[line.ValueStart:line.End], line.End})
		}
		name, value, found := strings.Cut(block[line.Start:line.End], ":")
		if found && name != line.Key {
			headers = append(headers, blockHeader{name, strings.TrimLeftFunc(value, unicode.IsSpace), line.End})
		}
	}
	return headers
}
