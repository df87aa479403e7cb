package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"lanmu"
	"lanmu/crawler"
	"lanmu/extract"
	"lanmu/internal/charset"
	"lanmu/internal/config"
)

// maxFile bounds a saved page that explain reads, in bytes: the crawler's own limit.
const maxFile = 20 << 20

func (a *app) explainCmd() *cobra.Command {
	var at dateFlag
	var address string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "explain URL|FILE",
		Short: a.say("说明一个页面是怎样读的", "Tell how one page is read").In(a.lang),
		Long: a.say(
			"读一个页面，说出它是什么页面、列表有哪些行、每个日期为什么采用或不采用。\n怀疑误报时先用它。",
			"Reads one page and tells what it is, which rows its list has, and why each date was taken or refused.\nThe first thing to run when a finding looks wrong.").In(a.lang),
		Example: "  lanmu explain http://swj.example.gov.cn/zwgk/tzgg/\n  lanmu explain saved.html --url http://swj.example.gov.cn/zwgk/tzgg/ --json",
		Args:    a.exactly(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if at.IsZero() {
				at.Date = lanmu.DateOf(time.Now())
			}
			page, site, err := a.onePage(cmd.Context(), args[0], address)
			if err != nil {
				return err
			}
			said := explain(page, site, at.Date)
			if asJSON {
				enc := json.NewEncoder(a.std.out)
				enc.SetEscapeHTML(false)
				enc.SetIndent("", "  ")
				return enc.Encode(said)
			}
			return a.printExplained(said)
		},
	}
	cmd.Flags().StringVar(&address, "url", "", a.say("保存下来的文件原来的网址", "address that a saved file came from").In(a.lang))
	cmd.Flags().Var(&at, "at", a.say("按哪一天判断，默认今天", "day on which it is judged (default today)").In(a.lang))
	cmd.Flags().BoolVar(&asJSON, "json", false, a.say("输出 JSON", "write JSON").In(a.lang))
	return cmd
}

// onePage is the page to explain: a file where there is one of that name, else
// an address to fetch.
func (a *app) onePage(ctx context.Context, target, address string) (*lanmu.Page, *lanmu.Site, error) {
	if info, err := os.Stat(target); err == nil {
		if info.IsDir() {
			return nil, nil, usage(a.say("“%s”是文件夹，请写一个网页文件或网址", "%s is a folder: name a page's file or an address", target))
		}
		return a.savedPage(target, address, info.Size())
	}
	if !strings.Contains(target, "://") && strings.ContainsAny(filepath.Ext(target), "hH") {
		if _, err := os.Stat(filepath.Dir(target)); err == nil && !looksLikeHost(target) {
			return nil, nil, usage(a.say("没有“%s”这个文件", "there is no file %s", target))
		}
	}
	return a.fetchedPage(ctx, target)
}

// looksLikeHost tells swj.example.gov.cn/a.html from dir/a.html.
func looksLikeHost(s string) bool {
	host, _, slash := strings.Cut(s, "/")
	return slash && strings.Contains(strings.Trim(host, "."), ".")
}

