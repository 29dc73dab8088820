package generate

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/redact/secret"
)

// LockName is the name of the file that records what was generated into its folder.
const LockName = "postwright.lock"

// lockVersion is the version of the lock's format. Version 1 had no snapshots.
const lockVersion = 2

// snapshotIndent is the indentation of each line of a snapshot.
const snapshotIndent = "\t\t\t"

// Lock records what Postwright generated into a folder, so that edits can be
// distinguished from older output, and edited parts from unedited ones. It has hashes,
// and no content.
type Lock struct {
	Version int                   `json:"version"`
	Files   map[string]LockedFile `json:"files"` // by name relative to the folder
}

// LockedFile records a generated file as it was generated, before any edits.
type LockedFile struct {
	SHA256 string `json:"sha256"` // of its content, in hexadecimal
	// Snapshot is the text of a [merge.Snapshot] of its elements; absent in old locks.
	// It is read only for an edited file.
	Snapshot json.RawMessage `json:"snapshot"`
}

// ParseLock reads a lock's text; "" is the lock of a folder into which nothing was
// generated. It returns an error for a newer version of the format.
func ParseLock(text string) (*Lock, error) {
	l := &Lock{Version: lockVersion, Files: map[string]LockedFile{}}
	if text == "" {
		return l, nil
	}
	var head struct{ Version int }
	if err := json.Unmarshal([]byte(text), &head); err == nil && head.Version > lockVersion {
		return nil, fmt.Errorf("it was written by a newer Postwright (lock version %d); update Postwright", head.Version)
	}
	if err := json.Unmarshal([]byte(text), l); err != nil {
		return nil, damaged(err)
	}
	if l.Files == nil {
		l.Files = map[string]LockedFile{}
	}
	return l, nil
}

func damaged(err error) error {
	return fmt.Errorf("it is damaged (%w); take it from version control, or delete it, and generated files count as made by hand", err)
}

// Base returns the snapshot of a file with this name; nil if there is none.
func (l *Lock) Base(name string) (*merge.Snapshot, error) {
	text := l.Files[name].Snapshot
	if len(text) == 0 {
		return nil, nil
	}
	var s *merge.Snapshot
	if err := json.Unmarshal(text, &s); err != nil {
		return nil, damaged(err)
	}
	return s, nil
}

// Knows reports whether a file with this name and content was generated.
func (l *Lock) Knows(name, content string) bool { return l.Files[name].SHA256 == hash(content) }

// IsRecorded reports whether a file with this name and content has a hash and a
// snapshot.
func (l *Lock) IsRecorded(name, content string) bool {
	return l.Knows(name, content) && l.Files[name].Snapshot != nil
}

// Record records that a file with this name and content was generated.
func (l *Lock) Record(name, content string) {
	file := LockedFile{SHA256: hash(content)}
	if d, err := jsontree.Parse(content); err == nil {
		file = Remember(d, secret.Suspected(d))
	}
	l.Files[name] = file
}

// Remember returns the record of a generated file that is a document. secrets is the
// result of [secret.Suspected] for it.
func Remember(d *jsontree.Document, secrets []secret.Finding) LockedFile {
	return LockedFile{SHA256: hash(d.Text()), Snapshot: json.RawMessage(merge.SnapshotWithout(d, secrets).JSON(snapshotIndent))}
}

// Text returns the lock's text, the same bytes for the same content.
func (l *Lock) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "{\n\t\"version\": %d,\n\t\"files\": {", lockVersion)
	for i, name := range slices.Sorted(maps.Keys(l.Files)) {
		if i > 0 {
			b.WriteByte(',')
		}
		f := l.Files[name]
		fmt.Fprintf(&b, "\n\t\t%s: {\n\t\t\t\"sha256\": %s", jsontree.Quote(name), jsontree.Quote(f.SHA256))
		if f.Snapshot != nil {
			b.WriteString(",\n" + snapshotIndent + "\"snapshot\": " + string(f.Snapshot))
		}
		b.WriteString("\n\t\t}")
	}
	if len(l.Files) > 0 {
		b.WriteString("\n\t")
	}
	b.WriteString("}\n}\n")
	return b.String()
}

func hash(content string) string {
	sum := sha256.New()
	var part [8 << 10]byte // the whole as bytes would be a copy
	for len(content) > 0 {
		n := copy(part[:], content)
		sum.Write(part[:n])
		content = content[n:]
	}
	return hex.EncodeToString(sum.Sum(nil))
}
