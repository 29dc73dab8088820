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

// LockName is the file beside generated ones that remembers what was generated.
const LockName = "postwright.lock"

// lockVersion is the version of the lock's format. Version 1 had no snapshots.
const lockVersion = 2

// snapshotIndent stands before each line of a snapshot.
const snapshotIndent = "\t\t\t"

// Lock remembers what Postwright generated into a folder, so that an edit can be
// told from an old generation, and what was edited from what was not. It holds
// hashes, no content.
type Lock struct {
	Version int                   `json:"version"`
	Files   map[string]LockedFile `json:"files"` // by name in the folder
}

// LockedFile is what is known of one generated file: as it was generated, before
// anybody's edits.
type LockedFile struct {
	SHA256 string `json:"sha256"` // of its bytes, in hexadecimal
	// Snapshot is the text of a [merge.Snapshot] of its elements; absent in old
	// locks. It is read for a file that was edited, and for no other.
	Snapshot json.RawMessage `json:"snapshot"`
}

// ParseLock reads a lock's text; "" is the lock of a folder where nothing was
// generated. A newer version of the format is an error.
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

// Base returns what was generated in a file of this name; nil where that is not known.
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

// Knows reports whether a file of this name and content was generated.
func (l *Lock) Knows(name, content string) bool { return l.Files[name].SHA256 == hash(content) }

// IsRecorded reports whether all is remembered that there is to remember of a file
// of this name and content.
func (l *Lock) IsRecorded(name, content string) bool {
	return l.Knows(name, content) && l.Files[name].Snapshot != nil
}

// Record remembers that a file of this name and content was generated.
func (l *Lock) Record(name, content string) {
	file := LockedFile{SHA256: hash(content)}
	if d, err := jsontree.Parse(content); err == nil {
		file = Remember(d, secret.Suspected(d))
	}
	l.Files[name] = file
}

// Remember returns what a lock remembers of a generated file whose content is a document,
// in which [secret.Suspected] finds secrets.
func Remember(d *jsontree.Document, secrets []secret.Finding) LockedFile {
	return LockedFile{SHA256: hash(d.Text()), Snapshot: json.RawMessage(merge.SnapshotWithout(d, secrets).JSON(snapshotIndent))}
}

// Text returns the lock's file, the same bytes for the same content.
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
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}
