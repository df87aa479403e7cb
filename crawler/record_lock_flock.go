//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package crawler

import (
	"errors"
	"os"
	"syscall"
)

// lockFile locks the file itself: the lock is gone when the process is, however
// it ended.
func lockFile(_ string, f *os.File) (free func(), err error) {
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errLocked
	}
	return func() {}, nil
}
