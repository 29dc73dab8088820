package pii_test

import (
	"testing"

	"github.com/postwright/postwright/collection/redact/pii"
	"github.com/postwright/postwright/internal/testkit"
)

// pieces are the words and signs of the notations in which personal data is found.
var pieces = []string{
	"MSH|^~\\&|", "PID|1||", "\rPID|", "|", "^", "~", "&", "ISA*00*", "~NM1*IL*1*", "~DMG*D8*", "~REF*", "*", "GS*", "ROE", "Jane", " Roe", "19800203", "1980-02-03",
	"219-56-0211", "+1 312 846 7719", "jane.roe@gmail.com", "@", ".", "SSN ", "ocial security", "born ", "d.o.b. ", "DOB: ", "name", "\"birthDate\"", "email", "phone", "\"system\"", "\"value\"", "us-ssn",
	"{", "}", "[", "]", "\"", ": ", ":", ",", ";", "\t", "\n", "\r\n", " ", "=", "&", "?", "**", "- ", "#",
	"<", ">", "</", "/>", "<th>", "<td>", "<b>Name</b>", "<birthTime value=\"", "<id root=\"2.16.840.1.113883.4.1\" extension='", "<script>", "<a:name>", "{{x}}", "\\", "12 Main Street", "Mr. ", "é", "\u200b", "x",
}

func checkMatches(t *testing.T, text string) {
	t.Helper()
	for name, found := range map[string][]pii.Match{"Find": pii.Find(text), "Hidden": pii.Hidden(text)} {
		last := 0
		for _, m := range found {
			if m.Start < last || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("%s of %q: %+v after %d", name, text, m, last)
			}
			last = m.End
		}
	}
	if masked := pii.MaskText(text); len(masked) != len(text) {
		t.Fatalf("%q becomes %q", text, masked)
	}
	pii.OwnersIn(text).Of("jane.roe@gmail.com")
}

// TestPieces: no order of the words of a text breaks the search.
func TestPieces(t *testing.T) {
	testkit.RandomPieces(30_000, pieces, func(text string) { checkMatches(t, text) })
}

func FuzzPieces(f *testing.F) {
	f.Add([]byte{0, 1, 14, 4, 15, 3, 3, 16})
	f.Add([]byte("the bytes of a sentence are pieces, too"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 200 {
			checkMatches(t, testkit.Pieces(data, pieces))
		}
	})
}
