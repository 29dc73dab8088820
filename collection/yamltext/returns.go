package yamltext

import (
	"strings"

	yaml "go.yaml.in/yaml/v4"
)

// withoutReturns returns a text with the line ends of Unix, if all of its line ends are
// those of Windows; otherwise the text as it is.
func withoutReturns(text string) string {
	ends := strings.Count(text, "\r\n")
	if ends != strings.Count(text, "\r") || ends != strings.Count(text, "\n") {
		return text
	}
	return strings.ReplaceAll(text, "\r\n", "\n")
}

// returned is a builder of a tree for a text with the line ends of Windows, of which
// [withoutReturns] is read.
type returned struct {
	Builder
	text   string // without returns
	offset int    // the last that was asked for
	lines  int    // the line ends before it
}

// before returns an offset with the returns that are before it in the file.
func (r *returned) before(offset int) int {
	if offset < r.offset {
		r.lines -= strings.Count(r.text[offset:r.offset], "\n")
	} else {
		r.lines += strings.Count(r.text[r.offset:offset], "\n")
	}
	r.offset = offset
	return offset + r.lines
}

func (r *returned) Open(at Place, kind yaml.Kind, style yaml.Style) {
	at.Offset = r.before(at.Offset)
	r.Builder.Open(at, kind, style)
}

func (r *returned) Close(end int) {
	if end > 0 {
		end = r.before(end)
	}
	r.Builder.Close(end)
}

func (r *returned) Scalar(at Place, s Scalar) {
	at.Offset = r.before(at.Offset)
	for i := range s.Pieces {
		s.Pieces[i].Source = uint32(r.before(int(s.Pieces[i].Source)))
	}
	s.End = r.before(s.End)
	r.Builder.Scalar(at, s)
}
