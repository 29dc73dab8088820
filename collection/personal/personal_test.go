package personal_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/personal"
)

// TestFind marks what must be found in each text with « and ».
func TestFind(t *testing.T) {
	for _, marked := range []string{
		`{"first_name": "«Marguerite»", "last_name": "«Oyelaran»", "date_of_birth": "«1961-04-17»"}`,
		`{"results": [{"patientFirstName": "«Marguerite»", "patientLastName": "«Oyelaran»", "DOB": "«04/17/1961»"}]}`,
		`{"first_name": "«John»", "last_name": "«Smithers»", "date_of_birth": "«1961-04-17»"}`,
		`{"patient": {"name": "«Marguerite Oyelaran»", "birthDate": "«1961-04-17T00:00:00Z»"}}`,
		`{"resourceType": "Patient", "name": [{"family": "«Oyelaran»", "given": ["«Marguerite»", "«Ife»"]}], "birthDate": "«1961-04-17»", "telecom": [{"system": "phone", "value": "«+1 312 846 7719»"}]}`,
		`{"identifier": [{"system": "http://hl7.org/fhir/sid/us-ssn", "value": "«219-56-0211»"}, {"type": {"coding": [{"code": "MR"}]}, "value": "«MR-8402957»"}]}`,
		`{"social_security_number": "«219-56-0211»"}`, `{"ssn": «219560211»}`, `{"note": "the SSN is «219-56-0211», as agreed"}`,
		`{"mrn": "«8402957»"}`, `{"medical_record_number": "«A-8402957»"}`,
		`{"first_name": "Marguerite", "cell_phone": "«(312) 846-7719»"}`,
		`{"email": "«marguerite.oyelaran@gmail.com»"}`, `write to «m.oyelaran@clinic-north.org».`,
		`<?xml version="1.0"?><p:Patient><p:FirstName>«Marguerite»</p:FirstName><LastName>«Oyelaran»</LastName><BirthDate x="1">«1961-04-17»</BirthDate></p:Patient>`,
	} {
		text := strings.NewReplacer("«", "", "»", "").Replace(marked)
		if got := mark(text, personal.Find(text)); got != marked {
			t.Errorf("got  %s\nwant %s", got, marked)
		}
	}
}

// TestLookAlikes are texts that are about nobody.
func TestLookAlikes(t *testing.T) {
	for _, text := range []string{
		`{"first_name": "John", "last_name": "Doe", "date_of_birth": "1961-04-17", "phone": "312-846-7719"}`,
		`{"first_name": "Jane", "last_name": "Smith", "date_of_birth": "1961-04-17"}`,
		`{"first_name": "Marry", "last_name": "Smith", "date_of_birth": "1961-04-17"}`, `{"first_name": "Johnas", "last_name": "Smithas", "date_of_birth": "1961-04-17"}`,
		`{"first_name": "Marguerite", "last_name": "Oyelaran", "date_of_birth": "1980-01-01"}`,
		`{"first_name": "{{first_name}}", "last_name": "Oyelaran", "date_of_birth": "1961-04-17"}`,
		`{"first_name": "string", "last_name": "string", "date_of_birth": "2019-08-24"}`,
		`{"name": "Aspirin", "date_of_birth": "1961-04-17"}`, `{"first_name": "Marguerite", "last_name": "Oyelaran"}`,
		`{"first_name": "Marguerite", "phone": "312-555-0142"}`, `{"first_name": "Marguerite", "phone": "1234567890"}`,
		`{"first_name": "Marguerite", "phone": "800-846-7719"}`, `{"hotel": "Ritz", "phone": "312-846-7719"}`,
		`{"ssn": "123-45-6789"}`, `{"ssn": "078-05-1120"}`, `{"ssn": "000-12-3456"}`, `{"ssn": "***-**-0211"}`, `{"id": "219-56-0211"}`,
		`{"mrn": "12345"}`, `{"mrn": "string"}`, `{"mrn": "{{mrn}}"}`, `{"session": "219560211"}`,
		`{"email": "marguerite@example.com"}`, `{"email": "x@sub.example.org"}`, `{"email": "support@drchrono.com"}`, `{"email": "john.doe@gmail.com"}`,
		`{"email": "test.user2@gmail.com"}`, `{"email": "{{email}}"}`, `{"account": "9f3c2a1e8d4b4c6f9a2e@techacct.adobe.com"}`,
		`https://user@host.example.net/path`, `"@context": "https://schema.org"`, `logo@2x.png`, `{"package": "@types/node@20.1"}`,
		`<a@b`, `<<a><`, `{"email": "a@`, ``, `@`,
	} {
		if got := personal.Find(text); len(got) > 0 {
			t.Errorf("%s", mark(text, got))
		}
	}
}

func TestInFields(t *testing.T) {
	kinds := personal.InFields([]personal.Field{
		{"first_name", "Marguerite"}, {"doctor", "7"}, {"date_of_birth", "1961-04-17"}, {"email", "marguerite.oyelaran@gmail.com"}, {"ssn", "219-56-0211"},
	})
	want := []personal.Kind{personal.Name, "", personal.Birth, personal.Email, personal.SSN}
	for i := range want {
		if kinds[i] != want[i] {
			t.Errorf("field %d is %q, want %q", i, kinds[i], want[i])
		}
	}
}

func mark(text string, found []personal.Match) string {
	var b strings.Builder
	done := 0
	for _, m := range found {
		b.WriteString(text[done:m.Start] + "«" + text[m.Start:m.End] + "»")
		done = m.End
	}
	return b.String() + text[done:]
}

func FuzzFind(f *testing.F) {
	f.Add(`{"name": [{"family": "O", "given": ["M"]}], "birthDate": "1961-04-17", "telecom": [{"system": "phone", "value": "+1 312 846 7719"}]}`)
	f.Add(`<FirstName>M</FirstName><BirthDate>1961-04-17</BirthDate> SSN 219-56-0211 a.b@c.de`)
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, m := range personal.Find(text) {
			if m.Start < last || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("%q: %+v behind %d", text, m, last)
			}
			last = m.End
		}
	})
}
