package yamltree

import (
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/lazy"
)

// tags are the tags that Postman's reader knows.
var tags = lazy.Words{Text: "!!str !!int !!float !!bool !!null !!map !!seq !!timestamp !!binary !!merge !!omap !!pairs !!set"}

// valued are those that need a value.
var valued = lazy.Words{Text: "!!int !!float !!bool !!binary !!timestamp"}

// simpleTag matches tags that are certainly words, and not a secret or private.
var simpleTag = lazy.Regexp{Expr: `^!{1,2}[a-z]{1,10}$`}

// shownTag returns what a message says of a tag, after a blank; "" if it is not simple.
func shownTag(tag string) string {
	if !simpleTag.Get().MatchString(tag) {
		return ""
	}
	return " " + tag
}

// What Postman's runner takes for a number under a tag.
var (
	taggedInt   = lazy.Regexp{Expr: `^[-+]?(0b[01_]*[01]|0x[0-9a-fA-F_]*[0-9a-fA-F]|0o[0-7_]*[0-7]|[0-9]|[0-9][0-9_]*[0-9])$`}
	taggedFloat = lazy.Regexp{Expr: `^([-+]?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|\.[0-9_]+([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$`}
)

// fits reports whether a value is what its tag says, as Postman's runner reads it.
func fits(tag string, n *yaml.Node) bool {
	if n.Kind == yaml.ScalarNode && n.Value == "" && n.Style&written == 0 {
		return !valued.Has(tag)
	}
	switch tag {
	case "!!map":
		return n.Kind == yaml.MappingNode
	case "!!seq":
		return n.Kind == yaml.SequenceNode
	case "!!set":
		return n.Kind == yaml.MappingNode && isSet(n)
	case "!!omap", "!!pairs":
		return n.Kind == yaml.SequenceNode && ofPairs(n, tag == "!!omap")
	}
	if n.Kind != yaml.ScalarNode {
		return false
	}
	text := n.Value
	switch tag {
	case "!!int":
		return taggedInt.Get().MatchString(text)
	case "!!float":
		return taggedFloat.Get().MatchString(text) && !strings.HasSuffix(text, "_")
	case "!!bool", "!!null":
		kind, _ := plainKind(text)
		return text != "" && kind == kindsByTag[tag]
	case "!!timestamp":
		return datePattern.Get().MatchString(text)
	case "!!binary":
		return isBase64(text)
	case "!!merge":
		return text == "<<"
	}
	return true
}

// isSet reports whether all values of a map are null.
func isSet(n *yaml.Node) bool {
	for i := 1; i < len(n.Content); i += 2 {
		value := n.Content[i]
		if kind, _ := plainKind(value.Value); value.Kind != yaml.ScalarNode || value.Style&written != 0 || kind != Null {
			return false
		}
	}
	return true
}

// ofPairs reports whether all items of a list are maps with one key, and whether these
// differ if they must.
func ofPairs(n *yaml.Node, differ bool) bool {
	seen := map[string]bool{}
	for _, item := range n.Content {
		if item.Kind != yaml.MappingNode || len(item.Content) != 2 || differ && seen[item.Content[0].Value] {
			return false
		}
		seen[item.Content[0].Value] = true
	}
	return true
}

// isBase64 reports whether a text has the characters and the length of base64.
func isBase64(text string) bool {
	digits := 0
	for _, r := range text {
		switch {
		case r == '\n' || r == '\r':
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '+' || r == '/' || r == '=':
			digits++
		default:
			return false
		}
	}
	return digits%4 == 0
}
