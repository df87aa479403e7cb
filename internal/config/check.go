package config

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// check looks at what no value shows by itself: references and files.
func (b *binder) check(p *Profile) {
	departments := b.unique("departments", len(p.Departments), func(i int) string { return string(p.Departments[i].ID) })
	columns := b.unique("columns", len(p.Columns), func(i int) string { return string(p.Columns[i].ID) })
	home, _ := url.Parse(string(p.URL))
	if home == nil {
		home = &url.URL{}
	}
	addresses := map[string]int{}
	for i, c := range p.Columns {
		key := fmt.Sprintf("columns[%d]", i)
		if d := string(c.Department); d != "" && !slices.Contains(departments, d) {
			b.atKey(key+".department", Say("没有定义处室“%s”%s，请在 departments 中加上", "nobody defined department “%s”%s: add it to departments", d, nearest(d, departments)))
		}
		if c.Date != "" && c.Items == "" {
			b.atKey(key+".date", Say("写了 date 就要写 items：日期是在列表的行里找的", "date needs items: the date is looked for in the rows"))
		}
		if c.Exempt != "" && c.MaxAge != (period{}) {
			b.atKey(key+".exempt", Say("exempt 和 max_age 不能同时写：不判断更新的栏目没有期限", "exempt and max_age exclude each other"))
		}
		if c.URL == "" {
			continue
		}
		at := absolute(home, c.URL)
		if before, twice := addresses[at]; twice {
			b.atKey(key+".url", Say("与 columns[%d] 是同一个地址，请留一个", "the same address as columns[%d]: keep one", before))
		}
		addresses[at] = i
	}
	for i, w := range p.Waivers {
		if c := string(w.Column); c != "" && !p.discovers() && !slices.Contains(columns, c) {
			b.atKey(fmt.Sprintf("waivers[%d].column", i), Say("没有“%s”这个栏目%s", "there is no column “%s”%s", c, nearest(c, columns)))
		}
	}
	for i, w := range p.Words {
		b.checkFile(fmt.Sprintf("words[%d]", i), string(w))
	}
	b.checkFile("calendar", string(p.Calendar))
	switch id := p.Standard; {
	case looksLikeFile(id):
		b.checkFile("standard", id)
	case id != "" && len(b.standards) > 0 && !slices.Contains(b.standards, id):
		b.atKey("standard", Say("没有“%s”这个评分标准%s，可写 %s，或写一个标准文件的路径", "there is no standard “%s”%s: there are %s; or name a file",
			id, nearest(id, b.standards), strings.Join(b.standards, " ")))
	}
}

// discovers tells whether columns beyond the profile's are looked for.
func (p *Profile) discovers() bool { return deref(p.Discover, true) }

// unique tells ids that stand twice and returns all of them.
func (b *binder) unique(key string, n int, id func(int) string) (ids []string) {
	seen := map[string]bool{}
	for i := range n {
		if id(i) == "" {
			continue
		}
		if seen[id(i)] {
			b.atKey(fmt.Sprintf("%s[%d].id", key, i), Say("代号“%s”前面已经用过，请换一个", "id “%s” stands above already: take another", id(i)))
		}
		seen[id(i)] = true
		ids = append(ids, id(i))
	}
	return ids
}

func (b *binder) checkFile(key, name string) {
	if name == "" {
		return
	}
	path := beside(b.file, name)
	info, err := os.Stat(path)
	switch {
	case err != nil:
		b.atKey(key, Say("找不到文件“%s”（相对于配置文件所在的文件夹）", "there is no file “%s” (as seen from the profile's folder)", name))
	case info.IsDir():
		b.atKey(key, Say("“%s”是文件夹，这里要写文件名", "“%s” is a folder: a file is wanted", name))
	}
}

// looksLikeFile tells a standard's file from an edition's id.
func looksLikeFile(standard string) bool {
	if standard == "" {
		return false
	}
	switch filepath.Ext(standard) {
	case ".yml", ".yaml":
		return true
	}
	return filepath.Base(standard) != standard
}
