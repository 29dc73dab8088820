package report

import (
	"strconv"
	"strings"
)

// attribute is how a terminal shows a text: a parameter of the escape sequence SGR.
type attribute int

const (
	plain  attribute = 0
	bold   attribute = 1
	faint  attribute = 2
	red    attribute = 31
	green  attribute = 32
	yellow attribute = 33
	blue   attribute = 34
	cyan   attribute = 36
)

// paint returns a text with attributes, or as it is without colors.
func (p *printer) paint(text string, attributes ...attribute) string {
	if !p.color || len(attributes) == 1 && attributes[0] == plain {
		return text
	}
	var codes []string
	for _, a := range attributes {
		codes = append(codes, strconv.Itoa(int(a)))
	}
	return "\x1b[" + strings.Join(codes, ";") + "m" + text + "\x1b[0m"
}
