package fields

import "strings"

// Key is a key of a YAML text's top-level map, with its value.
type Key struct {
	Key        string
	Start, End int
}

// Keys returns the keys of a text's top-level map.
func Keys(text string) []Key {
	var keys []Key
	for _, l := range lines(text) {
		if l.key == "" || l.indent > 0 {
			continue
		}
		if len(keys) > 0 {
			keys[len(keys)-1].End = l.start
		}
		keys = append(keys, Key{l.key, l.start, len(text)})
	}
	for i := range keys {
		keys[i].End = keys[i].Start + len(strings.TrimRight(text[keys[i].Start:keys[i].End], " \r\n"))
	}
	return keys
}

// Value is a scalar in a YAML text.
type Value struct {
	Key, Text  string
	Start, End int // without quotes
}

// Values returns the scalars on the line of their key.
func Values(text string) []Value {
	var values []Value
	for _, l := range lines(text) {
		value, ok := l.scalar()
		if !ok || l.key == "" {
			continue
		}
		if comment := strings.Index(value, " #"); comment >= 0 {
			value = strings.TrimRight(value[:comment], ` "'`)
		}
		start := l.start + l.at + strings.Index(l.value, value)
		values = append(values, Value{l.key, value, start, start + len(value)})
	}
	return values
}

// Blocks returns the lines, counted from 0, that have more indented lines
// below: each with the last of those.
func Blocks(text string) [][2]int {
	type open struct{ number, indent int }
	var blocks [][2]int
	var stack []open
	last := 0 // the last line that is not blank
	closeTo := func(indent int) {
		for len(stack) > 0 && stack[len(stack)-1].indent >= indent {
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if last > top.number {
				blocks = append(blocks, [2]int{top.number, last})
			}
		}
	}
	for number, l := range lines(text) {
		if l.blank && len(l.dashes) == 0 {
			continue
		}
		indent := l.indent
		if len(l.dashes) > 0 {
			indent = l.dashes[0]
		}
		closeTo(indent)
		stack = append(stack, open{number, indent})
		last = number
	}
	closeTo(-1)
	return blocks
}
