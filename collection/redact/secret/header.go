package secret

import (
	"strings"
	"unicode"

	"github.com/postwright/postwright/collection"
)

// blockHeader is a header in a block that is one string, and the end of its value.
type blockHeader struct {
	name, value string
	end         int
}

// blockHeaders returns the headers in a block as Postman reads them. It also returns
// lines that are not sent, and names up to the first of several colons, because these
// show a secret, too: "Authorization:user:password" has the name "Authorization:user" in
// Postman.
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
