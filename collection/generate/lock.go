package generate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// LockName is the file beside generated ones that remembers what was generated.
const LockName = "postwright.lock"

const lockVersion = 1

// Lock remembers which files of a folder Postwright generated, by their hash, so
// that an edit can be told from an old generation. It holds no content.
type Lock struct {
	Version int                   `json:"version"`
	Files   map[string]LockedFile `json:"files"` // by name in the folder
}

// LockedFile is what is known of one generated file.
type LockedFile struct {
	SHA256 string `json:"sha256"` // of its bytes, in hexadecimal
}

// ParseLock reads a lock's text; "" is the lock of a folder where nothing was
// generated. A newer version of the format is an error.
func ParseLock(text string) (*Lock, error) {
	l := &Lock{Version: lockVersion, Files: map[string]LockedFile{}}
	if text == "" {
		return l, nil
	}
	if err := json.Unmarshal([]byte(text), l); err != nil {
		return nil, fmt.Errorf("it is damaged (%w); delete it, and generated files count as edited by hand", err)
	}
	if l.Version > lockVersion {
		return nil, fmt.Errorf("it was written by a newer Postwright (lock version %d); update Postwright", l.Version)
	}
	if l.Files == nil {
		l.Files = map[string]LockedFile{}
	}
	return l, nil
}

// Knows tells whether a file of this name and content was generated.
func (l *Lock) Knows(name, content string) bool { return l.Files[name].SHA256 == hash(content) }

// Record remembers that a file of this name and content was generated.
func (l *Lock) Record(name, content string) { l.Files[name] = LockedFile{hash(content)} }

// Text is the lock's file, the same bytes for the same content.
func (l *Lock) Text() string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetIndent("", "\t")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(l); err != nil {
		panic(err) // strings and an integer always marshal
	}
	return b.String()
}

func hash(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}
