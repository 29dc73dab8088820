package sandbox

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/environmentfile"
)

// WriteEnvironment writes the environment to a file that only its owner can
// read. It does not overwrite a file other than an earlier environment of
// this sandbox. A path that ends in .yaml or .yml gives format v3.
func (s *Server) WriteEnvironment(ctx context.Context, base, path string) error {
	upload, err := s.uploadFile()
	if err != nil {
		return err
	}
	text, err := s.Environment(ctx, base, upload)
	if err != nil {
		return err
	}
	if text, err = environmentfile.TextFor(path, text); err != nil {
		return err
	}
	return replace(path, text, "environment")
}

// Collection returns the template's starter collection, with the sandbox at
// base in place of the API and its authorization server.
func (s *Server) Collection(base string) (string, error) {
	played := *s.template
	// Its IDs must differ from those of the collection for the API itself.
	played.Name += "-sandbox"
	played.Title += " (sandbox)"
	played.Variables = slices.Clone(played.Variables)
	names := s.template.Sandbox.Variables
	set := func(key, value string) {
		if i := slices.IndexFunc(played.Variables, func(v template.Variable) bool { return v.Key == key }); i >= 0 {
			played.Variables[i].Value = value
			return
		}
		played.Variables = append(played.Variables, template.Variable{Key: key, Value: value})
	}
	for _, v := range s.hosts(base) {
		set(v.Key, v.Value)
	}
	set(names.ClientID, ClientID)
	set(names.ClientSecret, ClientSecret)
	auth := *s.template.Auth
	auth.Attributes = slices.Clone(auth.Attributes)
	for i, a := range auth.Attributes {
		switch a.Key {
		case "authUrl", "accessTokenUrl", "refreshTokenUrl":
			path, err := pathOf(s.template, a.Key)
			if err != nil {
				continue // the template has none
			}
			auth.Attributes[i].Value = base + path
		}
	}
	played.Auth = &auth
	return generate.Collection(&played, generate.Choices{})
}

// WriteCollection writes the collection to a file. It does not overwrite a
// file other than an earlier collection of this sandbox.
func (s *Server) WriteCollection(base, path string) error {
	text, err := s.Collection(base)
	if err != nil {
		return err
	}
	return replace(path, text, "collection")
}

// replace writes a file of the sandbox over an earlier one.
func replace(path, text, noun string) error {
	if err := mayReplace(path, text, noun); err != nil {
		return err
	}
	pending, err := atomicfile.StagePrivate(path, text)
	if err != nil {
		return err
	}
	return pending.Commit()
}

// mayReplace returns an error unless a file may be overwritten: it does not
// exist, is empty or a device, or has the same identity, whatever its values.
func mayReplace(path, text, noun string) error {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return nil // writing reports any other problem
	}
	old, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("cannot read %s, which exists already: %w", path, err)
	}
	if id := identity(string(old)); id == "" || id != identity(text) {
		return fmt.Errorf("%s exists already and is not the sandbox's %s: name another file", path, noun)
	}
	return nil
}

// identity returns the ID of an environment or a collection. An environment
// in YAML has no ID; its name is returned.
func identity(text string) string {
	d, err := jsontree.Parse(text)
	if err != nil {
		t, failed := yamltree.Parse(text)
		if failed != nil || t.Root.Get("values") == nil {
			return ""
		}
		return t.Root.Get("name").String()
	}
	if id := d.Root().Get("id").Text(); id != "" {
		return id
	}
	return d.Root().Get("info", "_postman_id").Text()
}

// uploadFile returns the path of a small PDF for requests that send a file. Close
// removes it.
func (s *Server) uploadFile() (string, error) {
	if s.folder == "" {
		folder, err := os.MkdirTemp("", "postwright-sandbox-")
		if err != nil {
			return "", fmt.Errorf("cannot make a file to upload: %w", err)
		}
		s.folder = folder
	}
	path := filepath.Join(s.folder, "sample.pdf")
	if err := os.WriteFile(path, samplePDF(), 0o600); err != nil {
		return "", fmt.Errorf("cannot make a file to upload: %w", err)
	}
	return path, nil
}

// samplePDF returns a PDF of one page.
func samplePDF() []byte {
	const content = "BT /F1 24 Tf 72 720 Td (Sample document) Tj ET"
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var table bytes.Buffer
	fmt.Fprintf(&table, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for i, object := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := b.Len()
	b.Write(table.Bytes())
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}
