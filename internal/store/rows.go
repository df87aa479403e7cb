package store

import "github.com/uptrace/bun"

// The tables, a struct each. Days are "YYYY-MM-DD" ("" unknown), moments are
// Unix milliseconds.

type siteRow struct {
	bun.BaseModel `bun:"table:sites"`

	ID       string `bun:"id,pk"`
	Name     string `bun:"name"`
	URL      string `bun:"url"`
	SiteCode string `bun:"site_code"`
}

type auditRow struct {
	bun.BaseModel `bun:"table:audits"`

	ID        string  `bun:"id,pk"`
	Site      string  `bun:"site"`
	At        string  `bun:"at"`
	Started   int64   `bun:"started"`
	Finished  int64   `bun:"finished"`
	Standard  string  `bun:"standard"`
	Complete  bool    `bun:"complete"`
	Coverage  float64 `bun:"coverage"`
	Result    string  `bun:"result"`
	Pages     int     `bun:"pages"`
	Open      int     `bun:"open"`
	Recording string  `bun:"recording"`
	Doc       string  `bun:"doc"`
	Seq       int64   `bun:"seq"` // in the order of writing: a clock may be set back
}

type nightRow struct {
	bun.BaseModel `bun:"table:column_nights"`

	Audit    string `bun:"audit,pk"`
	Site     string `bun:"site"`
	Column   string `bun:"column_id,pk"`
	At       string `bun:"at"`
	Status   string `bun:"status"`
	Items    int    `bun:"items"`
	Newest   string `bun:"newest"`
	Deadline string `bun:"deadline"`
	Whole    bool   `bun:"whole"` // every page of the list was read
}

type findingRow struct {
	bun.BaseModel `bun:"table:findings"`

	ID         string `bun:"id,pk"`
	Site       string `bun:"site"`
	Rule       string `bun:"rule"`
	URL        string `bun:"url"`
	Column     string `bun:"column_id"`
	Department string `bun:"department"`
	Certainty  string `bun:"certainty"`
	State      string `bun:"state"`
	FirstSeen  string `bun:"first_seen"`
	LastSeen   string `bun:"last_seen"`
	Due        string `bun:"due"`
	FixedOn    string `bun:"fixed_on"`
	Review     string `bun:"review"`
	Note       string `bun:"note"`
	FixLink    string `bun:"fix_link"`
	LastAudit  string `bun:"last_audit"`
	Doc        string `bun:"doc"`
	Words      string `bun:"words"`
}

type auditFindingRow struct {
	bun.BaseModel `bun:"table:audit_findings"`

	Audit   string `bun:"audit,pk"`
	Finding string `bun:"finding,pk"`
	State   string `bun:"state"`
}

type eventRow struct {
	bun.BaseModel `bun:"table:finding_events"`

	Seq     int64  `bun:"seq,pk"`
	Finding string `bun:"finding"`
	At      int64  `bun:"at"`
	Who     string `bun:"who"`
	What    string `bun:"what"`
	Detail  string `bun:"detail"`
}

type itemRow struct {
	bun.BaseModel `bun:"table:items"`

	Site      string `bun:"site,pk"`
	Column    string `bun:"column_id,pk"`
	URL       string `bun:"url,pk"`
	Title     string `bun:"title"`
	Shown     string `bun:"shown"`
	FirstSeen string `bun:"first_seen"`
}
