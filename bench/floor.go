package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
)

// runFloor crawls with nothing but net/http: what no crawler can be faster than.
// fetch follows the portal's known addresses without reading them; parse reads
// each page once with goquery and follows its links.
func runFloor(args []string) error {
	fs := flag.NewFlagSet("floor", flag.ExitOnError)
	mode := fs.String("mode", "parse", "fetch or parse")
	n := fs.Int("pages", 1000, "article pages (for fetch)")
	workers := fs.Int("workers", 16, "connections")
	if err := fs.Parse(args); err != nil {
		return err
	}
	base, err := url.Parse(fs.Arg(0))
	if err != nil {
		return err
	}
	f := &floor{base: base, parse: *mode == "parse", seen: map[string]bool{}, client: &http.Client{
		Transport: &http.Transport{MaxIdleConnsPerHost: *workers, MaxConnsPerHost: *workers, DisableCompression: true},
	}}
	f.cond = sync.NewCond(&f.mu)
	f.push(base.String())
	if !f.parse {
		for i := range *n {
			f.push(base.JoinPath(fmt.Sprintf("/art/t20260101_%d.html", i)).String())
		}
	}
	var wg sync.WaitGroup
	for range *workers {
		wg.Go(f.work)
	}
	wg.Wait()
	fmt.Printf("pages %d dead %d\n", f.pages, f.dead)
	return nil
}

type floor struct {
	base   *url.URL
	parse  bool
	client *http.Client

	mu          sync.Mutex
	cond        *sync.Cond
	queue       []string
	seen        map[string]bool
	busy        int
	pages, dead int
}

func (f *floor) push(u string) {
	if !f.seen[u] {
		f.seen[u] = true
		f.queue = append(f.queue, u)
	}
}

func (f *floor) work() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for {
		for len(f.queue) == 0 {
			if f.busy == 0 {
				f.cond.Broadcast()
				return
			}
			f.cond.Wait()
		}
		u := f.queue[0]
		f.queue = f.queue[1:]
		f.busy++
		f.mu.Unlock()
		status, links := f.get(u)
		f.mu.Lock()
		f.busy--
		f.pages++
		if status >= 400 {
			f.dead++
		}
		for _, l := range links {
			f.push(l)
		}
		f.cond.Broadcast()
	}
}

func (f *floor) get(u string) (status int, links []string) {
	resp, err := f.client.Get(u)
	if err != nil {
		return 599, nil
	}
	defer resp.Body.Close()
	if !f.parse {
		_, _ = io.Copy(io.Discard, resp.Body)
		return resp.StatusCode, nil
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		return resp.StatusCode, nil
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return resp.StatusCode, nil
	}
	here := resp.Request.URL
	doc.Find("a[href]").Each(func(_ int, s *goquery.Selection) {
		href, _ := s.Attr("href")
		if to, err := here.Parse(strings.TrimSpace(href)); err == nil && to.Host == here.Host {
			to.Fragment = ""
			links = append(links, to.String())
		}
	})
	return resp.StatusCode, links
}
