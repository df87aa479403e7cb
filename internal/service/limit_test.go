//go:build linux

package service

import (
	"os/signal"
	"strconv"
	"syscall"
)

// limitFiles lets this process write no file larger than so many bytes: to a
// program that is a disk that is full.
func limitFiles(bytes string) error {
	if bytes == "" {
		return nil
	}
	n, err := strconv.ParseUint(bytes, 10, 64)
	if err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ) // writing then fails with EFBIG
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n})
}
