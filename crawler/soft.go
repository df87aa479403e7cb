package crawler

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"strings"
)

// randomPath is an address that surely does not exist on host. It is made of
// the host's name, so that a recording answers it too.
func randomPath(host string) string {
	sum := sha256.Sum256([]byte("lanmu not found " + host))
	return "/" + hex.EncodeToString(sum[:8]) + ".html"
}

// fingerprint is how a host answers for what is not there.
type fingerprint struct {
	asked  string
	status int    // 0: not known
	final  string // address that answered
	digest string
	size   int
	page   skimmed
}

// soft tells a host that says 200 for what is not there.
func (f *fingerprint) soft() bool { return f != nil && f.status >= 200 && f.status < 300 }

// telling tells a fingerprint that can be recognised: not a page that a script
// fills (every address of such a site begins alike) and not a sign-in.
func (f *fingerprint) telling() bool {
	if !f.soft() || f.page.login || signIn(f.final) {
		return false
	}
	return !(f.page.script && f.page.text < 90)
}

// newFingerprint remembers what came for the random path.
func newFingerprint(asked, final string, status int, digest string, body []byte) *fingerprint {
	return &fingerprint{asked: asked, status: status, final: final, digest: digest, size: len(body), page: skim(without(body, asked))}
}

// matches says how an answer is the host's not-found answer; "" it is another.
func (f *fingerprint) matches(asked, final, digest string, body []byte) string {
	if why := f.leadsAlike(asked, final); why != "" {
		return why
	}
	return f.saysAlike(asked, digest, body)
}

// leadsAlike tells an address that leads where one that does not exist leads.
func (f *fingerprint) leadsAlike(asked, final string) string {
	if f.telling() && !homeLike(asked) && final != asked && final == f.final && final != f.asked && !homeLike(final) {
		return "leads to " + final + " as an address that does not exist does"
	}
	return ""
}

// saysAlike tells a body that says what the host says for what does not exist.
func (f *fingerprint) saysAlike(asked, digest string, body []byte) string {
	if !f.telling() || homeLike(asked) || f.size == 0 || len(body) == 0 {
		return ""
	}
	if digest == f.digest {
		return "same body as for an address that does not exist"
	}
	if len(body) > 2*f.size || f.size > 2*len(body) || f.page.text < 12 {
		return ""
	}
	if p := skim(without(body, asked)); p.hash == f.page.hash && p.text == f.page.text && digitless(p.title) == digitless(f.page.title) {
		return "same text as for an address that does not exist"
	}
	return ""
}

// without takes a page's own address out of its text: error pages repeat it.
func without(body []byte, asked string) []byte {
	path := pathOf(asked)
	if len(path) < 4 {
		return body
	}
	for _, echo := range echoes(asked, path) {
		if bytes.Contains(body, []byte(echo)) {
			body = bytes.ReplaceAll(body, []byte(echo), nil)
		}
	}
	return body
}

func echoes(asked, path string) []string {
	list := []string{asked, path, path[1:]}
	if plain, err := url.PathUnescape(path); err == nil && plain != path {
		list = append(list, plain)
	}
	if bare, _, ok := strings.Cut(path, "?"); ok && len(bare) > 4 {
		list = append(list, bare)
	}
	return list
}

func digitless(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, s)
}

var (
	homeFile   = regexp.MustCompile(`(?i)^/(index|default|main|home|portal|sy|shouye)?(\.(s?html?|jsp|aspx?|php|do|action))?$`)
	homeFolder = regexp.MustCompile(`(?i)^/(home|portal|cn|zh|zh_cn|zh-cn|chs|gb|web|www|site|main|index|sy|wz)/?((index|default|main|home)(\.(s?html?|jsp|aspx?|php|do))?)?$`)
	errorPage  = regexp.MustCompile(`(?i)(^|[/_.-])(404|error|errors|err|notfound|not_found|not-found|pagenotfound|nopage|nofound|page_not_found)([0-9]*)([/_.?-]|$)`)
	signInPage = regexp.MustCompile(`(?i)(^|[/_.-])(login|signin|sign-in|logon|sso|cas|passport|oauth2?|authorize|denglu|userlogin)([/_.?-]|$)`)
)

// homeLike tells an address that means a home page, whatever it is called.
func homeLike(addr string) bool {
	path := barePath(addr)
	return homeFile.MatchString(path) || homeFolder.MatchString(path)
}

// errorLike tells the address of an error page.
func errorLike(addr string) bool { return errorPage.MatchString(barePath(addr)) }

// signIn tells the address of a sign-in page.
func signIn(addr string) bool {
	return signInPage.MatchString(barePath(addr)) || strings.HasPrefix(hostOf(addr), "sso.") || strings.HasPrefix(hostOf(addr), "cas.") || strings.HasPrefix(hostOf(addr), "passport.")
}

// movedAway says why a redirect of a deep address is a not-found answer: to the
// home page or to an error page. sure is false where a person may have meant
// it: what was asked is a folder right under the root, or another body's
// address that was moved as a whole.
func movedAway(asked, final string, own bool, f *fingerprint) (why string, sure bool) {
	if asked == final || pageKey(asked) == pageKey(final) || homeLike(asked) {
		return "", false
	}
	if errorLike(final) && !errorLike(asked) {
		return "leads to the error page " + final, true
	}
	if !homeLike(final) || strings.Contains(pathOf(final), "?") || !sameParty(asked, final) {
		return "", false
	}
	asRandom := f.soft() && f.final == final
	path := strings.Trim(barePath(asked), "/")
	shallow := !strings.Contains(path, "/") && !strings.Contains(path, ".")
	if shallow && !asRandom {
		return "", false
	}
	return "leads to the home page " + final, asRandom || own
}

// sameParty tells two addresses of one host, or of hosts that share a name.
func sameParty(a, b string) bool {
	a, b = hostname(hostOf(a)), hostname(hostOf(b))
	a, b = strings.TrimPrefix(a, "www."), strings.TrimPrefix(b, "www.")
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a)
}
