package v3

// Cache keeps what was read of each file of a collection, so that the collection is
// read again in little time after a few of its files changed. The zero Cache is empty.
// A nil one keeps nothing. It is for one goroutine.
type Cache struct {
	files         map[string]cached
	written, next map[*Source]*fragment // of the requests, before and in this reading

}

// cached is a file that was read.
type cached struct {
	text string
	read *reader
}

// before gets ready for a reading.
func (k *Cache) before() {
	if k != nil {
		k.next = make(map[*Source]*fragment, len(k.written))
	}
}

// after keeps what a reading has written.
func (k *Cache) after() {
	if k != nil {
		k.written, k.next = k.next, nil
	}
}

// file returns what was read of a file with this text before; nil where it is another.
func (k *Cache) file(f File) *reader {
	if k == nil {
		return nil
	}
	if before := k.files[f.Path]; before.text == f.Text {
		return before.read
	}
	return nil
}

// keep keeps what was read of each file; nil of those that were not read.
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
