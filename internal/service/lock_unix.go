//go:build unix

package service

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// lock keeps two services from working in one data folder. The kernel lets go
// of it when the process ends, however it ends.
func lock(path string) (func(), error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return nil, fmt.Errorf("数据目录不能写：%w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		held := fmt.Errorf("另一个 lanmu serve 正在使用这份数据（%s 已被锁定），本次不启动：%w", path, err)
		return nil, errors.Join(held, f.Close())
	}
	return func() { _ = f.Close() }, nil
}
