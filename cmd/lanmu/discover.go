package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"lanmu"
	"lanmu/crawler"
	"lanmu/extract"
	"lanmu/internal/config"
	"lanmu/rules"
)

// discoverPages is how many pages discover reads unless told otherwise: the
// home page, hubs and the first page of some hundred columns.
const discoverPages = 400

func (a *app) discoverCmd() *cobra.Command {
	var out string
	var at dateFlag
	var pages int
	cmd := &cobra.Command{
		Use:   "discover URL",
		Short: a.t("浅读一个网站，写出网站配置的初稿", "Read a site shallowly and write its profile"),
		Long: a.t(
			"浅读一个网站，把识别出的栏目写成网站配置，每个栏目注明层级、种类、更新期限、行数、最近日期和识别依据，供核对。\n--out 指的文件已经有时，只加入新栏目，改过的内容和注释都不动。",
			"Reads a site shallowly and writes the columns found as a site profile, each with its path, kind, period, rows, newest date and how it was recognised.\nWhere the file of --out exists, only new columns are added; what people edited stays, comments too."),
		Example: "  lanmu discover http://swj.example.gov.cn/\n  lanmu discover http://swj.example.gov.cn/ --out site.yaml",
		Args:    a.exactly(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := mergeable(out); err != nil {
				return err
			}
			site, stop, err := a.target(cmd.Context(), args[0], "", at.Date)
			if err != nil {
				return err
			}
			site.Crawl.MaxPages = pages
			if at.IsZero() {
				at.Date = lanmu.DateOf(time.Now().In(site.Location))
			}
			err = a.discover(cmd.Context(), site, at.Date, out)
			return errors.Join(err, stop())
		},
	}
	cmd.Flags().StringVar(&out, "out", "", a.t("写到这个文件，默认写到标准输出", "`file` to write (default standard output)"))
	cmd.Flags().IntVar(&pages, "max-pages", discoverPages, a.t("最多读的页面数", "pages to read at most"))
	cmd.Flags().Var(&at, "at", a.t("按哪一天判断日期，默认今天", "day by which dates are judged (default today)"))
	return cmd
}

func (a *app) discover(ctx context.Context, site *lanmu.Site, at lanmu.Date, out string) error {
	tell, done := a.progress()
	found, err := look(ctx, site, at, tell)
	done()
	if err != nil {
		return err
	}
	if out == "" {
		_, err := a.std.out.Write(found.Text())
		return err
	}
	return a.keep(out, found)
}

// look crawls and resolves the columns, without judging them.
func look(ctx context.Context, site *lanmu.Site, at lanmu.Date, tell func(lanmu.Progress)) (config.Discovered, error) {
	collector := extract.NewCollector(site, at)
	said := officesSaid{by: map[string][]string{}}
	seen, err := crawler.Crawl(ctx, site, crawler.Options{Impatient: true, Version: version(), Progress: tell}, func(p *lanmu.Page) lanmu.Seen {
		r := extract.Read(p, extract.Options{At: at, Site: site})
		said.add(p.URL, extract.Offices(r))
		collector.Add(r.Facts)
		return lanmu.Seen{Links: r.Links, Soft: r.Facts.Soft}
	})
	switch {
	case err != nil:
		return config.Discovered{}, err
	case ctx.Err() != nil:
		return config.Discovered{}, ctx.Err()
	case seen.Home != nil:
		return config.Discovered{}, exit{exitPartly, config.Say("打不开 %s：%s", "%s does not open: %s", site.URL, failure(seen.Home.Kind))}
	}
	standard, err := rules.LoadStandard(site.Standard, at)
	if err != nil {
		return config.Discovered{}, usage(err)
	}
	d := config.Discovered{URL: site.URL, Name: site.Name, SiteCode: site.SiteCode, On: at, Pages: seen.Pages}
	columns := collector.Columns(seen)
	for f := range collector.Facts().All() {
		if f.Home {
			name(&d, f)
		}
	}
	for _, c := range columns {
		found := foundColumn(c, at, standard)
		found.Office, found.Said, found.Agree = said.of(c, d.Name)
		for _, above := range c.Path[:max(len(c.Path)-1, 0)] {
			if found.Said == 0 {
				found.Office = cmp.Or(extract.OfficeOf(above, d.Name), found.Office)
			}
		}
		d.Columns = append(d.Columns, found)
	}
	return d, nil
}

// name takes the site's name and code from its home page, where the profile
// tells none.
func name(d *config.Discovered, home *lanmu.Facts) {
	if names := home.Tags["SiteName"]; d.Name == "" && len(names) > 0 {
		d.Name = names[0]
	}
	d.Name = cmp.Or(d.Name, home.HeadTitle)
	d.SiteCode = cmp.Or(d.SiteCode, home.Marks.SiteCode)
}

// howFound says in Chinese how a column was recognised.
var howFound = map[string]string{
	"profile": "配置", "navigation": "导航", "breadcrumb": "面包屑导航", "tag": "栏目标签", "home": "首页", "hub": "上级栏目页", "page": "页面本身",
}

func foundColumn(c *lanmu.Column, at lanmu.Date, standard *rules.Standard) config.FoundColumn {
	note := ""
	switch {
	case c.Fail != nil:
		note = "没有读到：" + failure(c.Fail.Kind).ZH
	case c.Page == nil:
		note = "没有读到"
	case c.Page.NeedsScript && len(c.Rows) == 0:
		note = "内容由脚本生成，没有读到行"
	case c.External:
		note = "都是指向其他系统的链接"
	case c.Empty != lanmu.NotEmpty:
		note = "没有内容"
	case len(c.Rows) == 0:
		note = "单页，有自己的内容"
	}
	return config.FoundColumn{
		ID: c.ID, Name: c.Name, Path: c.Path, URL: c.URL, Kind: c.Kind,
		Period: standard.Periods[c.Kind].Age, Verified: standard.Periods[c.Kind].Mark == rules.MarkVerified,
		Rows: len(c.Rows), Newest: lanmu.Newest(c.Rows, at), How: cmp.Or(howFound[c.How], c.How), Hub: !c.Leaf, Note: note,
	}
}

// mergeable tells before the crawl that the file to add to is no profile.
func mergeable(out string) error {
	if out == "" {
		return nil
	}
	if _, err := os.Stat(out); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := config.Load(out); err != nil {
		return usage(err)
	}
	return nil
}

// keep writes a profile, or adds to the one that is there.
func (a *app) keep(out string, found config.Discovered) error {
	old, err := os.ReadFile(out)
	if errors.Is(err, fs.ErrNotExist) {
		if err := replace(out, found.Text()); err != nil {
			return err
		}
		a.note(a.say("%s：写入 %d 个栏目。", "%s: %d columns written.", out, found.Judged()))
		return nil
	}
	if err != nil {
		return err
	}
	merged, added, missing, err := config.Merge(out, old, found)
	if err != nil {
		return usage(err)
	}
	if added > 0 {
		if err := replace(out, merged); err != nil {
			return err
		}
	}
	a.note(a.say("%s：加入 %d 个新栏目，原有内容没有改动。", "%s: %d new columns added, the rest left as it was.", out, added))
	for _, name := range missing {
		a.note(a.say("  配置里的“%s”这次没有在网站上找到。", "  “%s” of the profile was not found on the site this time.", name))
	}
	return nil
}

func (a *app) note(t config.Text) {
	if !a.quiet {
		a.errln(t.In(a.lang))
	}
}

// replace writes a file whole or not at all.
func replace(name string, text []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".lanmu-*")
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
