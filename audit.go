package lanmu

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// Certainty says how sure a rule is of what it found.
type Certainty string

// The certainties. Review is for what a program cannot settle.
const (
	Certain Certainty = "certain"
	Likely  Certainty = "likely"
	Review  Certainty = "review"
)

// State is where a finding stands in its life.
type State string

// The states of a finding.
const (
	StateNew      State = "new"
	StateOpen     State = "open"
	StateReopened State = "reopened"
	StateWaived   State = "waived"
	StateFixed    State = "fixed"
)

// Evidence is the proof: what was there, where, in the page's own words.
type Evidence struct {
	Excerpt  string     `json:"excerpt,omitempty"` // the page's own words
	Checked  string     `json:"checked,omitempty"` // how it was looked at and again, in Chinese words
	Selector string     `json:"selector,omitempty"`
	Status   int        `json:"status,omitempty"`
	Raw      string     `json:"raw,omitempty"`
	Refused  []DateMark `json:"refused,omitempty"`
}

// Finding is one thing to put right.
type Finding struct {
	ID         string    `json:"id"` // FindingID
	Rule       string    `json:"rule"`
	Title      string    `json:"title"`
	URL        string    `json:"url"` // what is at fault
	Column     string    `json:"column"`
	Department string    `json:"department"`
	On         []string  `json:"on"`
	OnCount    int       `json:"on_count"`
	Message    string    `json:"message"`
	Fix        string    `json:"fix"`
	Evidence   Evidence  `json:"evidence"`
	Certainty  Certainty `json:"certainty"`
	Indicator  string    `json:"indicator"` // of the standard; "" weighs nothing
	State      State     `json:"state"`
	Waiver     *Waiver   `json:"waiver,omitempty"`
	FirstSeen  Date      `json:"first_seen"`
	LastSeen   Date      `json:"last_seen"`
	Due        Date      `json:"due"`

	Review  string `json:"review,omitempty"`   // 复核结果 a person gave: ReviewFalseAlarm, …; "" none
	Note    string `json:"note,omitempty"`     // 整改情况 as staff wrote it
	FixLink string `json:"fix_link,omitempty"` // 整改链接

	Key     string `json:"-"` // tells findings of one rule on one address apart
	Anchor  string `json:"-"` // link text or title for the ledger
	Pages   []Use  `json:"-"` // where On comes from, with anchors
	Newest  Date   `json:"-"` // 最后更新日期
	Overdue int    `json:"-"` // 超期天数
}

// ReviewFalseAlarm marks a finding that a person called wrong: it is shown, and counts for nothing.
const ReviewFalseAlarm = "误报"

// FindingID is the identity of a finding: 16 hex digits made of site, rule,
// column, url and key, never of wording or place (design idea 5).
func FindingID(site, rule, column, url, key string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{site, rule, column, url, key}, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// Skip is an honest "could not tell": what was not judged, and why.
type Skip struct {
	Rule   string `json:"rule"`
	URL    string `json:"url"`
	Column string `json:"column"`
	Reason string `json:"reason"`

	Also []string `json:"also,omitempty"` // further rules that could not tell, for the same reason
}

// Concerns tells whether a rule is one of those that could not tell.
func (s *Skip) Concerns(rule string) bool { return s.Rule == rule || slices.Contains(s.Also, rule) }

// Rules are all rules that could not tell; the first may be "", the audit's own.
func (s *Skip) Rules() []string { return append([]string{s.Rule}, s.Also...) }

// Audit is one visit: findings.json and every report are views of it.
type Audit struct {
	Schema   string     `json:"schema"` // SchemaFindings
	Site     SiteRef    `json:"site"`
	Meta     Meta       `json:"audit"`
	Verdict  Verdict    `json:"verdict"`
	Columns  []*Column  `json:"columns"`
	Findings []*Finding `json:"findings"`
	Skipped  []Skip     `json:"skipped"`

	Departments []Department `json:"-"`
	Standard    StandardRef  `json:"-"`
	RulesRun    []RuleRef    `json:"-"` // every rule that ran, for zeroes in metrics and names in reports
	Warnings    []string     `json:"-"` // of the profile
	// Looked tells, for every address that was looked at, what came of it; what
	// is not in it was not looked at (or nobody links to it any more).
	Looked    map[string]LinkVerdict `json:"-"`
	Published map[string]int         `json:"-"` // items dated in a month, "column\x00YYYY-MM" → count
	Log       []LogLine              `json:"-"` // what the audit did and met, in order of time; the history keeps it
}

// LogLine is one line of an audit's own log, for people who ask why it took so
// long or saw so little.
type LogLine struct {
	At   time.Time
	Warn bool   // it cost time or coverage
	Text string // a Chinese sentence without secrets; names of hosts and addresses in it are the site's
}

// SchemaFindings is the version of findings.json.
const SchemaFindings = "lanmu.findings/v1"

// SiteRef is the site as reports name it.
type SiteRef struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	URL      string `json:"url"`
	SiteCode string `json:"site_code"`
}

// Meta is how the audit went.
type Meta struct {
	ID       string     `json:"id"`
	Started  time.Time  `json:"started"`
	Finished time.Time  `json:"finished"`
	At       Date       `json:"at"`
	Standard string     `json:"standard"`
	Complete bool       `json:"complete"`
	Coverage float64    `json:"coverage"` // 0..1: columns and pages looked at of those known
	Pages    int        `json:"pages"`
	Links    LinkCounts `json:"links"`
	Requests int        `json:"requests"`
	Bytes    int64      `json:"bytes"`
	Limits   []string   `json:"limits"`
	Rules    []string   `json:"rules,omitempty"` // the rules that alone were asked for, by id; empty: all

	Recording   string    `json:"-"` // path of the recording it was judged from; "" none
	LastSuccess time.Time `json:"-"` // end of the newest complete audit of the site; zero: unknown, or this one
}

// LinkCounts counts targets by verdict.
type LinkCounts struct {
	OK        int `json:"ok"`
	Broken    int `json:"broken"`
	Suspected int `json:"suspected"`
	Blocked   int `json:"blocked"`
	Skipped   int `json:"skipped"`
}

// Result is the inspector's word.
type Result string

// The results.
const (
	Pass      Result = "pass"
	Failed    Result = "fail"
	Undecided Result = "undecided"
)

// Verdict is what the standard makes of the findings.
type Verdict struct {
	Result     Result           `json:"result"`
	Vetoes     []Veto           `json:"vetoes"`
	Score      *float64         `json:"score"` // nil: not scored
	ScoreNote  string           `json:"score_note"`
	Indicators []IndicatorScore `json:"indicators,omitempty"`
}

// Veto is one 单项否决 indicator, counted.
type Veto struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Count     int      `json:"count"`
	Threshold int      `json:"threshold"`
	Hit       bool     `json:"hit"`
	Columns   []string `json:"columns"`
	Undecided bool     `json:"undecided,omitempty"` // what could not be told may bring it down
	Note      string   `json:"note,omitempty"`      // what was not counted, and why
	Findings  []string `json:"findings,omitempty"`
}

// IndicatorScore is one scored indicator.
type IndicatorScore struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Weight   float64  `json:"weight"`
	Lost     float64  `json:"lost"`
	Count    int      `json:"count"`
	Verified bool     `json:"verified"` // false: 示例分值
	Findings []string `json:"findings,omitempty"`
}

// StandardRef names the edition used.
type StandardRef struct{ ID, Name, Document string }

// RuleRef names a rule in reports.
type RuleRef struct {
	ID, Title, Doc, Fix, Indicator string
	Certainty                      Certainty
}
