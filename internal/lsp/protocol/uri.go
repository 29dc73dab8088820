package protocol

import (
	"net/url"
	"path/filepath"
	"strings"
)

// PathOf returns the path of a file by its URI, and whether the URI is that
// of a file.
func PathOf(uri string) (string, bool) {
	u, err := url.Parse(uri)
	if err != nil || !strings.EqualFold(u.Scheme, "file") || u.Path == "" {
		return "", false
	}
	path := u.Path
	if u.Host != "" && u.Host != "localhost" {
		path = "//" + u.Host + path
	}
	if len(path) > 2 && path[0] == '/' && isDrive(path[1:]) {
		path = strings.ToUpper(path[1:2]) + path[2:]
	}
	return filepath.Clean(filepath.FromSlash(path)), true
}

// URIOf returns the URI of a file by its absolute path.
func URIOf(path string) string {
	path = filepath.ToSlash(path)
	if isDrive(path) {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// isDrive reports whether a path starts with a Windows drive letter.
func isDrive(path string) bool {
	return len(path) > 1 && path[1] == ':' && ('a' <= path[0] && path[0] <= 'z' || 'A' <= path[0] && path[0] <= 'Z')
}
