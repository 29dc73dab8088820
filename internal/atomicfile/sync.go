package atomicfile

import "os"

// SyncFolder waits until the names in a folder are on the disk. It is for what must not
// be there before something else after a loss of power. Where a system cannot do that,
// such as Windows, it does nothing: most file systems keep the order of their own accord.
func SyncFolder(path string) {
	folder, err := os.Open(path)
	if err != nil {
		return
	}
	_ = folder.Sync()
	_ = folder.Close()
}
