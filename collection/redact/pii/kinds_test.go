package pii_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact/pii"
)

// TestWordsForPeople: names of fields count with a word for a person, records in other
// languages than English too, and a number as it is dialled in a text about health. What
// must be found is between « and ».
func TestWordsForPeople(t *testing.T) {
	for _, marked := range []string{
		`{"pasien-nama": "«ROSALIND OKONKWO»", "pasien-nomorMR": "«0000417283»", "pasien-tglLahir": "«1984-07-23»", "pasien-alamat": "«JL DAHLIA NO 38»"}`,
		`{"nama_pasien": "«ROSALIND OKONKWO»", "no_hp": "«085219738246»"}`, `{"nome_aluno": "Rosalind Okonkwo", "telefone": "4198-2637"}`,
		`{"pacienteNombre": "«Rosalind Okonkwo»", "pacienteFechaNacimiento": "«1984-07-23»"}`, `{"telefonoPaciente": "«+34 634 719 283»", "nombrePaciente": "«Rosalind Okonkwo»"}`,
		`{"contactoEmergenciaTelefono": "«+34 634 719 283»", "nombreCompleto": "«Rosalind Okonkwo»"}`,
		`{"usuarioFechaNacimiento": "1984-07-23", "usuarioNombre": "Rosalind Okonkwo"}`,
		`{"numeroProntuario": "«8402957»"}`, `{"nomor_mr": "«0000417283»"}`, `{"prontuario": "string"}`,
		// The number of a document, where its digits are those of a person.
		`{"name": "«Rosalind Okonkwo»", "birthDate": "«1984-07-23»", "document": "«113.586.606-62»"}`, `{"name": "Rosalind Okonkwo", "document": "11358660663"}`,
		`{"fullName": "«Rosalind Okonkwo»", "clienteCpf": "«11358660662»"}`,
		// The beginning of an object is missing.
		"\"nomor_mr\": \"«0000417283»\",\n\"id\": \"61cf78c9-8401-11ec-898b-e0d55e36446d\",\n\"nik\": \"1\"\n}",
		// A number that is dialled in the country says nothing where nothing is about health.
		`{"full_name": "Rosalind Okonkwo", "telefono": "0852197382"}`,
	} {
		text := strings.NewReplacer("«", "", "»", "").Replace(marked)
		if got := mark(text, pii.Find(text)); got != marked {
			t.Errorf("got  %s\nwant %s", got, marked)
		}
	}
}

// TestNobodys: addresses and numbers that are nobody's keep a record from being reported, and
// near ones do not.
func TestNobodys(t *testing.T) {
	for _, marked := range []string{
		// Of usual names, or of everybody's and another one.
		`{"name": "Marcos", "lastName": "Okonkwo", "phone": "(312) 846-7719", "email": "marcosperez@gmail.com"}`, `{"first_name": "Bob", "last_name": "Okonkwo", "date_of_birth": "1984-07-23", "phone": "(312) 846-7719", "email": "bob.okonkwo@gmail.com"}`,
		`{"first_name": "«Bola»", "last_name": "«Okonkwo»", "date_of_birth": "«1984-07-23»", "phone": "«(312) 846-7719»", "email": "«bola.okonkwo@gmail.com»"}`,
		// That a generator numbered, and a colleague's.
		`{"name": "Ingrid", "lastName": "Halvorsen", "phone": 4964167014, "email": "ihalvorsen0@furl.net"}`, `{"name": "«Ingrid»", "lastName": "«Halvorsen»", "phone": «4964167014», "email": "«ihalvorsen0@lagosnorth.net»"}`,
		// Just the name.
		`{"name": "ngozika", "email": "ngozika@gmail.com"}`, `{"Names": "ngozika", "email": "ngozika@gmail.com", "phone": "12345"}`, `{"name": "ingrid", "email": "«ngozika@gmail.com»"}`,
		`{"email": "halvorsenrosa123@gmail.com"}`, `{"email": "«halvorsenrosa124@gmail.com»"}`,
		`{"email": "funcionario1@gmail.com"}`, `{"email": "branchhead4@gmail.com"}`,
		// Numbers that are kept for films.
		`{"fullName": "Rosalind Okonkwo", "dob": "1984-07-23", "phone": "+44 7700 900461"}`, `{"fullName": "Rosalind Okonkwo", "dob": "1984-07-23", "phone": "07700 900461"}`, `{"fullName": "«Rosalind Okonkwo»", "dob": "«1984-07-23»", "phone": "«+44 7701 900461»"}`,
		`{"fullName": "Rosalind Okonkwo", "dob": "1984-07-23", "phone": "+33 6 39 98 27 41"}`, `{"fullName": "Rosalind Okonkwo", "dob": "1984-07-23", "telefon": "030 23125 417"}`,
		// In small steps.
		`{"fullName": "Rosalind Okonkwo", "dob": "1984-07-23", "phone": "9087890987"}`, `{"fullName": "Rosalind Okonkwo", "phone": "+33 6 11 22 33 44"}`,
		// Of several people, and of as many with their own.
		`[{"name": "Rosalind Okonkwo", "dob": "1984-07-23"}, {"name": "Ingrid Halvorsen", "dob": "1984-07-23"}]`, `[{"name": "«Rosalind Okonkwo»", "dob": "«1984-07-23»"}, {"name": "«Ingrid Halvorsen»", "dob": "«1984-07-24»"}, {"name": "«Ingrid M. Halvorsen»", "dob": "«1984-07-24»"}]`,
		`[{"name": "Rosalind Okonkwo", "phone": "(312) 846-7719"}, {"name": "Ingrid Halvorsen", "phone": "(312) 846-7719"}, {"name": "Thandiwe Mabasa", "phone": "(312) 846-7719"}]`,
		`[{"name": "«Rosalind Okonkwo»", "phone": "«(312) 846-7719»"}, {"name": "«Ingrid Halvorsen»", "phone": "«(312) 846-7719»"}]`,
		`[{"name": "«Rosalind Okonkwo»", "dob": "0000-00-00", "phone": "«(312) 846-7719»"}, {"name": "«Ingrid Halvorsen»", "dob": "0000-00-00", "phone": "«(312) 846-2719»"}]`,
		// A desk, and somebody at it.
		`{"givenName": "Lagos", "surName": "Helpdesk", "telephoneNumber": "+31205925091"}`, `{"givenName": "«Rosalind»", "surName": "«Okonkwo»", "telephoneNumber": "«+31205925091»"}`,
		`{"givenName": "Nicolas", "surName": "Maduro", "telephoneNumber": "+31205925091"}`, `{"email": "dr.rosalind@lagosnorth.com"}`, `{"email": "rosalind.okonkwo@musterstaedte.de"}`,
		// At a domain that says of which kind it is.
		`{"fullName": "Rosalind Okonkwo", "email": "r.okonkwo@hospital.ke"}`, `{"email": "rosalind.okonkwo@pharmacy.com"}`, `{"email": "rosalind.okonkwo@universidad.edu"}`, `{"email": "«rosalind.okonkwo@pharmacy.nsw.gov.au»"}`,
		`{"firstName": "Rosalind", "lastName": "Ejemplo", "dob": "1984-07-23", "phone": "(312) 846-7719"}`,
		// The phone of a patient whom everybody knows.
		`{"resourceType": "Patient", "name": [{"family": "Duck", "given": ["Donald"]}], "telecom": [{"system": "phone", "value": "(312) 846-7719"}]}`,
		`{"resourceType": "Patient", "name": [{"family": "«Okonkwo»", "given": ["«Rosalind»"]}], "birthDate": "«1984-07-23»", "telecom": [{"system": "phone", "value": "«(312) 846-7719»"}]}`,
	} {
		text := strings.NewReplacer("«", "", "»", "").Replace(marked)
		if got := mark(text, pii.Find(text)); got != marked {
			t.Errorf("got  %s\nwant %s", got, marked)
		}
	}
}

