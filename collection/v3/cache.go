package v3

// Cache keeps each file of a collection as it was read, so that a collection is read
// again quickly after a few of its files changed. The zero Cache is empty, and a nil one
// keeps nothing. A Cache is not safe for concurrent use.
type Cache struct {
	files         map[string]cached
	written, next map[*Source]*fragment // the requests of the last reading and of this one

}

// cached is a file that was read.
type cached struct {
	text string
	read oneFile
}

// before prepares for a reading.
func (k *Cache) before() {
	if k != nil {
		k.next = make(map[*Source]*fragment, len(k.written))
	}
}

// after keeps the requests that a reading has written.
func (k *Cache) after() {
	if k != nil {
		k.written, k.next = k.next, nil
	}
}

// file returns a file if it was read before with the same text.
func (k *Cache) file(f File) (read oneFile, ok bool) {
	if k == nil {
		return oneFile{}, false
	}
	before := k.files[f.Path]
	return before.read, before.read.source != nil && before.text == f.Text
}

// keep keeps the files as they were read.
func (k *Cache) keep(files []File, read []oneFile) {
	if k == nil {
		return
	}
	k.files = make(map[string]cached, len(files))
	for i, one := range read {
		if one.source != nil {
			k.files[files[i].Path] = cached{files[i].Text, one}
		}
	}
}
