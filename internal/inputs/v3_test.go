package inputs

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
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
	const isFolder, isFile = "it is a v3 collection folder, which this command does not take", "it is a file of a v3 collection, which this command does not take"
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

// TestExpandV3: a folder is searched for v3 collections, which are their folders, and
// for the environments of a repository.
func TestExpandV3(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{
		"r/postman/collections/API/Folder/x.request.yaml", "r/postman/collections/API/a.postman_collection.json",
		"r/postman/collections/b.postman_collection.json", "r/postman/environments/e.environment.yaml",
		"r/postman/globals/workspace.globals.yaml", "r/elsewhere/e.environment.yaml", "r/tests/Get.request.yml",
		"r/tests/Sub/.resources/definition.yaml", "r/.hidden/Get.request.yaml", "none/x.yaml",
		"r/.postman/resources.yaml", "r/.postman/config.json", "none/.postman/resources.yaml",
	} {
		testkit.WriteBelow(t, folder, name, "{}")
	}
	found, err := ExpandV3([]string{filepath.Join(folder, "r")})
	want := []string{
		"postman/collections/API", "postman/collections/API/a.postman_collection.json", "postman/collections/b.postman_collection.json",
		"postman/environments/e.environment.yaml", "postman/globals/workspace.globals.yaml", "tests", ".postman/resources.yaml",
	}
	for i := range found {
		found[i], _ = filepath.Rel(filepath.Join(folder, "r"), found[i])
		found[i] = filepath.ToSlash(found[i])
	}
	if err != nil || !slices.Equal(found, want) {
		t.Errorf("found %q, %v; want %q", found, err, want)
	}
	t.Chdir(filepath.Join(folder, "r", "tests"))
	if found, err := ExpandV3([]string{"."}); err != nil || !slices.Equal(found, []string{"."}) {
		t.Errorf("found %q, %v in a collection", found, err)
	}
	if _, err := ExpandV3([]string{filepath.Join(folder, "none")}); err == nil || !strings.Contains(err.Error(), "no folder is a v3 collection") {
		t.Error(err)
	}
}

// TestReadV3: a file is read with the collection around it, and no link leads out.
func TestReadV3(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"postman/collections/API/.resources/definition.yaml":                              "name: A",
		"postman/collections/API/Folder/Get.request.yaml":                                 "url: b",
		"postman/collections/API/Folder/.resources/Get.resources/examples/c.example.yaml": "c",
		"postman/collections/API/Empty/readme.md":                                         "d",
		"postman/collections/stray.request.yaml":                                          "e",
		"postman/environments/e.environment.yaml":                                         "name: E",
		"secret.request.yaml":                                                             "secret",
	} {
		testkit.WriteBelow(t, folder, name, text)
	}
	api := filepath.Join(folder, "postman", "collections", "API")
	for path, only := range map[string]string{
		api: "", filepath.Join(api, "Folder", "Get.request.yaml"): "Folder/Get.request.yaml",
		filepath.Join(api, ".resources", "definition.yaml"):                                       ".resources/definition.yaml",
		filepath.Join(api, "Folder", ".resources", "Get.resources", "examples", "c.example.yaml"): "Folder/.resources/Get.resources/examples/c.example.yaml",
	} {
		c, err := ReadV3(path)
		if err != nil || c.Folder != api || c.Only != only || !IsV3(path) {
			t.Errorf("%s: %+v, %v", path, c, err)
			continue
		}
		var texts []string
		for _, f := range c.Files {
			if f.Text != "" {
				texts = append(texts, f.Text)
			}
		}
		if slices.Sort(texts); !slices.Equal(texts, []string{"c", "name: A", "url: b"}) {
			t.Errorf("%s: %q", path, texts)
		}
	}
	testkit.WriteBelow(t, folder, ".postman/resources.yaml", "localResources:\n  collections:\n    - ../postman/collections/API\n    - ../gone\n")
	for _, path := range []string{filepath.Join(folder, ".postman", "resources.yaml"), "resources.yaml"} {
		t.Chdir(filepath.Join(folder, ".postman"))
		c, err := ReadV3(path)
		if err != nil || c.Only != ".postman/resources.yaml" || !IsV3(path) {
			t.Errorf("%s: %+v, %v", path, c, err)
			continue
		}
		if found := c.Read().Findings; len(found) != 1 || found[0].Message != "there is no gone in the repository" {
			t.Errorf("%s: %+v", path, found)
		}
	}
	c, err := ReadV3(filepath.Join(folder, "postman", "environments", "e.environment.yaml"))
	if err != nil || len(c.Files) != 1 || c.Read().Document.Root().Get("name").Text() != "E" {
		t.Errorf("%+v, %v", c, err)
	}
	if err := os.Symlink(filepath.Join(folder, "secret.request.yaml"), filepath.Join(api, "link.request.yaml")); err != nil {
		t.Skip("no links here:", err)
	}
	if _, err := ReadV3(api); err == nil || !strings.Contains(err.Error(), "escapes") {
		t.Errorf("a link leads out: %v", err)
	}
}

