package inputs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestV3: a v3 collection is named as what it is, and does not hide the v2.1
// collections beside it.
func TestV3(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{
		"defined/.resources/definition.yaml", "defined/Folder/x.request.yaml",
		"bare/Get.request.yaml",
		"repository/postman/collections/API/.resources/definition.yaml",
		"both/v2.postman_collection.json", "both/v3/Get.request.yaml",
		"other/definition.yaml", "other/c.postman_collection.json",
	} {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("{}"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const isFolder, isFile = "it is a v3 collection folder; Postwright cannot read this format yet", "it is a file of a v3 collection; Postwright cannot read this format yet"
	for name, want := range map[string]string{
		"defined": isFolder, "bare": isFolder, "repository": "API: " + isFolder, "both": "", "other": "",
	} {
		_, err := Expand([]string{filepath.Join(folder, name)})
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	for name, want := range map[string]string{
		"defined": isFolder, "bare/Get.request.yaml": isFile, "defined/.resources/definition.yaml": isFile,
		"other/definition.yaml": "", "other": "it is a folder",
	} {
		_, err := Read(filepath.Join(folder, filepath.FromSlash(name)), nil)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}
