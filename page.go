package lanmu

import (
	"net/http"
	"time"
)

// Page is one answer of the site, as the crawler saw it. It lives only while
// it is being read; what lasts is its Facts.
type Page struct {
	Asked     string      // address asked, normalised
	URL       string      // address that answered, after Redirects
	Redirects []string    // addresses on the way, Asked first; empty: none
	Status    int         // 0: no answer, see Fail
	Header    http.Header // of the final answer
	Body      []byte      // text decoded to UTF-8; other media as sent
	RawSize   int         // bytes of the body before decoding
	Charset   string      // canonical lower-case name the body was in, "" for non-text
	MediaType string      // lower-case, without parameters, as declared
	Declared  string      // Content-Type as received, and in a second line Content-Encoding where there is one
	Digest    string      // "sha1:" + base32 of the raw body, as WARC writes it
	Fetched   time.Time
	Took      time.Duration // request sent to body read
	Depth     int           // clicks from the home page
	From      string        // page that first linked here
	Rendered  bool          // the body is the browser's, after its scripts ran
	Unchanged bool          // 304 or the same digest as in the previous recording
	Soft      string        // how the crawler knew that this 200 is the host's not-found answer; "" it is none
	Fail      *Fail         // why there is no whole answer; nil: whole
}

// OK tells a whole answer with a success status.
func (p *Page) OK() bool { return p.Fail == nil && p.Status >= 200 && p.Status < 300 }

// Fail is why an address gave no whole answer.
type Fail struct {
	Kind   FailKind `json:"kind"`
	Detail string   `json:"detail"` // for logs; the reader's words come from Kind
}

// Error makes Fail an error.
func (f *Fail) Error() string { return string(f.Kind) + ": " + f.Detail }

// FailKind names a way to fail.
type FailKind string

// The ways to fail.
const (
	FailDNS          FailKind = "dns"           // host unknown
	FailRefused      FailKind = "refused"       // connection refused
	FailTimeout      FailKind = "timeout"       // not whole within the limit
	FailTLS          FailKind = "tls"           // certificate or handshake
	FailReset        FailKind = "reset"         // connection broken while speaking
	FailTruncated    FailKind = "truncated"     // shorter than its Content-Length, or a broken encoding
	FailTooLarge     FailKind = "too-large"     // above the size limit
	FailRedirectLoop FailKind = "redirect-loop" // or more than 10 redirects
	FailProtocol     FailKind = "protocol"      // answer is no HTTP
	FailRobots       FailKind = "robots"        // robots.txt asks us not to look
	FailNotRecorded  FailKind = "not-recorded"  // judging a recording that lacks it
	FailStopped      FailKind = "stopped"       // the audit ended before
	FailURL          FailKind = "url"           // the address cannot be asked
	FailResolver     FailKind = "resolver"      // the name could not be looked up: our resolver's trouble, not the host's
	FailUnreachable  FailKind = "unreachable"   // no route from here: perhaps our network's trouble
	FailInternal     FailKind = "internal"      // lanmu itself failed at reading it
	FailBlocked      FailKind = "blocked"       // the answer is a firewall's challenge to programs, not the page
	FailIncomplete   FailKind = "incomplete"    // rendered, but not all came that its scripts asked for: rows may be missing
)

// LinkKind says what sort of reference a link is.
type LinkKind uint8

// The kinds of link.
const (
	LinkPage       LinkKind = iota // a, area
	LinkFrame                      // frame, iframe
	LinkOption                     // option of a select that jumps
	LinkScript                     // onclick, window.open, javascript:location
	LinkRefresh                    // meta refresh or a script that moves on
	LinkPager                      // a further page of a list
	LinkImage                      // img, input type=image
	LinkAttachment                 // an anchor to a file: .doc .pdf .zip …
	LinkStyle                      // style sheet
	LinkData                       // data the page itself names, a GET of which returns rows
)

// String is the kind's name.
func (k LinkKind) String() string {
	names := [...]string{"page", "frame", "option", "script", "refresh", "pager", "image", "attachment", "style", "data"}
	if int(k) < len(names) {
		return names[k]
	}
	return "unknown"
}

