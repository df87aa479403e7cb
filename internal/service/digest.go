package service

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"

	"lanmu"
)

// siteDigest stands for all of a site's configuration that an audit depends on:
// profile, word lists, calendar, standard; not for where those files lie. Two
// machines with the same digest come to the same findings.
func siteDigest(site *lanmu.Site, standard string) (string, error) {
	h := sha256.New()
	plain := *site
	plain.File, plain.Standard, plain.Words, plain.Calendar, plain.Location = "", "", nil, "", nil
	fmt.Fprintf(h, "%#v\n%s\n", plain, site.Location)
	files := append([]string{site.Calendar}, site.Words...)
	for _, name := range []string{standard, site.Standard} {
		if _, err := os.Stat(name); err == nil { // an edition's id is no file
			files = append(files, name)
		} else {
			fmt.Fprintf(h, "%q\n", name)
		}
	}
	for _, f := range files {
		if f == "" {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			return "", fmt.Errorf("站点 %s 的配置引用的文件 %s 读不到：%w", site.ID, f, err)
		}
		fmt.Fprintf(h, "%d\n%s", len(b), b)
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}
