package lanmu

// PageKind is what a page is.
type PageKind string

// The kinds of page (contract §4).
const (
	PageHome     PageKind = "home"
	PageColumn   PageKind = "column"   // a list of items, or the place for one
	PageHub      PageKind = "hub"      // only sub-columns
	PageArticle  PageKind = "article"  // one text
	PageForm     PageKind = "form"     // something to fill in
	PageError    PageKind = "error"    // says it is not there, whatever its status
	PageRedirect PageKind = "redirect" // moves on by refresh or script
	PageShell    PageKind = "shell"    // filled by script
	PageOther    PageKind = "other"
)

// Row is one item of a list.
type Row struct {
	Title  string `json:"title"`
	URL    string `json:"url"` // absolute; "" where the row has no usable address
	Date   Date   `json:"date"`
	Raw    string `json:"-"` // the date's text as found
	Pinned bool   `json:"-"` // 置顶
}

// Block is a run of like siblings that link: a candidate for the page's list.
type Block struct {
	Hash    uint64 // of its targets: the same block on another page has the same hash
	Where   string // short CSS path
	Heading string // what stands over it
	More    string // address of its 更多 link
	Rows    []Row
	Dated   int    // rows with a date
	Refused string // why it is not this page's list ("shared with 31 pages", "navigation", …); "" it may be
	Score   int    // higher is more like the page's own list
}

// DateRole says what a date on a page is.
type DateRole string

// The roles of dates (contract §4).
const (
	DateRow       DateRole = "row"
	DatePublished DateRole = "published"
	DateClock     DateRole = "clock"
	DateCopyright DateRole = "copyright"
	DateURL       DateRole = "url"
	DateMeta      DateRole = "meta"
	DateEvent     DateRole = "event"
	DateOther     DateRole = "other"
)

// DateMark is one date found on a page, with why it was taken or refused.
type DateMark struct {
	Raw   string   `json:"raw"`
	Date  Date     `json:"date"`
	Role  DateRole `json:"role"`
	Taken bool     `json:"taken"`
	Why   string   `json:"why"`
}

// Crumb is one step of a breadcrumb.
type Crumb struct{ Name, URL string }

// Marks are the footer's (standards.md §5), as written.
type Marks struct {
	SiteCode    string `json:"site_code"`
	ICP         string `json:"icp"`
	Police      string `json:"police"`
	Host        string `json:"host"` // 主办单位
	PartyGov    bool   `json:"party_gov"`
	Sitemap     string `json:"sitemap"` // address
	Contact     string `json:"contact"`
	ErrorReport bool   `json:"error_report"`
}

// Emptiness says why a page counts as blank.
type Emptiness string

// The causes of emptiness.
const (
	NotEmpty         Emptiness = ""
	EmptyNoRows      Emptiness = "no-rows"     // the place for the list is there, without rows
	EmptyPhrase      Emptiness = "phrase"      // 暂无信息, 共0条
	EmptyNothing     Emptiness = "nothing"     // neither list nor text, table, image or frame
	EmptyRecords     Emptiness = "records"     // its own data holds no record
	EmptyExplanation Emptiness = "explanation" // only 情况说明/建设中/维护中
)

// Facts is what one page says. It is small: the parsed document is let go.
type Facts struct {
	URL, Asked string
	Status     int
	Kind       PageKind
	Charset    string
	Title      string // of the article, else of the page
	HeadTitle  string // <title>
	Published  Date   // of the article
	PubRaw     string
	PubClock   string // "HH:MM[:SS]" where the page states it

	ColumnName string  // of the column this page is or belongs to
	Crumbs     []Crumb // breadcrumb, home first

	Blocks []*Block // candidate lists, in page order
	List   int      // index in Blocks of this page's own list by this page alone; -1 none

	Empty    Emptiness
	EmptyWhy string // the page's own words, or what was looked for
	// What the page would be were the list that was found not its own, or, where
	// none was found, were the links that raise doubt a menu of the site's.
	EmptyElse    Emptiness
	EmptyElseWhy string

	NeedsScript bool
	ScriptWhy   string
	DataURLs    []string // data that the page names and a GET returns
	NextPages   []string // further pages of the list, absolute
	PageCount   int      // pages of the list as the pager says; 0 unknown
	PagerSends  string   // how further pages without an address are asked for, as the page calls it (__doPostBack): not followed; "" they have addresses, or there are none
	ItemCount   int      // items as the page says (共N条); -1 unknown
	RedirectTo  string   // where a redirect page moves on to
	Soft        string   // how an error page was recognised

	Dates []DateMark
	Tags  map[string][]string // page tags of 47号 by name, every value in order
	Marks Marks

	TextLen int // runes of the page's own text, outside navigation and lists
	Images  int // in its own part
	Tables  int
	Frames  int
	Files   int // attachments
	Forms   int

	Nav      []Crumb  // navigation links, home page and hubs: names of columns
	Text     string   // the page's own text where a rule needs it after the page is gone; "" let go
	Shingle  []uint32 // sketch of the article's text; nil where too short
	Digest   uint64   // of the page's own text
	Trouble  []string // what could not be read, in words: "more than 512 open elements: read as text"
	Links    int      // how many links it holds
	Home     bool     // it is the site's home page
	Rendered bool     // read after a browser ran its scripts
	Missed   string   // selector of the profile that matches nothing on this page, which has something; "" none
	Unfilled string   // why a browser could not fill it, a Chinese sentence; "" it was not asked, or it could
	Unread   bool     // reading panicked or was given up; Trouble says why
}

// Items is the page's own list by this page alone.
func (f *Facts) Items() []Row {
	if f.List < 0 || f.List >= len(f.Blocks) {
		return nil
	}
	return f.Blocks[f.List].Rows
}

// Newest is the latest date among rows that is not after the given day; rows
// dated later count as undated (standards.md §3). A zero at means no bound.
func Newest(rows []Row, at Date) Date {
	var newest Date
	for _, r := range rows {
		if r.Date.After(newest) && (at.IsZero() || !r.Date.After(at)) {
			newest = r.Date
		}
	}
	return newest
}
