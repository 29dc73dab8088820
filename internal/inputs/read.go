package inputs

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/jsontree"
)

// Most is the largest size of a file or of standard input, in bytes: that of a document.
const Most = jsontree.MaxSize

// Read returns the text of a file that the user named as the one to work on, or of
// standard input for "-". It may be a pipe, such as a shell's <(command). More than
// [Most] bytes are an error, and so is a device, which may never end.
func Read(path string, stdin io.Reader) (string, error) {
	if path == Stdin {
		return readAll(stdin, 0, Most, "standard input")
	}
	return readFile(path, Most, fs.ModeNamedPipe)
}

// MostBeside is the largest size, in bytes, of a file that a flag or a configuration
// names.
const MostBeside = maxBeside

// ReadBeside returns the text of a file that a flag or a configuration names, or of
// standard input for "-". Only a regular file of at most [MostBeside] bytes is read:
// a configuration comes with a repository, and must not make a run wait for a pipe
// or read a device without end.
func ReadBeside(path string, stdin io.Reader) (string, error) {
	if path == Stdin {
		return readAll(stdin, 0, maxBeside, "standard input")
	}
	return readFile(path, maxBeside, 0)
}

// ReadRegular returns the text of a regular file of at most [Most] bytes that
// Postwright has written itself.
func ReadRegular(path string) (string, error) { return readFile(path, Most, 0) }

// readFile reads a regular file, or one of the other types that are allowed.
func readFile(path string, most int64, allowed fs.FileMode) (string, error) {
	// Opening a pipe waits for its writer, so its type is looked at before.
	info, err := os.Stat(path)
	if err != nil {
		return "", explain(path, err)
	}
	switch {
	case info.IsDir() && isV3Collection(path):
		return "", notWritten(path, aV3Folder)
	case info.IsDir():
		return "", ManyFiles(path)
	case isNull(info):
		return "", nil // it is how programs such as git name a file that does not exist
	case info.Mode().Type()&^allowed != 0:
		return "", fmt.Errorf("cannot read %s: it is %s, not a regular file", path, typeOf(info.Mode()))
	case isV3File(path):
		return "", notWritten(path, aV3File)
	}
	return readText(path, info, most)
}

// ManyFiles returns the error for a folder in the place of a file. It names a collection
// in the folder.
func ManyFiles(folder string) error {
	found, err := ExpandV3([]string{folder})
	i := slices.IndexFunc(found, func(path string) bool { return isV3Collection(path) || strings.HasSuffix(path, Suffix) })
	if err != nil || i < 0 {
		return fmt.Errorf("cannot read %s: it is a folder", folder)
	}
	return fmt.Errorf("cannot read %s: it is a folder; name a collection in it, such as %s", folder, found[i])
}

// readText reads a file that may be read.
func readText(path string, info fs.FileInfo, most int64) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", explain(path, err)
	}
	defer file.Close()
	size := info.Size()
	if size > most {
		return "", tooLarge(path, most)
	}
	return readAll(file, size, most, path)
}

// isNull reports whether a file is the null device.
func isNull(info fs.FileInfo) bool {
	null, err := os.Stat(os.DevNull)
	return err == nil && os.SameFile(info, null)
}

// typeOf describes a file that is not regular.
func typeOf(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeDevice != 0:
		return "a device"
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a special file"
}

// Size returns the size of a file in bytes; 0 if it is not known in advance.
func Size(path string) int {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return 0
	}
	return int(min(info.Size(), 1<<30))
}

var buffers = sync.Pool{New: func() any { return new([32 << 10]byte) }}

// readAll reads into a string without a copy, so that a large file is in memory once.
// More bytes than most are an error.
func readAll(r io.Reader, size, most int64, name string) (string, error) {
	var b strings.Builder
	b.Grow(int(min(size, most)))
	buffer := buffers.Get().(*[32 << 10]byte)
	defer buffers.Put(buffer)
	// Only the reader's Read is used: a file would allocate a buffer of its own.
	read, err := io.CopyBuffer(&b, io.LimitReader(r, most+1), buffer[:])
	switch {
	case err != nil:
		return "", explain(name, err)
	case read > most:
		return "", tooLarge(name, most)
	}
	return b.String(), nil
}

func tooLarge(name string, most int64) error {
	return fmt.Errorf("cannot read %s: it has more than %d MB", name, most>>20)
}

func explain(path string, err error) error {
	var inner *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("cannot read %s: there is no such file", path)
	case errors.As(err, &inner):
		err = inner.Err
	}
	return fmt.Errorf("cannot read %s: %w", path, err)
}
