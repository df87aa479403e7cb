package auditor

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"

	"lanmu"
	"lanmu/rules"
)

// maker names what makes a reading beside the page: this very program, the
// profile, the standard and the rules. Readings by another one are not used.
func maker(version string, site *lanmu.Site, std *rules.Standard, refs []lanmu.RuleRef) (string, error) {
	exe, err := os.Executable()
	if err != nil {
		return "", err
	}
	program, err := os.Stat(exe)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintln(h, version, program.Size(), program.ModTime().UnixNano())
	known := *site
	// How the site is asked changes nothing of how a page is read.
	known.Crawl = lanmu.CrawlSettings{Hosts: site.Crawl.Hosts}
	known.Waivers = nil
	for _, part := range []any{&known, std, refs} {
		if err := json.NewEncoder(h).Encode(part); err != nil {
			return "", err
		}
	}
	for _, file := range append([]string{site.Calendar}, site.Words...) {
		if file == "" {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%d\n%s", len(text), text)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
