//go:build !unix

package service

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// lock keeps two services from working in one data folder. Without flock the
// file itself is the lock: after a crash it has to be deleted by hand, and the
// message says so.
func lock(path string) (func(), error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o640)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("另一个 lanmu serve 正在使用这个数据目录；若确认没有，请删除 %s 后重试", path)
	}
	if err != nil {
		return nil, fmt.Errorf("数据目录不能写：%w", err)
	}
	return func() { _ = f.Close(); _ = os.Remove(path) }, nil
}
