package pii_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/redact/pii"
)

// masked returns a text with stars for what must not be shown.
func masked(text string) string {
	b := []byte(text)
	for _, m := range pii.Hidden(text) {
		copy(b[m.Start:m.End], strings.Repeat("*", m.End-m.Start))
	}
	return string(b)
}

func TestHidden(t *testing.T) {
	for text, private := range map[string][]string{
		"Test patient Rosalind Okonkwo, born 07/23/1984, SSN: 219-56-4127, mail rosalind.okonkwo84@gmail.com":                          {"Rosalind", "Okonkwo", "07/23/1984", "219-56", "gmail"},
		"See Rosalind Okonkwo (DOB July 23, 1984).":                                                                                    {"Rosalind", "Okonkwo", "July 23"},
		"https://a.example/x?ssn=219-56-4127&email=rosalind.okonkwo84@gmail.com":                                                       {"219-56", "gmail"},
		"https://a.example/x?first_name=Rosalind&last_name=Okonkwo&dob=1984-07-23":                                                     {"Rosalind", "Okonkwo", "1984"},
		"first_name,last_name,dob,ssn\nRosalind,Okonkwo,1984-07-23,219-56-4127":                                                        {"Rosalind", "Okonkwo", "1984", "219-56"},
		"dob;name\n\"7/23/1984\";\"Okonkwo, Rosalind\"\n":                                                                              {"Rosalind", "Okonkwo", "1984"},
		"| name | dob |\n|---|---|\n| Rosalind Okonkwo | 1984-07-23 |":                                                                 {"Rosalind", "Okonkwo", "1984"},
		"PID|1||48291377^^^MRN||OKONKWO^ROSALIND||19840723|F|||1847 LARKSPUR AVE^^FRESNO^CA^93704||(415)867-3948|||||||219-56-4127":    {"48291377", "OKONKWO", "ROSALIND", "19840723", "LARKSPUR", "867-3948", "219-56"},
		`{"first_name": "Rosalind", "last_name": "Okonkwo", "dob": "7/23/1984"}`:                                                       {"Rosalind", "Okonkwo", "1984"},
		`{"first_name": "Mary", "last_name": "Johnson", "date_of_birth": "1962-11-05", "phone": "(415) 867-3948"}`:                     {"Mary", "Johnson", "1962", "867-3948"},
		"Name: Rosalind Okonkwo\nDate of birth: 1984-07-23\n":                                                                          {"Rosalind", "Okonkwo", "1984"},
		"https://a.example/users/rosalind.okonkwo84@gmail.com/visits":                                                                  {"rosalind", "gmail"},
		"https://a.example/users/rosalind.okonkwo84%40gmail.com?x=a%20rosalind.okonkwo84%40web.de":                                     {"rosalind", "gmail", "web.de"},
		"see https://rosalind.okonkwo84@gmail.com/":                                                                                    {"rosalind", "gmail"},
		"//a.example/mailto:rosalind.okonkwo84@gmail.com":                                                                              {"rosalind", "gmail"},
		"Chart of MRN 48291377, medical record number: A-48291377":                                                                     {"48291377"},
		"https://a.example/u/%28415%29%20867-3948?q=%28415%29+867-3948&n=MRN+48291377&t=Rosalind%20Okonkwo%2C%20born%2007%2F23%2F1984": {"867-3948", "48291377", "Rosalind", "1984"},
		"%28415%29+867-3948":                           {"867-3948"},
		`{"x": "rosalind.okonkwo84\u0040gmail.com"}`:   {"rosalind", "gmail"},
		`{"a": ["Rosalind Okonkwo, born 07/23/1984"]}`: {"Rosalind", "1984"},
		`{"a": "{\"b\": \"Rosalind Okonkwo, born 07/23/1984\"}", "Rosalind Okonkwo, born 07/23/1984": 1}`:                                    {"Rosalind", "1984"},
		`{ user(q: "Rosalind Okonkwo, born 07/23/1984") { id } }`:                                                                            {"Rosalind", "1984"},
		`<a c="Rosalind Okonkwo, born 07/23/1984"><b>Rosalind Okonkwo, born 07/23/1984</b><![CDATA[Rosalind Okonkwo, born 07/23/1984]]></a>`: {"Rosalind", "1984"},
		"Call her at (415) 867-3948.": {"867-3948"},
	} {
		got := masked(text)
		for _, p := range private {
			if strings.Contains(got, p) {
				t.Errorf("%q is shown in %q", p, got)
			}
		}
	}
}

