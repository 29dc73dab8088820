package report

import "testing"

// TestOfFormatOnly: the pointer of a text that is not JSON shows the format's keys alone.
func TestOfFormatOnly(t *testing.T) {
	for pointer, want := range map[string]string{
		"":                       "",
		"/item/12/request/url":   "/item/12/request/url",
		"/hunter2":               "/*******",
		"/values/0/a~1é/value/x": "/values/0/****/value/*",
	} {
		if got := ofFormatOnly(pointer); got != want {
			t.Errorf("%q becomes %q, want %q", pointer, got, want)
		}
	}
}