// Link is one reference on a page. Links in comments and in scripts that only
// build strings are no links.
type Link struct {
	URL    string   // resolved, absolute, normalised; "" where Bad is set and nothing can be asked
	Raw    string   // as written in the page, white space trimmed
	Text   string   // anchor text, alt or option text, at most 80 runes
	Kind   LinkKind // what sort
	Where  string   // short CSS path of the element
	Bad    BadLink  // what is wrong with it before anything is asked
	Hidden string   // how it is hidden from sight; "" visible
}

// BadLink is a fault that shows in the address itself.
type BadLink string

// The faults of addresses.
const (
	BadNone     BadLink = ""
	BadEmpty    BadLink = "empty"    // href="", "#" or "javascript:" on an anchor that promises a page
	BadLocal    BadLink = "local"    // file:///, C:\, a path of someone's computer
	BadInternal BadLink = "internal" // 10.x, 192.168.x, localhost, a bare host name
	BadSyntax   BadLink = "syntax"   // cannot be made an address
)

// Seen is what reading a page tells the crawler.
type Seen struct {
	Links []Link // all of them; the crawler chooses what to follow and what only to verify
	Soft  string // why this 200 is really an error page; "" it is none
}

// Glance is the little that is read of a page outside the site when its link is verified.
type Glance struct {
	Title string
	Soft  string // why a 200 is really an error page; "" it is none
	Taint string // gambling, porn or parking words found; "" none
}

// LinkVerdict is what is said of a link (standards.md §4).
type LinkVerdict string

// The verdicts of links.
const (
	LinkOK        LinkVerdict = "ok"
	LinkBroken    LinkVerdict = "broken"
	LinkSuspected LinkVerdict = "suspected" // failed once, could not be confirmed
	LinkBlocked   LinkVerdict = "blocked"   // refuses programs; please click by hand
	LinkSkipped   LinkVerdict = "skipped"   // not asked: robots, a limit, ignored
)

// Target is one distinct address that pages link to, with its verdict.
type Target struct {
	URL      string
	Final    string // after redirects; "" same
	Kind     LinkKind
	External bool // another host than the site's own
	Verdict  LinkVerdict
	Status   int
	Fail     *Fail
	Reason   string // evidence in English for logs: "404 twice, 8 s apart"
	Soft     string // soft 404: how it was recognised
	Content  string // attachment at fault: "zero", "html", "magic"; "" fine
	Title    string // of an external page
	Taint    string // of an external page
	Took     time.Duration
	Size     int64
	On       []Use // pages that hold it, at most 20, in order of address; none for own pages that are well
	OnCount  int   // all of them
	OnHome   bool
}

// Use is a place where a target is linked.
type Use struct {
	Page  string
	Text  string
	Raw   string
	Where string
	Kind  LinkKind
}

// Crawl is what came of crawling one site, beside its pages.
type Crawl struct {
	Started, Finished time.Time
	Pages             int                 // pages fetched and read
	Requests          int                 // all requests, retries and verifications too
	Bytes             int64               // received, before decoding
	Targets           []*Target           // all but those of Well, in order of address
	Well              []string            // own pages that are linked and well, of which nothing is to be told, in order
	Limits            []string            // what cut the crawl short, in Chinese sentences
	NotLooked         map[string]FailKind // site pages known but not fetched, and why
	SoftHosts         []string            // hosts that answer 200 to everything
	Complete          bool                // nothing was left that should have been fetched
	Coverage          float64             // pages read / site pages known
	Home              *Fail               // the home page could not be had at all
	HomeStatus        int
	TLS               *TLSState
	IPv6              IPv6State // whether the home page's host has an IPv6 address
	Revisited         int       // pages answered 304 or with the same digest
	Robots            bool
}

// IPv6State is whether a host has an IPv6 address; "" was not asked.
type IPv6State string

// The answers.
const (
	IPv6Yes IPv6State = "yes"
	IPv6No  IPv6State = "no"
)

// TLSState is what was seen of the site's certificate.
type TLSState struct {
	Offered  bool // the site answers on https
	NotAfter time.Time
	Version  string
	Issuer   string
	Names    []string
	Problem  string // why it does not verify; "" verifies
}

// Progress is told while a crawl goes on.
type Progress struct {
	Stage   string // "crawl", "links", "render", "judge", "report"
	Pages   int
	Queue   int
	Links   int
	Total   int // best guess of the stage's whole
	Rate    float64
	Bytes   int64
	Current string
}
