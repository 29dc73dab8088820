package pii

import (
	"strings"
	"sync"
)

// hintWords are parts of names of fields, and of notations, without one of which a text
// says nothing about a person but for addresses of mail. Capitals make no difference.
const hintWords = `
	birth born dob d.o.b ssn social mrn medical phone mobile telecom pid| nk1| gt1| dmg* nm1* cell chart
	nascimen dtnasc datanasc dt_nasc nacimien fechanac fecha_nac naissan geburt gebdat nascita geboort dogum doğum lahir sinh urodz fodsel fødsel födel narozen рожд 出生 生日 生年 생년
	telef teléf telep telf" tlf" tlfn celular movil móvil handy mobil cellul gsm" ceptel nohp no_hp "hp" sodien so_dien dienthoai dien_thoai điện sdt puhelin 手机 电话 電話 携帯 전화 휴대 телефон
	contactn contact_n whatsapp phno ph_no "fone rufnum
	cpf nir" num_secu numsecu numerosecu numero_secu securite bsn burgerservice sofinum dni nif" nie" documento identificacion codicefisc codice_fisc fiscalcode fiscal_code codfisc "cf" taxcode tax_code pesel
	aadha adhar kimlik tckn tcno tc_no "tc" identityn identity_n nationalid national_id nationalityid idcard id_card idno id_no idnumber id_number 身份证 rut" rut_ run" rijksreg registrenat niss" insz personnummer henkilo hetu
	주민 rrn" jumin residentn steuer idnr nhs curp cuil cuit cedula cédula "ci" "sin" ahv avs" teudat cnp" egn" егн citizenid citizen_id thaiid oib" rodne contribuinte
	nik" ktp cccd cmnd passport pasaporte passeport "pan pan_no panno cnic "nid" rsaid
`

// hintSet finds the hint words in one pass over a text: three bytes of it at a time, in
// five bits each, which are the same for small letters and capitals.
type hintSet struct {
	begin [1 << 15 / 64]uint64 // a bit for each beginning of a word
	words map[uint32][]string  // by their beginning
}

const hintBits = 1<<15 - 1

func hintBegin(text string) uint32 {
	return uint32(text[0]&31)<<10 | uint32(text[1]&31)<<5 | uint32(text[2]&31)
}

var allHints = sync.OnceValue(func() *hintSet {
	h := &hintSet{words: map[uint32][]string{}}
	for word := range strings.FieldsSeq(hintWords) {
		b := hintBegin(word)
		h.begin[b/64] |= 1 << (b % 64)
		h.words[b] = append(h.words[b], word)
	}
	return h
})

// in reports whether one of the words stands in a text.
func (h *hintSet) in(text string) bool {
	if len(text) < 3 {
		return false
	}
	b := hintBegin(text)
	for i := 2; ; {
		if h.begin[b/64]&(1<<(b%64)) != 0 && h.at(b, text[i-2:]) {
			return true
		}
		if i++; i == len(text) {
			return false
		}
		b = (b<<5 | uint32(text[i]&31)) & hintBits
	}
}

// at reports whether a text begins with one of the words that have its beginning.
func (h *hintSet) at(begin uint32, text string) bool {
	for _, word := range h.words[begin] {
		if len(text) >= len(word) && strings.EqualFold(text[:len(word)], word) {
			return true
		}
	}
	return false
}
