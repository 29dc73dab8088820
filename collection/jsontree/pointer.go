package jsontree

import (
	"slices"
	"strconv"
	"strings"
)

// Pointer returns the JSON pointer (RFC 6901) of the value; for a key, that of its
// value. Duplicate keys have the same pointer.
func (n Node) Pointer() string {
	if n.IsKey() {
		n = Node{n.doc, n.index + 1}
	}
	var room [32]Node
	steps := room[:0]
	for ; n.Parent().Exists(); n = n.Parent() {
		steps = append(steps, n)
	}
	var buffer [128]byte
	pointer := buffer[:0]
	for _, step := range slices.Backward(steps) {
		pointer = append(pointer, '/')
		if key := step.Key(); key.Exists() {
			pointer = append(pointer, EscapeToken(key.Text())...)
		} else {
			pointer = strconv.AppendInt(pointer, int64(step.Index()), 10)
		}
	}
	return string(pointer)
}

// Lookup returns the value at a JSON pointer (RFC 6901), absent if there is none. The
// last of several duplicate keys counts.
func (d *Document) Lookup(pointer string) Node {
	n := d.Root()
	if pointer == "" {
		return n
	}
	if pointer[0] != '/' {
		return Node{}
	}
	for token := range strings.SplitSeq(pointer[1:], "/") {
		switch n.Kind() {
		case Object:
			n = n.Get(UnescapeToken(token))
		case Array:
			n = n.element(token)
		default:
			return Node{}
		}
	}
	return n
}

func (n Node) element(token string) Node {
	wanted, err := strconv.ParseUint(token, 10, 32)
	if err != nil || token != strconv.FormatUint(wanted, 10) {
		return Node{}
	}
	return n.at(int(wanted))
}

// EscapeToken returns a name as a reference token of a JSON pointer (RFC 6901).
func EscapeToken(token string) string {
	if strings.IndexByte(token, '~') < 0 && strings.IndexByte(token, '/') < 0 {
		return token
	}
	return strings.ReplaceAll(strings.ReplaceAll(token, "~", "~0"), "/", "~1")
}

// UnescapeToken returns the name that a reference token encodes.
func UnescapeToken(token string) string {
	return strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~")
}
