//go:build unix

package inputs

import (
	"os"
	"path"
	"strings"

	"golang.org/x/sys/unix"
)

// quickReader reads files below a folder, most of which are in the same folder as the one
// before. Folders are opened from those around them, and no link is followed, so that what
// is read is below the folder.
type quickReader struct {
	root   *os.File // the folder; nil if nothing can be read
	around []openFolder
	inside string // the path of the innermost of them, with a slash at its end
}

type openFolder struct {
	name string
	file int
}

// read reads a regular file: a system call each to open, ask for the size, read and close,
// where [os.Root] takes three times as many. It is false where that does not do, whatever
// the reason: the file is then to be read as any other.
func (q *quickReader) read(file string) (text string, ok bool) {
	if q.root == nil {
		return "", false
	}
	folder, name := path.Split(file)
	if folder != q.inside && !q.enter(folder) {
		return "", false
	}
	opened, err := unix.Openat(q.innermost(), name, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		return "", false
	}
	defer unix.Close(opened)
	buffer := buffers.Get().(*[32 << 10]byte)
	defer buffers.Put(buffer)
	var info unix.Stat_t
	if err := unix.Fstat(opened, &info); err != nil || info.Mode&unix.S_IFMT != unix.S_IFREG || info.Size >= int64(len(buffer)) {
		return "", false
	}
	n, err := unix.Read(opened, buffer[:])
	if err != nil || int64(n) != info.Size || n == 0 {
		return "", false // interrupted, changed meanwhile, or made up by the kernel
	}
	return string(buffer[:n]), true
}

// innermost returns the folder that is open.
func (q *quickReader) innermost() int {
	if len(q.around) == 0 {
		return int(q.root.Fd())
	}
	return q.around[len(q.around)-1].file
}

// enter opens a folder and those around it that are not open, and reports whether it could.
func (q *quickReader) enter(folder string) bool {
	const deepest = 32 // all are open at the same time, and a process may have few open
	if strings.Count(folder, "/") > deepest {
		return false
	}
	rest, depth := folder, 0
	for ; depth < len(q.around); depth++ {
		after, ok := strings.CutPrefix(rest, q.around[depth].name+"/")
		if !ok {
			break
		}
		rest = after
	}
	q.leave(depth)
	for rest != "" {
		name, after, _ := strings.Cut(rest, "/")
		file, err := unix.Openat(q.innermost(), name, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
		if err != nil {
			q.inside = folder[:len(folder)-len(rest)]
			return false
		}
		q.around = append(q.around, openFolder{name, file})
		rest = after
	}
	q.inside = folder
	return true
}

// leave closes the folders that are deeper than a depth.
func (q *quickReader) leave(depth int) {
	for _, folder := range q.around[depth:] {
		unix.Close(folder.file)
	}
	q.around = q.around[:depth]
}

func (q *quickReader) close() { q.leave(0) }
