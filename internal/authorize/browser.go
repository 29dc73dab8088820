package authorize

import (
	"errors"
	"io"
	"os"
	"runtime"

	"github.com/cli/browser"
)

var errNoDisplay = errors.New("there is no display")

// OpenBrowser opens an address in the user's browser. The channel gets an error if there
// is not a browser, and is closed when the program that opens it has ended; some run as long
// as the browser does.
func OpenBrowser(address string) <-chan error {
	failed := make(chan error, 1)
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" && os.Getenv("WSL_DISTRO_NAME") == "" {
		// A browser for the terminal would be found, and take the terminal.
		failed <- errNoDisplay
		close(failed)
		return failed
	}
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	go func() {
		defer close(failed)
		if err := browser.OpenURL(address); err != nil {
			failed <- err
		}
	}()
	return failed
}
