package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"testing"
)

// browse acts as a browser in tests, under the name of the program that opens
// the user's: it presses a button of the sandbox's authorization page
// ($BROWSER_PRESS), and follows the redirect. With --address it prints the
// address instead.
func browse() {
	args, printed := os.Args[1:], false
	if i := slices.Index(args, "--address"); i >= 0 {
		args, printed = slices.Delete(args, i, i+1), true
	}
	if err := visit(args[0], printed); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func visit(address string, printed bool) error {
	page, err := url.Parse(address)
	if err != nil {
		return err
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	shown, err := client.Get(address)
	if err != nil {
		return err
	}
	defer shown.Body.Close()
	if shown.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(shown.Body)
		return fmt.Errorf("%s: %s\n%s", address, shown.Status, text)
	}
	form := page.Query()
	page.RawQuery = ""
	form.Set("user", "user-1")
	form.Set("decision", cmp.Or(os.Getenv("BROWSER_PRESS"), "authorize"))
	sent, err := client.PostForm(page.String(), form)
	if err != nil {
		return err
	}
	defer sent.Body.Close()
	to := sent.Header.Get("Location")
	switch {
	case to == "":
		return errors.New("the browser is sent nowhere: " + sent.Status)
	case printed:
		fmt.Println(to)
		return nil
	}
	back, err := client.Get(to)
	if err != nil {
		return err
	}
	defer back.Body.Close()
	_, err = io.Copy(os.Stdout, back.Body)
	return err
}

// freePort returns an unused port.
func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}
