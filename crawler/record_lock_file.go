//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package crawler

import (
	"errors"
	"fmt"
	"os"
)

// lockFile makes a file beside the recording that stands as long as it is being
// written. One that a killed process left behind is to be deleted by hand.
func lockFile(path string, _ *os.File) (free func(), err error) {
	lock := path + ".lock"
	l, err := os.OpenFile(lock, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return nil, fmt.Errorf("%w (%s)", errLocked, lock)
	}
	if err != nil {
		return func() {}, nil
	}
	l.Close()
	return func() { os.Remove(lock) }, nil
}
