package lanmu

import "fmt"

// Kind is what sort of column it is (standards.md §3).
type Kind string

// The kinds of column.
const (
	KindNews           Kind = "news"
	KindNotice         Kind = "notice"
	KindPolicy         Kind = "policy"
	KindPersonnel      Kind = "personnel"
	KindPlan           Kind = "plan"
	KindReport         Kind = "report"
	KindBudget         Kind = "budget"
	KindStatic         Kind = "static"
	KindInterpretation Kind = "interpretation"
	KindInteraction    Kind = "interaction"
	KindService        Kind = "service"
	KindTopic          Kind = "topic"
	KindOther          Kind = "other"
)

// Kinds lists them all in the standard's order.
var Kinds = []Kind{
	KindNews, KindNotice, KindPolicy, KindPersonnel, KindPlan, KindReport, KindBudget,
	KindStatic, KindInterpretation, KindInteraction, KindService, KindTopic, KindOther,
}

// Column is one 栏目 as the crawl found it, and, once judged, its state.
type Column struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Path       []string `json:"path"` // names from the top, its own last
	URL        string   `json:"url"`
	Kind       Kind     `json:"kind"`
	Department string   `json:"department"`

	Status      Status   `json:"status"`
	Items       int      `json:"items"`
	Newest      Date     `json:"newest"`
	Deadline    Date     `json:"deadline"` // last day it is still in time
	OverdueDays int      `json:"overdue_days"`
	Rendered    bool     `json:"rendered"`
	Reason      string   `json:"reason"`
	Evidence    Evidence `json:"evidence"`

	MaxAge    Period    `json:"-"` // the one that applies; zero: none
	AgeFrom   string    `json:"-"` // where MaxAge comes from: "profile", "standard"
	Exempt    string    `json:"-"`
	Required  bool      `json:"-"`
	Named     bool      `json:"-"` // the profile names it
	How       string    `json:"-"` // how it was recognised: "navigation", "breadcrumb", …
	Leaf      bool      `json:"-"` // last level: is judged
	Page      *Facts    `json:"-"` // of its first page; nil: never fetched
	Fail      *Fail     `json:"-"` // why its page could not be had
	HTTP      int       `json:"-"` // status of its page
	Rows      []Row     `json:"-"` // over all pages walked
	Walked    int       `json:"-"` // pages of its list that were read
	Pages     int       `json:"-"` // pages of its list that there are; 0 unknown
	Empty     Emptiness `json:"-"` // after what the site's pages share was taken off
	EmptyWhy  string    `json:"-"`
	External  bool      `json:"-"` // wholly made of links to other systems
	Warnings  []string  `json:"-"` // of the profile: a selector that matches nothing any more
	Before    Earlier   `json:"-"` // what its list held on an earlier night; asked only where the profile's selector matches nothing tonight
	Template  string    `json:"-"` // what its page shares with its siblings, for grouping by cause
	Duplicate string    `json:"-"` // URL of a column with the same rows
}

// Earlier is what a column's list held on the last night that it was read; zero:
// no such night is remembered.
type Earlier struct {
	At    Date
	Items int
}

// Words says it as seen on the given day: 昨日（2026-11-22）还能取到 20 条.
func (e Earlier) Words(at Date) string {
	when := "上次检查"
	if at.DaysSince(e.At) == 1 {
		when = "昨日"
	}
	return fmt.Sprintf("%s（%s）还能取到 %d 条", when, e.At, e.Items)
}

// Status is a column's state (contract §3). Every column ends in one.
type Status string

// The states of a column.
const (
	StatusOK              Status = "ok"
	StatusDueSoon         Status = "due_soon"
	StatusStale           Status = "stale"
	StatusEmpty           Status = "empty"
	StatusExplanationOnly Status = "explanation_only"
	StatusUndated         Status = "undated"
	StatusUnreachable     Status = "unreachable"
	StatusUnverified      Status = "unverified"
	StatusExempt          Status = "exempt"
)

// Statuses lists them all.
var Statuses = []Status{
	StatusOK, StatusDueSoon, StatusStale, StatusEmpty, StatusExplanationOnly,
	StatusUndated, StatusUnreachable, StatusUnverified, StatusExempt,
}
