package jsontree

import (
	"sync"
	"unicode/utf8"
)

// Columns counts the code points of one text. It remembers their numbers per block, so
// that a place in a long line, as in files of one line, does not take a walk from the
// line's start. The zero Columns is ready for use, also by many goroutines.
type Columns struct {
	once   sync.Once
	before []uint32 // code points before each block
}

// columnBlock is the size of a block in bytes.
const columnBlock = 4 << 10

// Between returns how many code points of a text start from one byte offset on and before
// another.
func (c *Columns) Between(text string, start, end int) int {
	if end-start < columnBlock {
		return utf8.RuneCountInString(text[start:end])
	}
	c.once.Do(func() {
		c.before = make([]uint32, 1, 2+len(text)/columnBlock)
		for k := 1; k*columnBlock < len(text); k++ {
			between := utf8.RuneCountInString(text[blockStart(text, k-1):blockStart(text, k)])
			c.before = append(c.before, c.before[k-1]+uint32(between))
		}
	})
	return c.until(text, end) - c.until(text, start)
}

// until returns how many code points there are before a byte offset.
func (c *Columns) until(text string, offset int) int {
	k := min(offset/columnBlock, len(c.before)-1)
	if blockStart(text, k) > offset {
		k--
	}
	return int(c.before[k]) + utf8.RuneCountInString(text[blockStart(text, k):offset])
}

// blockStart returns the offset of the first code point that starts in a block.
func blockStart(text string, k int) int {
	start := k * columnBlock
	for start < len(text) && start < k*columnBlock+utf8.UTFMax && !utf8.RuneStart(text[start]) {
		start++
	}
	return start
}
