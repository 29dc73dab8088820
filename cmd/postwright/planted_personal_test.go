package main

import (
	"strings"
	"testing"
)

// personalPlaces has a patient's data in the places of a collection, in many
// forms.
const personalPlaces = `{
 "info": {"name": "t", "description": "Ask Rosalind Okonkwo, born 07/23/1984.", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
 "variable": [{"key": "patient_ssn", "value": "219-56-4127"}, {"key": "contact", "value": "rosalind.okonkwo84@gmail.com"}],
 "item": [
  {"name": "text", "request": {"method": "GET", "url": "https://api.acme.io/x?ssn=219-56-4127&email=rosalind.okonkwo84@gmail.com", "header": "X-Patient-Email: rosalind.okonkwo84@gmail.com",
   "description": "Test patient Rosalind Okonkwo, born 07/23/1984, SSN: 219-56-4127, mail rosalind.okonkwo84@gmail.com"},
   "event": [{"listen": "test", "script": {"exec": ["const to = 'rosalind.okonkwo84@gmail.com';", "// SSN: 219-56-4127"]}}]},
  {"name": "parts", "request": {"method": "GET", "url": {"raw": "https://api.acme.io/y?ssn=219-56-4127&email=rosalind.okonkwo84@gmail.com", "host": ["api", "acme", "io"], "path": ["x"],
   "query": [{"key": "ssn", "value": "219-56-4127"}, {"key": "last_name", "value": "Okonkwo"}, {"key": "dob", "value": "7/23/1984"}]},
   "header": [{"key": "X-Email", "value": "rosalind.okonkwo84@gmail.com"}]}},
  {"name": "form", "request": {"method": "POST", "url": "https://api.acme.io/f", "body": {"mode": "urlencoded", "urlencoded": [{"key": "last_name", "value": "Okonkwo"}, {"key": "ssn", "value": 219564127}, {"key": "dob", "value": "7/23/1984"}]}},
   "response": [
    {"name": "csv", "code": 200, "body": "first_name,last_name,dob,ssn\nRosalind,Okonkwo,1984-07-23,219-56-4127"},
    {"name": "hl7", "code": 200, "body": "PID|1||48291377^^^MRN||OKONKWO^ROSALIND||19840723|F|||1847 LARKSPUR AVE^^FRESNO^CA^93704||(415)867-3948|||||||219-56-4127"},
    {"name": "json", "code": 200, "body": "{\"first_name\": \"Rosalind\", \"last_name\": \"Okonkwo\", \"dob\": \"7/23/1984\", \"ssn\": 219564127}"},
    {"name": "xml", "code": 200, "body": "<patient><given>Rosalind</given><family>Okonkwo</family><birthTime value=\"19840723\"/><telecom value=\"tel:(415)867-3948\"/></patient>"},
    {"name": "html", "code": 200, "body": "<table><tr><th>Name</th><th>DOB</th></tr><tr><td>Rosalind Okonkwo</td><td>07/23/1984</td></tr></table>"}]}
 ]}`

// TestPlantedPersonalData: no command shows a patient's data, wherever it is.
func TestPlantedPersonalData(t *testing.T) {
	other := strings.NewReplacer("Okonkwo", "Adeyemi", "OKONKWO", "ADEYEMI", "okonkwo", "adeyemi", "1984", "1971", "4127", "4132", "3948", "3957").Replace(personalPlaces)
	files := map[string]string{"a.json": personalPlaces, "b.json": other, "o.json": strings.ReplaceAll(personalPlaces, "Okonkwo", "Nwosu"), "schema.json": `{"properties": {"info": {"type": "string"}}}`,
		"e.json": `{"name": "E", "values": [{"key": "email", "value": "rosalind.okonkwo84@gmail.com"}]}`}
	tellOf(t, files, func(args, said string) {
		for _, private := range []string{"219-56", "219564127", "okonkwo", "adeyemi", "nwosu", "larkspur", "867-39", "7/23/19", "1984-07", "1971-07", "19840723", "19710723", "48291377"} {
			if at := strings.Index(strings.ToLower(said), private); at >= 0 {
				t.Errorf("%s shows %s: …%s…", args, private, said[max(0, at-120):min(len(said), at+60)])
				return
			}
		}
	})
}
