package rules

import "testing"

func TestNearVariables(t *testing.T) {
	for _, c := range []struct{ name, defined, want string }{
		{"client_id", "COMMENT_ID", ""},
		{"clientId", "client_id", "client_id"},
		{"base_ulr", "base_url", "base_url"},
		{"baseurl", "base_url", "base_url"},
		{"patient_id", "patients_id", "patients_id"},
		{"seat_order_item_id", "seat_offer_item_id", ""},
		{"password-token", "password-token-id", ""},
		{"fundsOutPrepareAmount", "fundsInPrepareAmount", ""},
		{"payerfspMSISDN", "payerMSISDN", ""},
		{"quoteExpDate", "quoteDate", ""},
		{"startDate", "endDate", ""},
		{"userA", "userB", ""},
		{"booking1", "booking2", ""},
		{"user_id", "order_id", ""},
		{"env", "end", ""},
		{"serviceID", "serviceId", "serviceId"},
		{"fspiop-signature", "fspiopSignature", "fspiopSignature"},
		{"getBookingWithSeatsAdded", "getBookingWithSeatAdded", "getBookingWithSeatAdded"},
	} {
		v := nearVariables{names: []string{c.defined}}
		if got, _ := v.find(c.name); got != c.want {
			t.Errorf("%s, of %s: %q, want %q", c.name, c.defined, got, c.want)
		}
	}
}
