package v3

import "path"

// Definition returns the name of the definition in the schema of format v3 that
// describes a file, by its path and its "$kind"; "" if there is none.
func Definition(file, kind string) string {
	switch {
	case IsEnvironment(file):
		return definitions.Get()["environment"]
	case roleOf(file) == definition:
		return definitions.Get()["collection"]
	case roleOf(file) == other:
		return ""
	}
	if name := definitions.Get()[kind]; name != "" {
		return name
	}
	base, _ := withoutExtension(path.Base(file))
	return definitions.Get()["http-"+path.Ext(base)[1:]] // the most common kind
}

// NameOf returns the name that a file's path gives its element. A name in the file takes
// precedence.
func NameOf(file string) string {
	if roleOf(file) == definition {
		return path.Base(path.Dir(path.Dir(file)))
	}
	return stem(file)
}