// TestHiddenNumbers: phone numbers of any country are hidden, and numbers of documents
// beside a person's name.
func TestHiddenNumbers(t *testing.T) {
	for _, marked := range []string{
		`{"id": 7, "celular": "«947689895»"}`, `{"telephone": "«09188362740»"}`, `{"phone": "123456789"}`, `{"cep": "73805-510"}`, `{"cep": "«0532 417 28 39»"}`, `{"phone": "1-866-438-3622"}`,
		`{"nombre": "«Rosalind Okonkwo»", "identificacion": "«1039290068»"}`, `{"firstName": "«Rosalind»", "lastName": "«Okonkwo»", "documentNumber": "«70384565»"}`,
		`{"pasien-nama": "«ROSALIND OKONKWO»", "pasien-tglLahir": "«1984-07-23»", "ttd": "«ROSALIND OKONKWO»", "ttd-telp": "«085219738246»", "note": "«ROSALIND OKONKWO» on «085219738246», not 0852197382461 or Rosalind"}`,
		`{"name": "Invoice", "documentNumber": "70384565"}`, `{"name": "Rosalind Okonkwo", "documentNumber": "12345678"}`,
		`{"cliente": {"nombre": "«Rosalind»", "apellido": "«Okonkwo»", "numeroDocumento": «16829219»}}`,
	} {
		text := strings.NewReplacer("«", "", "»", "").Replace(marked)
		if got := mark(text, pii.Hidden(text)); got != marked {
			t.Errorf("got  %s\nwant %s", got, marked)
		}
	}
}

// TestInVariablesOfObjects: a variable with an object has the kind that says most.
func TestInVariablesOfObjects(t *testing.T) {
	d, err := jsontree.Parse(`{"variable": [{"key": "data", "value": "{\"patientName\": \"Rosalind Okonkwo\", \"phone\": \"7411608536\"}"}, {"key": "x", "value": "1"}]}`)
	if err != nil {
		t.Fatal(err)
	}
	found := pii.InVariables(collection.Of(d).Variables())
	if len(found) != 1 || found[0].Kind != pii.Phone {
		t.Errorf("found %v", found)
	}
}

func TestIsClinical(t *testing.T) {
	for text, want := range map[string]bool{
		`{"Patient": 1}`: true, `{"idPaciente": 1}`: true, "MÉDICO": true, "hôpital": true, "PID|1": true, `{"resourceType": 1}`: true, "ClinicalDocument": true, "Rumah Sakit": false, "rumah sakit": true, "rumahSakit": true, "患者": true, "bệnh viện": true,
		"": false, `{"name": "Rosalind"}`: false, "medi": false, "a hospita": false, "an item of any kind": false,
	} {
		if got := pii.IsClinical(text); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