// TestFromRepository: paths are counted from the root of the repository.
func TestFromRepository(t *testing.T) {
	folder := t.TempDir()
	testkit.WriteBelow(t, folder, "r/.git/HEAD", "")
	testkit.WriteBelow(t, folder, "r/a/b/x.request.yaml", "")
	testkit.WriteBelow(t, folder, "postman/collections/C/x.request.yaml", "")
	for name, want := range map[string]string{"r/a/b": "a/b", "postman/collections/C": "postman/collections/C", "postman": "postman"} {
		if got := fromRepository(filepath.Join(folder, filepath.FromSlash(name))); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// TestReadV3Hidden: a folder of a collection may have any name; one that is not the
// collection's is not read.
func TestReadV3Hidden(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{
		"a.request.yaml", ".hidden/.resources/definition.yaml", ".hidden/b.request.yaml", "node_modules/c.request.yaml",
		".git/objects/d.request.yaml", "other/node_modules/package/e.request.yaml",
	} {
		testkit.WriteBelow(t, folder, name, "$kind: http-request")
	}
	c, err := ReadV3(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range c.Files {
		if !strings.HasSuffix(f.Path, "/") {
			got = append(got, f.Path)
		}
	}
	want := []string{".hidden/.resources/definition.yaml", ".hidden/b.request.yaml", "a.request.yaml", "node_modules/c.request.yaml"}
	if !slices.Equal(got, want) {
		t.Errorf("read %v, want %v", got, want)
	}
}

// TestOnlyFolders: a collection may have requests in folders of folders only, and be
// named as a folder, from inside, or by a file.
func TestOnlyFolders(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"postman/collections/Bare/A/B/r.request.yaml", "other/Defined/A/B/r.request.yaml", "other/Defined/.resources/definition.yaml"} {
		testkit.WriteBelow(t, folder, name, "name: x")
	}
	for _, whole := range []string{filepath.Join(folder, "postman", "collections", "Bare"), filepath.Join(folder, "other", "Defined")} {
		t.Chdir(whole)
		found, err := ExpandV3([]string{"."})
		if err != nil || !slices.Equal(found, []string{"."}) || !IsV3(whole) || !IsV3(".") {
			t.Errorf("%s: %q, %v; want it to be a collection", whole, found, err)
		}
		if _, err := Read(whole, nil); err == nil || !strings.Contains(err.Error(), "v3 collection folder") {
			t.Errorf("%s: %v", whole, err)
		}
		c, err := ReadV3(filepath.Join(whole, "A", "B", "r.request.yaml"))
		if err != nil || c.Folder != whole || c.Only != "A/B/r.request.yaml" {
			t.Errorf("%s: %+v, %v; want the file of that collection", whole, c, err)
		}
		t.Chdir(filepath.Join(whole, "A", "B"))
		c, err = ReadV3("r.request.yaml")
		if err != nil || c.Folder != whole || c.Only != "A/B/r.request.yaml" || c.Path(c.Only) != "r.request.yaml" {
			t.Errorf("%s: %+v, %v; want the file of that collection, as it is called from within", whole, c, err)
		}
	}
	if IsV3(folder) || IsV3(filepath.Join(folder, "other")) {
		t.Error("a folder around collections is none")
	}
}
