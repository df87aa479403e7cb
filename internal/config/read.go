package config

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"unicode/utf8"
)

// maxFile bounds a profile, in bytes. A bureau's with 2,000 columns has 300 KB.
const maxFile = 1 << 20

// read gets a profile's text, or says why there is none.
func read(path string) ([]byte, error) {
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, Say("没有“%s”这个配置文件", "there is no profile %s", path)
	case errors.Is(err, fs.ErrPermission):
		return nil, Say("没有权限读取配置文件“%s”", "profile %s may not be read", path)
	case err != nil:
		return nil, Say("读不了配置文件“%s”：%v", "profile %s cannot be read: %v", path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		return nil, Say("“%s”是文件夹，请写其中的配置文件，例如 %s/site.yaml", "%s is a folder: name the profile in it, such as %s/site.yaml", path, path)
	}
	src, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, Say("读不了配置文件“%s”：%v", "profile %s cannot be read: %v", path, err)
	}
	return src, legible(path, src)
}

// legible refuses what is no text of bearable size.
func legible(path string, src []byte) error {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	switch {
	case len(src) > maxFile:
		return Say("配置文件“%s”超过 1 MiB，不像是网站配置", "profile %s is larger than 2 MiB and not read", path)
	case len(bytes.TrimSpace(src)) == 0:
		return Say("配置文件“%s”是空的，至少要写一行 url: http://网站首页/", "profile %s is empty: it needs at least the line url: http://home.page/", path)
	case bytes.IndexByte(src, 0) >= 0:
		return Say("“%s”是二进制文件，不是配置文件", "%s is binary, no profile", path)
	case !utf8.Valid(src):
		return Say("配置文件“%s”不是 UTF-8 编码，请用编辑器另存为 UTF-8", "profile %s is not in UTF-8: save it as UTF-8", path)
	}
	return nil
}
