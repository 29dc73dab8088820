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
	read *reader
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

// file returns the reader of a file if it was read before with the same text; otherwise
// nil.
func (k *Cache) file(f File) *reader {
	if k == nil {
		return nil
	}
	if before := k.files[f.Path]; before.text == f.Text {
		return before.read
	}
	return nil
}

// keep keeps the readers of the files; nil for files that were not read.
func (k *Cache) keep(files []File, read []*reader) {
	if k == nil {
		return
	}
	k.files = make(map[string]cached, len(files))
	for i, one := range read {
		if one != nil {
			k.files[files[i].Path] = cached{files[i].Text, one}
		}
	}
}
