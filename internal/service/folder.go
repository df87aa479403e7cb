package service

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// tokenFile stands in the folder of recordings and tells it from every other: a
// worker on whose machine the shared folder is not mounted would else begin
// every audit anew, and leave recordings nobody finds.
const tokenFile = ".lanmu-recordings"

// makeToken is the folder's token; a new one where it has none.
func makeToken(dir string) (string, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return "", fmt.Errorf("录制目录 %s 不能建立：%w", dir, err)
	}
	token, err := readToken(dir)
	if !errors.Is(err, fs.ErrNotExist) {
		return token, err
	}
	token = rand.Text()
	if err := os.WriteFile(filepath.Join(dir, tokenFile), []byte(token+"\n"), 0o640); err != nil {
		return "", fmt.Errorf("录制目录 %s 不能写：%w", dir, err)
	}
	return token, nil
}

func readToken(dir string) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, tokenFile))
	if err != nil {
		return "", fmt.Errorf("录制目录 %s 读不到：%w", dir, err)
	}
	return strings.TrimSpace(string(b)), nil
}
