package sandbox

import (
	"encoding/binary"
	"hash/fnv"
	"io"
	"os"
)

// The layout of bbolt's file, in the byte order of the machine. Source: bbolt
// v1.5.0, db.go and internal/common (page.go, meta.go, bucket.go). A page begins
// with its number (8 bytes), flags (2), count (2) and overflow (4), which is how
// many pages more belong to it; then come the entries of a branch or a leaf, 16
// bytes each. The first two pages hold the meta data.
const (
	pageHeader, entrySize     = 16, 16
	bucketHeader              = 16
	isBranch, isLeaf, isFree  = 0x01, 0x02, 0x10
	holdsBucket               = 0x01
	manyFree                  = 0xffff // the true count is the first entry
	metaMagic, metaVersion    = 0xED0CDAED, 2
	metaPageSize, metaRoot    = 8, 16
	metaFreelist, metaTx      = 32, 48
	metaChecksum, metaSize    = 56, 64
	smallestPage, largestPage = 1 << 10, 1 << 25
)

var order = binary.NativeEndian

// boltFile is what bbolt would open.
type boltFile struct {
	text     []byte
	pageSize uint64
	taken    map[uint64]bool // pages that something has
}

// isDamaged reports whether bbolt would believe a page that names more pages, or
// free pages, than the file has, or of which two parts have the same page. It reserves
// memory for as many, or goes in circles once it writes, and neither is anything that
// guarded could catch. What else is wrong with a file bbolt refuses itself.
func isDamaged(file *os.File) bool {
	text, err := io.ReadAll(io.NewSectionReader(file, 0, 1<<40))
	if err != nil {
		return false
	}
	f := &boltFile{text: text, taken: map[uint64]bool{0: true, 1: true}}
	meta := f.meta()
	return meta != nil && (f.hasBadList(order.Uint64(meta[metaFreelist:])) || f.hasBadTree(order.Uint64(meta[metaRoot:])))
}

// meta is the meta data that is in force: of the two that are whole the later.
func (f *boltFile) meta() []byte {
	var latest []byte
	for size := uint64(smallestPage); size <= largestPage; size *= 2 {
		for at := uint64(0); at <= size; at += size {
			meta := f.bytes(at+pageHeader, metaSize)
			if meta == nil || uint64(order.Uint32(meta[metaPageSize:])) != size || !isWhole(meta) {
				continue
			}
			if latest == nil || order.Uint64(meta[metaTx:]) > order.Uint64(latest[metaTx:]) {
				latest, f.pageSize = meta, size
			}
		}
	}
	return latest
}

func isWhole(meta []byte) bool {
	sum := fnv.New64a()
	sum.Write(meta[:metaChecksum])
	return order.Uint32(meta) == metaMagic && order.Uint32(meta[4:]) == metaVersion && sum.Sum64() == order.Uint64(meta[metaChecksum:])
}

// bytes are some of the file's; nil where it has not so many.
func (f *boltFile) bytes(at, size uint64) []byte {
	if n := uint64(len(f.text)); at > n || size > n-at {
		return nil
	}
	return f.text[at : at+size]
}

// take is a page with those that belong to it; nil where the file has not so many, or
// something else has one of them.
func (f *boltFile) take(number uint64) []byte {
	if number >= f.pages() {
		return nil
	}
	overflow := uint64(order.Uint32(f.text[number*f.pageSize+12:]))
	page := f.bytes(number*f.pageSize, (overflow+1)*f.pageSize)
	if page == nil {
		return nil
	}
	for n := number; n <= number+overflow; n++ {
		if !f.claim(n) {
			return nil
		}
	}
	return page
}

func (f *boltFile) pages() uint64 { return uint64(len(f.text)) / f.pageSize }

// claim notes that something has a page, and tells whether nothing had it before.
func (f *boltFile) claim(number uint64) bool {
	if number >= f.pages() || f.taken[number] {
		return false
	}
	f.taken[number] = true
	return true
}

func (f *boltFile) hasBadList(number uint64) bool {
	if number == ^uint64(0) {
		return false // it is not kept
	}
	page := f.take(number)
	if page == nil || order.Uint16(page[8:])&isFree == 0 {
		return true
	}
	count, list := uint64(order.Uint16(page[10:])), page[pageHeader:]
	if count == manyFree {
		count, list = order.Uint64(list), list[8:]
	}
	if count > uint64(len(list))/8 {
		return true
	}
	for i := range count {
		if !f.claim(order.Uint64(list[8*i:])) {
			return true
		}
	}
	return false
}

// hasBadTree looks at a page of a tree, at the pages below it, and at those of the
// buckets in them.
func (f *boltFile) hasBadTree(number uint64) bool {
	page := f.take(number)
	return page == nil || f.hasBadEntries(page, false)
}

// hasBadEntries looks at the entries of a page, and at what is below them. A page
// that is in an entry itself is a leaf without buckets.
func (f *boltFile) hasBadEntries(page []byte, inEntry bool) bool {
	if len(page) < pageHeader {
		return true
	}
	flags, count := order.Uint16(page[8:]), uint64(order.Uint16(page[10:]))
	if flags != isLeaf && (inEntry || flags != isBranch) || count > uint64(len(page)-pageHeader)/entrySize {
		return true
	}
	for i := range count {
		entry := page[pageHeader+i*entrySize:]
		if flags == isBranch {
			if f.hasBadTree(order.Uint64(entry[8:])) {
				return true
			}
			continue
		}
		position, key, value := uint64(order.Uint32(entry[4:])), uint64(order.Uint32(entry[8:])), uint64(order.Uint32(entry[12:]))
		if position+key+value > uint64(len(entry)) {
			return true
		}
		if order.Uint32(entry)&holdsBucket == 0 {
			continue
		}
		bucket := entry[position+key : position+key+value]
		if inEntry || len(bucket) < bucketHeader {
			return true
		}
		root := order.Uint64(bucket)
		if root != 0 && f.hasBadTree(root) || root == 0 && f.hasBadEntries(bucket[bucketHeader:], true) {
			return true
		}
	}
	return false
}
