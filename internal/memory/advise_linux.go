package memory

import "golang.org/x/sys/unix"

// advise does no harm where it fails: pages stay small then.
func advise(untouched []byte) { _ = unix.Madvise(untouched, unix.MADV_HUGEPAGE) }
