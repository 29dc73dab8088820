package gfm

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/postwright/postwright/collection/lazy"
)

var (
	wwwURLRegexp = lazy.Regexp{Expr: `^www\.[-a-zA-Z0-9@:%._\+~#=]{1,256}\.[a-z]+(?:[/#?][-a-zA-Z0-9@:%_\+.~#!?&/=\(\);,'">\^{}\[\]` + "`" + `]*)?`}
	urlRegexp    = lazy.Regexp{Expr: `^(?:http|https|ftp)://[-a-zA-Z0-9@:%._\+~#=]{1,256}\.[a-z]+(?::\d+)?(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=\(\);,'">\^{}\[\]` + "`" + `]*)?`}
)

// linkifyParser turns bare addresses into links.
type linkifyParser struct{}

func (linkifyParser) Trigger() []byte {
	// ' ' indicates any white spaces and a line head
	return []byte{' ', '*', '_', '~', '('}
}

var (
	protoHTTP  = []byte("http:")
	protoHTTPS = []byte("https:")
	protoFTP   = []byte("ftp:")
	domainWWW  = []byte("www.")
)

func (linkifyParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if pc.IsInLinkLabel() {
		return nil
	}
	line, segment := block.PeekLine()
	before := 0 // bytes before the address
	if c := line[0]; c == ' ' || c == '*' || c == '_' || c == '~' || c == '(' {
		before = 1
		line = line[1:]
	}
	end, kind, protocol := webAddress(line), ast.AutoLinkURL, []byte(nil)
	if bytes.HasPrefix(line, domainWWW) {
		protocol = []byte("http")
	}
	if end == 0 {
		end, kind = mailAddress(line), ast.AutoLinkEmail
	}
	if end == 0 {
		return nil
	}
	if before != 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+1))
	}
	end = withoutPunctuation(line, end)
	block.Advance(before + end)
	start := segment.Start + before
	link := ast.NewAutoLink(kind, ast.NewTextSegment(text.NewSegment(start, start+end)))
	link.Protocol = protocol
	return link
}

// webAddress returns the end of the web address that a line starts with; 0 if there is
// none.
func webAddress(line []byte) int {
	var m []int
	if bytes.HasPrefix(line, protoHTTP) || bytes.HasPrefix(line, protoHTTPS) || bytes.HasPrefix(line, protoFTP) {
		m = urlRegexp.Get().FindIndex(line)
	}
	if m == nil && bytes.HasPrefix(line, domainWWW) {
		m = wwwURLRegexp.Get().FindIndex(line)
	}
	if m == nil {
		return 0
	}
	return m[1]
}

// mailAddress returns the end of the mail address that a line starts with; 0 if there is
// none.
func mailAddress(line []byte) int {
	if len(line) > 0 && util.IsPunct(line[0]) {
		return 0
	}
	end := util.FindEmailIndex(line)
	if end < 0 {
		return 0
	}
	at := bytes.IndexByte(line, '@')
	if bytes.IndexByte(line[at:end-1], '.') < 0 {
		return 0
	}
	if line[end-1] == '.' {
		end--
	}
	if end < len(line) && (line[end] == '-' || line[end] == '_') {
		return 0
	}
	return end
}

// withoutPunctuation returns the end of an address without what belongs to the sentence
// around it: marks, closing parentheses without an opening one, and character references.
func withoutPunctuation(line []byte, end int) int {
	opening := bytes.Count(line[:end], []byte{'('})
	closing := bytes.Count(line[:end], []byte{')'})
	for end > 1 {
		switch line[end-1] {
		case '?', '!', '.', ',', ':', '*', '_', '~':
			end--
		case ')':
			if closing <= opening {
				return end
			}
			closing--
			end--
		case ';':
			reference := end - 2
			for reference > 0 && util.IsAlphaNumeric(line[reference]) {
				reference--
			}
			if reference == end-2 || line[reference] != '&' {
				return end
			}
			end = reference
		default:
			return end
		}
	}
	return end
}
