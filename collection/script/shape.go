package script

import (
	"hash/maphash"
	"strings"
	"sync"

	"github.com/tdewolff/parse/v2/js"
)

// shapes are the shapes of scripts that parse. Scripts of one collection are often the
// same but for a text or a number in them, and to parse one takes longer than all else.
// The zero shapes is empty. It is safe for use by many goroutines, and nil knows none.
type shapes struct {
	mutex sync.Mutex
	known map[uint64]bool
}

// mostShapes is how many shapes are known at most.
const mostShapes = 1 << 14

func (k *shapes) has(shape uint64) bool {
	if k == nil {
		return false
	}
	k.mutex.Lock()
	defer k.mutex.Unlock()
	return k.known[shape]
}

func (k *shapes) add(shape uint64) {
	if k == nil {
		return
	}
	k.mutex.Lock()
	defer k.mutex.Unlock()
	if k.known == nil {
		k.known = map[uint64]bool{}
	}
	if len(k.known) < mostShapes {
		k.known[shape] = true
	}
}

// shape returns a hash of all that makes a script parse: its words, texts and numbers
// only by their kind, and where lines end, which may end a statement. It is false where
// that is unclear: what starts with a slash is a division or a regular expression,
// and only the parser knows.
func (s *Text) shape() (shape uint64, ok bool) {
	if !s.whole {
		return 0, false
	}
	var hash maphash.Hash
	hash.SetSeed(seed)
	before := 0
	for _, t := range s.Tokens() {
		if strings.ContainsAny(s.Source[before:t.Start()], "\n\r\u2028\u2029") {
			hash.WriteByte('\n')
		}
		before = t.End()
		switch t.Type {
		case js.DivToken, js.DivEqToken, js.RegExpToken:
			return 0, false
		case js.StringToken:
			if t.Text[1:len(t.Text)-1] == "use strict" {
				return 0, false
			}
			hash.WriteByte('"')
		case js.IntegerToken, js.DecimalToken:
			hash.WriteByte('0')
		default:
			hash.WriteString(t.Text)
		}
		hash.WriteByte(0)
	}
	return hash.Sum64(), true
}
