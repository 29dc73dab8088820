package v3

import (
	"hash/maphash"
	"strings"
	"sync"
)

// Texts reads the texts of a collection's files.
type Texts interface {
	// Open returns a reader for one goroutine.
	Open() TextReader
	// Again returns a text that was read before. It may be called by many goroutines.
	Again(file string) (string, error)
}

// TextReader reads the texts of files, by their paths below the collection's folder.
type TextReader interface {
	Text(file string) (string, error)
	Close()
}

// ReadFrom is like [Read], for files whose texts are still to be read. Texts take much of
// the memory, and most are never looked at again. So only those are kept in which there is
// something to report; any other is read again when it is asked for, and [Result.Err] says
// whether that failed.
func ReadFrom(folder string, files []File, texts Texts) (*Result, error) {
	t := &textSource{Texts: texts, seed: maphash.MakeSeed()}
	r := read(folder, files, nil, t)
	return r, t.err()
}

// Err returns the reason why a file of [ReadFrom] could not be read again: what is known
// of places in it is then wrong.
func (r *Result) Err() error {
	if r.texts == nil {
		return nil
	}
	return r.texts.err()
}

// textSource is where the texts of files come from. A nil one has none.
type textSource struct {
	Texts
	seed maphash.Seed

	mutex  sync.Mutex
	file   string // the first file by its path that could not be read
	failed error
}

// err returns the error of the first file that could not be read.
func (t *textSource) err() error {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.failed
}

func (t *textSource) fail(file string, err error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.failed == nil || file < t.file {
		t.file, t.failed = file, err
	}
}

// again returns the text of a file that was read before, or that of an empty map if that
// fails.
func (t *textSource) again(s *Source) string {
	text, err := t.Again(s.Path)
	if err == nil && t.sumOf(text) != s.sum {
		err = &ChangedError{s.Path}
	}
	if err != nil {
		t.fail(s.Path, err)
		return "{}"
	}
	return text
}

// ChangedError is the error for a file that was changed while it was being read.
type ChangedError struct{ File string }

func (e *ChangedError) Error() string {
	return "it was changed while it was being read; run the command again"
}

func (t *textSource) sumOf(text string) uint64 { return maphash.String(t.seed, text) }

// first returns the text of a file that was not read yet.
func (t *textSource) first(r TextReader, file string) string {
	if strings.HasSuffix(file, "/") {
		return "" // a folder
	}
	text, err := r.Text(file)
	if err != nil {
		t.fail(file, err)
	}
	return text
}

// whole returns a file with its text, if that is one to read.
func (t *textSource) whole(f File) File {
	if t != nil && IsRead(f.Path) {
		r := t.Open()
		defer r.Close()
		f.Text = t.first(r, f.Path)
	}
	return f
}
