package atomicfile

import "os"

// endings are the signals that end a program by default.
var endings = []os.Signal{os.Interrupt}

// endBy ends this program. Windows has no signal to end it by.
func endBy(os.Signal) { os.Exit(interrupted) }

// interrupted is the conventional exit code: 128 plus the number of SIGINT.
const interrupted = 130