func (a *app) savedPage(name, address string, size int64) (*lanmu.Page, *lanmu.Site, error) {
	if size > maxFile {
		return nil, nil, a.say("“%s”超过 20 MiB，不读", "%s is larger than 20 MiB and not read", name)
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	text, set, _ := charset.Decode(raw, "")
	p := &lanmu.Page{Status: 200, Body: text, RawSize: len(raw), Charset: set, MediaType: "text/html"}
	if address == "" {
		address = savedAddress(p, url.PathEscape(filepath.Base(name)))
	}
	site, err := siteOf(address)
	if err != nil {
		return nil, nil, usage(err)
	}
	p.Asked, p.URL = address, address
	return p, site, nil
}

// savedAddress stands for the address that a saved file came from where it is
// not told. Any page may have been saved as index.html: one with a breadcrumb
// is no home page.
func savedAddress(p *lanmu.Page, name string) string {
	const root, below = "http://page.invalid/", "http://page.invalid/saved/"
	if low := strings.ToLower(name); !strings.HasPrefix(low, "index.") && !strings.HasPrefix(low, "default.") {
		return root + name
	}
	look := *p
	look.Asked, look.URL = below+name, below+name
	if f := extract.Read(&look, extract.Options{Alone: true}).Facts; len(f.Crumbs) >= 2 || f.Kind == lanmu.PageArticle && !f.Published.IsZero() {
		return below + name
	}
	return root + name
}

// fetchedPage asks for one address, with the crawler's manners.
func (a *app) fetchedPage(ctx context.Context, address string) (*lanmu.Page, *lanmu.Site, error) {
	site, err := config.FromURL(address)
	if err != nil {
		return nil, nil, usage(err)
	}
	site.Crawl.MaxPages = 1
	var page *lanmu.Page
	_, err = crawler.Crawl(ctx, site, crawler.Options{Impatient: true, Version: version()}, func(p *lanmu.Page) lanmu.Seen {
		if page == nil {
			kept := *p
			kept.Body = bytes.Clone(p.Body) // its buffer serves the next answer
			page = &kept
		}
		return lanmu.Seen{}
	})
	switch {
	case err != nil:
		return nil, nil, err
	case page == nil:
		return nil, nil, errors.New(a.say("没有取得 %s", "%s could not be had", address).In(a.lang))
	case page.Fail != nil:
		return nil, nil, a.say("打不开 %s：%s", "%s does not open: %s", address, failure(page.Fail.Kind))
	}
	whole, err := siteOf(address)
	return page, whole, err
}

// siteOf is a profile of the site that a page's address is on, so that a page
// deep inside is not taken for the home page.
func siteOf(address string) (*lanmu.Site, error) {
	site, err := config.FromURL(address)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(site.URL)
	if err != nil {
		return nil, err
	}
	u.Path, u.RawPath, u.RawQuery = "/", "", ""
	site.URL = u.String()
	return site, nil
}

// explained is contract §4.
type explained struct {
	URL          string            `json:"url"`
	Kind         lanmu.PageKind    `json:"kind"`
	Charset      string            `json:"charset"`
	Title        string            `json:"title"`
	Published    lanmu.Date        `json:"published"`
	PublishedRaw string            `json:"published_raw"`
	ColumnName   string            `json:"column_name"`
	Items        []lanmu.Row       `json:"items"`
	Newest       lanmu.Date        `json:"newest"`
	Empty        bool              `json:"empty"`
	NeedsScript  bool              `json:"needs_script"`
	NextPages    []string          `json:"next_pages"`
	Dates        []lanmu.DateMark  `json:"dates"`
	Tags         map[string]string `json:"tags"`
	Marks        lanmu.Marks       `json:"marks"`

	facts *lanmu.Facts
}

func explain(p *lanmu.Page, site *lanmu.Site, at lanmu.Date) *explained {
	f := extract.Read(p, extract.Options{At: at, Site: site, Alone: true}).Facts
	e := &explained{
		URL: p.URL, Kind: f.Kind, Charset: f.Charset, Title: f.Title,
		Published: f.Published, PublishedRaw: f.PubRaw, ColumnName: f.ColumnName,
		Items: list(f.Items()), Newest: lanmu.Newest(f.Items(), at),
		Empty: f.Empty != lanmu.NotEmpty, NeedsScript: f.NeedsScript, NextPages: list(f.NextPages),
		Dates: list(f.Dates), Tags: map[string]string{}, Marks: f.Marks, facts: f,
	}
	for name, values := range f.Tags {
		e.Tags[name] = strings.Join(values, " | ")
	}
	if f.Kind == lanmu.PageHome || f.Kind == lanmu.PageHub {
		for _, b := range f.Blocks {
			if d := lanmu.Newest(b.Rows, at); d.After(e.Newest) {
				e.Newest = d
			}
		}
	}
	return e
}

// list is s, never null in JSON.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
