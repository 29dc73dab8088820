package docs

import "strings"

// intricate reports whether a text is too costly to render, so that it was probably not
// written by a person: links and emphasis that take quadratic time in a paragraph's
// size, tables with more cells than text, or lists and quotes that nest very deeply.
// Such a text is shown unrendered.
func intricate(source string) bool {
	const most, mostCells, deepest = 200_000_000, 200_000, 200
	cost, cells := 0, 0
	length, links, marks, columns := 0, 0, 0, 0 // of the paragraph or table
	end := func() {
		cost += links*length + marks*marks
		length, links, marks, columns = 0, 0, 0, 0
	}
	for line := range strings.Lines(source) {
		if nesting(line) > deepest {
			return true
		}
		text := strings.Trim(line, "> \t\r\n")
		if text == "" {
			end()
			continue
		}
		length += len(line)
		links += strings.Count(line, "](") + strings.Count(line, "]:")
		marks += emphasisMarks(line)
		if strings.Trim(text, "|:- \t") == "" && strings.Contains(text, "|") {
			columns = strings.Count(text, "|") + 1
		} else {
			cells += columns // a short row is filled up
		}
	}
	end()
	return cost > most || cells > mostCells
}

// nesting returns the depth of quotes and list entries that a line starts.
func nesting(line string) int {
	if strings.Trim(line, "-*_ \t\r\n") == "" {
		return 0 // a horizontal rule
	}
	depth := 0
	for i := range len(line) {
		switch c := line[i]; {
		case c == '>':
			depth++
		case strings.IndexByte("-+*.)", c) >= 0 && (i+1 == len(line) || strings.IndexByte(" \t\r\n", line[i+1]) >= 0):
			depth++
		case strings.IndexByte(" \t0123456789", c) < 0:
			return depth
		}
	}
	return depth
}

// emphasisMarks returns the number of runs of emphasis marks in a line.
func emphasisMarks(line string) int {
	count := 0
	for i := range len(line) {
		if c := line[i]; (c == '*' || c == '_' || c == '~') && (i == 0 || line[i-1] != c) {
			count++
		}
	}
	return count
}
