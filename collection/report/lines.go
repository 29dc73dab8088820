package report

import (
	"strings"

	udiff "github.com/aymanbagabas/go-udiff"
)

func lines(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		list = append(list, line)
	}
	return list
}

const (
	// anchor is the number of consecutive equal lines that end a changed region.
	anchor = 3
	// farthest is the largest number of lines of such a region, both sides together.
	farthest = 400
)

// lineEdits returns the edits that turn one list of lines into another, and false
// if a changed region is too large for this method.
func lineEdits(before, after []string) ([]udiff.Edit, bool) {
	var edits []udiff.Edit
	i, j, offset := 0, 0, 0
	for i < len(before) || j < len(after) {
		if i < len(before) && j < len(after) && before[i] == after[j] {
			offset += len(before[i])
			i, j = i+1, j+1
			continue
		}
		removed, added, ok := resync(before[i:], after[j:])
		if !ok {
			return nil, false
		}
		old := strings.Join(before[i:i+removed], "")
		for _, e := range udiff.Lines(old, strings.Join(after[j:j+added], "")) {
			edits = append(edits, udiff.Edit{Start: offset + e.Start, End: offset + e.End, New: e.New})
		}
		i, j, offset = i+removed, j+added, offset+len(old)
	}
	return edits, true
}

// resync returns how many lines to skip in each list until both continue equally.
func resync(before, after []string) (removed, added int, ok bool) {
	for sum := 1; sum <= farthest; sum++ {
		// Try the most similar numbers of lines first.
		for lean := 0; lean <= sum+1; lean++ {
			removed = sum / 2
			if step := (lean + 1) / 2; lean%2 == 0 {
				removed += step
			} else {
				removed -= step
			}
			added = sum - removed
			if removed >= 0 && added >= 0 && removed <= len(before) && added <= len(after) && alike(before[removed:], after[added:]) {
				return removed, added, true
			}
		}
	}
	return 0, 0, false
}

// alike reports whether two lists start with the same lines, or are at their end.
func alike(a, b []string) bool {
	for i := range anchor {
		if i == len(a) || i == len(b) {
			return len(a) == len(b)
		}
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// longest is the largest number of characters shown of a changed line.
const longest = 240

// shorten cuts long lines of a difference to the surroundings of the first character in
// which a removed and an added line differ. Context lines are cut at the end.
func shorten(diff []string) {
	for i := 0; i < len(diff); {
		removed := i
		for i < len(diff) && strings.HasPrefix(diff[i], "-") {
			i++
		}
		added := i
		for i < len(diff) && strings.HasPrefix(diff[i], "+") {
			i++
		}
		if i == removed {
			diff[i] = around(diff[i], 0)
			i++
			continue
		}
		for k := range max(added-removed, i-added) {
			old, now := removed+k, added+k
			at := 0
			if old < added && now < i {
				at = differAt(diff[old], diff[now])
			}
			if old < added {
				diff[old] = around(diff[old], at)
			}
			if now < i {
				diff[now] = around(diff[now], at)
			}
		}
	}
}

// differAt returns the index of the first character in which two lines differ after
// their signs.
func differAt(a, b string) int {
	x, y := []rune(a), []rune(b)
	at := 1
	for at < len(x) && at < len(y) && x[at] == y[at] {
		at++
	}
	return at
}

// around returns a line of a difference, shortened to the surroundings of a character.
func around(line string, at int) string {
	text := []rune(line)
	if len(text) <= longest {
		return line
	}
	ended := ""
	if text[len(text)-1] == '\n' {
		text, ended = text[:len(text)-1], "\n"
	}
	from := min(max(at-longest/2, 1), max(len(text)-longest, 1))
	to := min(from+longest, len(text))
	shown := string(text[:1])
	if from > 1 {
		shown += "…"
	}
	shown += string(text[from:to])
	if to < len(text) {
		shown += "…"
	}
	return shown + ended
}