// TestShown: what documentation is made of stays readable.
func TestShown(t *testing.T) {
	for _, text := range []string{
		"Questions about the API: api@drchrono.com. Limits: 500 requests an hour, 2026-01-01.",
		`{"first_name": "string", "last_name": "string", "date_of_birth": "2026-01-01", "email": "user@example.com", "home_phone": "555-0100"}`,
		"Set **Client ID** and **Client Secret**. Version 2024-01-02, Get Current User, born in the cloud.",
		"| field | type | required | meaning |\n|---|---|---|---|\n| `date_of_birth` | string | yes | Date of birth, `YYYY-MM-DD`, such as 1970-01-01. |",
		"https://a.example/api/patients?since=2026-01-01T00:00:00&page_size=250&doctor=123456",
		`{"name": "John Doe", "dob": "1990-01-01"}`,
		"ssh://rosalind.okonkwo@host.example.net/x and https://rosalind.okonkwo:{{password}}@okonkwo.org/x",
		"https://a.example/npm/jquery@3.6.0/jquery.min.js?x=%40types%2Fnode%4020.1",
		`{"a": "100%25 of (2) 867-39%34", "b": "Get Current User+Token, version 2024-01-02"}`,
		"MRN: {{mrn}}, MRN 12345, the MRN of a patient has 8 digits.",
		"UUID 6f9619ff-8b86-d011-b42d-00c04fc964ff, 1234567890123, 10.20.30.40",
	} {
		if got := masked(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestHiddenFields(t *testing.T) {
	got := pii.HiddenFields([]pii.Field{{Key: "lastName", Value: "Johnson"}, {Key: "dob", Value: "7/23/1984"}, {Key: "page", Value: "1"}, {Key: "to", Value: "rosalind.okonkwo84@gmail.com"}})
	if len(got) != 4 || got[0] != pii.Name || got[1] != pii.Birth || got[2] != "" || got[3] != pii.Email {
		t.Errorf("%q", got)
	}
}

func FuzzHidden(f *testing.F) {
	f.Add("a,b\n\"c,\"d\nPID|1||\r\n?x=1&dob: 1984-07-23")
	f.Add(`{"dob": "1984-07-23", "name": "Rosalind Okonkwo"`)
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, m := range pii.Hidden(text) {
			if m.Start < end || m.End < m.Start || m.End > len(text) {
				t.Fatalf("%v in %q", m, text)
			}
			end = m.End
		}
	})
}

// TestHiddenBeyondReported: what is not reported, because it is probably invented, is
// hidden all the same.
func TestHiddenBeyondReported(t *testing.T) {
	for _, marked := range []string{
		`{"firstName": "«sara»", "lastName": "«ahmadi»", "date_of_birth": "«1991-06-17»"}`,
		`{"firstName": "«marguerite»", "lastName": "«oyelaran»", "dateOfBirth": "«1961-04-17»", "email": "m.oyelaran@example.com"}`,
		`{"id": "...", "fullName": "«Marguerite Oyelaran»", "dateOfBirth": "«1961-04-17»"}`,
	} {
		text := strings.NewReplacer("«", "", "»", "").Replace(marked)
		if found := pii.Find(text); len(found) > 0 {
			t.Errorf("%s: reported %v", text, found)
		}
		if got := mark(text, pii.Hidden(text)); got != marked {
			t.Errorf("got  %s\nwant %s", got, marked)
		}
	}
}
