package yamltree

import "strings"

// inLine reads a value that starts on a line. Its further lines must be indented further
// than indent.
func (q *quick) inLine(at, indent int) *Node {
	line := q.text[at : at+lineLength(q.text[at:])]
	switch line[0] {
	case '"', '\'':
		return q.quotedLines(at, indent)
	case '|', '>':
		return q.block(at, len(line), indent)
	case '[', '{':
		return q.nothing(at, line)
	}
	line = strings.TrimRight(line, " ")
	if strings.IndexByte("-?:,]}#&*!%@`\t", line[0]) >= 0 || !isPlain(line) {
		return q.giveUp()
	}
	q.at = q.behindLine(at)
	if next := q.next(); q.gone || next <= indent {
		return q.scalar(at, at, at+len(line))
	}
	return q.plainLines(at, at+len(line), indent)
}

// isPlain reports whether a line of a plain scalar has nothing that ends the scalar.
func isPlain(line string) bool {
	return !strings.Contains(line, ": ") && !strings.HasSuffix(line, ":") && !strings.Contains(line, " #") && strings.IndexByte(line, '\t') < 0
}

// nothing reads an empty map or list.
func (q *quick) nothing(at int, line string) *Node {
	line = strings.TrimRight(line, " ")
	if line != "[]" && line != "{}" {
		return q.giveUp()
	}
	q.at = q.behindLine(at)
	n := q.node(at, at+2)
	if n.Kind = Mapping; line == "[]" {
		n.Kind = Sequence
	}
	return n
}

// plainLines reads a plain scalar of several lines. The first one ends at an offset.
func (q *quick) plainLines(at, end, indent int) *Node {
	for from := end; from < len(q.text); {
		start := q.behindLine(from)
		i := start
		for i < len(q.text) && q.text[i] == ' ' {
			i++
		}
		if i == len(q.text) || i-start <= indent && q.text[i] != '\n' {
			break
		}
		line := strings.TrimRight(q.text[i:i+lineLength(q.text[i:])], " ")
		if line != "" {
			if line[0] == '#' || !isPlain(line) {
				return q.giveUp()
			}
			end = i + len(line)
		}
		from = i
	}
	d := decoder{source: q.text, at: at, keep: true}
	d.folded(at, end)
	q.at = q.behindLine(end)
	return q.decoded(&d, end, false)
}

// folded reads a scalar of several lines, up to its end.
func (d *decoder) folded(p, end int) {
	for p < end {
		if behind, ok := d.fold(p); ok {
			p = behind
			continue
		}
		next := p + 1
		for next < end && d.source[next] > ' ' {
			next++
		}
		d.emit(p, next-p)
		p = next
	}
}

// quotedLines reads a quoted scalar.
func (q *quick) quotedLines(at, indent int) *Node {
	quote, simple, end := q.text[at], true, at+1
	for ; ; end++ {
		if end == len(q.text) {
			return q.giveUp()
		}
		c := q.text[end]
		switch {
		case c == quote && quote == '\'' && strings.HasPrefix(q.text[end+1:], "'"):
			simple = false
			end++
			continue
		case c == '\\' && quote == '"':
			simple = false
			if !q.isEscape(end) {
				return q.giveUp()
			}
			end++
			continue
		case c == '\t':
			return q.giveUp()
		case c == '\n':
			simple = false
			if !q.isIndented(end+1, indent) {
				return q.giveUp()
			}
		}
		if c == quote {
			break
		}
	}
	q.at = q.behindLine(end)
	if strings.Trim(q.text[end+1:end+1+lineLength(q.text[end+1:])], " ") != "" {
		return q.giveUp()
	}
	if simple {
		return q.scalar(at, at+1, end)
	}
	d := decoder{source: q.text, at: at, keep: true}
	if d.quoted(quote) != end+1 {
		return q.giveUp()
	}
	return q.decoded(&d, end+1, true)
}

// isEscape reports whether the backslash at an offset starts an escape that every YAML
// reader reads alike and that is on one line.
func (q *quick) isEscape(at int) bool {
	digits := 0
	switch rest := q.text[at+1:]; {
	case rest == "":
		return false
	case strings.IndexByte(`0abtnvfre "/\N_LP`, rest[0]) >= 0:
		return true
	case rest[0] == 'x':
		digits = 2
	case rest[0] == 'u':
		digits = 4
		if len(rest) > 1 && (rest[1] == 'd' || rest[1] == 'D') {
			return false // one half of a surrogate pair
		}
	}
	for i := range digits {
		if at+2+i >= len(q.text) || strings.IndexByte("0123456789abcdefABCDEF", q.text[at+2+i]) < 0 {
			return false
		}
	}
	return digits > 0
}

// isIndented reports whether a line is empty or indented further than indent.
func (q *quick) isIndented(start, indent int) bool {
	i := start
	for i < len(q.text) && q.text[i] == ' ' {
		i++
	}
	return i == len(q.text) || q.text[i] == '\n' || i-start > indent
}

// decoded makes the node of a decoded scalar.
func (q *quick) decoded(d *decoder, end int, quoted bool) *Node {
	n := q.node(d.at, end)
	n.Text = d.text.String()
	if n.Kind, n.Date = String, false; !quoted {
		n.Kind, n.Date = kindOf(n.Text, &untagged, true)
	}
	if len(d.segments) == 1 && int(d.segments[0].source) == d.at+1 {
		n.quoted = true
		return n
	}
	n.segments = d.pieces()
	return n
}
