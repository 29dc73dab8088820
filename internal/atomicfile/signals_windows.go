package atomicfile

import "os"

// endings are the signals that end a program which does not take them.
var endings = []os.Signal{os.Interrupt}

// endBy ends this program. Windows knows no signal to end it by.
func endBy(os.Signal) { os.Exit(interrupted) }

// interrupted is the exit code by convention: 128 and the number of SIGINT.
const interrupted = 130
