package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"lanmu"
	"lanmu/internal/auditor"
	"lanmu/reports"
)

// yearFlags are the flags of lanmu report-year.
type yearFlags struct {
	year      int
	from, out string
	at        dateFlag
	rate      float64
	browser   string
}

func (a *app) reportYearCmd() *cobra.Command {
	f := &yearFlags{}
	cmd := &cobra.Command{
		Use:   "report-year TARGET",
		Short: a.t("数出某一年各栏目每月发布了多少条信息", "Count what each column published in a year, by month"),
		Long: a.t("数出某一年各栏目每月发布了多少条信息，供编写信息公开年度报告和网站工作年度报表时核对。\n按列表中每一行的日期计数；没有读全的栏目会注明。",
			"Counts the items of each column by month, for the annual report on disclosure and the site's yearly table.\nRows are counted by the dates in the lists; columns that were not read whole are marked."),
		Example: "  lanmu report-year http://swj.example.gov.cn/ --year 2025\n  lanmu report-year site.yaml --year 2025 --from out/recording.warc.gz --out 2025.xlsx",
		Args:    a.exactly(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.reportYear(cmd.Context(), args[0], f, cmd.Flags().Changed)
		},
	}
	fs := cmd.Flags()
	fs.SortFlags = false
	fs.IntVar(&f.year, "year", 0, a.t("哪一年（必写），例如 2025", "which year (required), such as 2025"))
	fs.StringVar(&f.from, "from", "", a.t("不上网，数一个录制文件（recording.warc.gz）", "count from this recording (`file`) instead of the network"))
	fs.StringVar(&f.out, "out", "", a.t("写成文件：名称以 .csv 或 .xlsx 结尾；不写则显示在屏幕上", "`file` to write, named .csv or .xlsx; default: shown"))
	fs.Var(&f.at, "at", a.t("把哪一天当作今天，默认今天；晚于它的日期不算", "the day taken for today; later dates do not count"))
	fs.Float64Var(&f.rate, "rate", 5, a.t("每秒向同一主机发出的请求数，0 表示不限", "requests a second to one host, 0 for no limit"))
	fs.StringVar(&f.browser, "browser", "", a.t("Chromium 的路径，默认在系统里找", "`path` of Chromium, default found on the system"))
	return cmd
}

// reportYear crawls or replays, counts, and writes the table.
func (a *app) reportYear(ctx context.Context, name string, f *yearFlags, given func(string) bool) (err error) {
	if f.year < 1990 || f.year > 2999 {
		return usage(a.say("请用 --year 写明年份，例如 --year 2025", "name the year, such as --year 2025"))
	}
	write, err := a.yearWriter(f.out)
	if err != nil {
		return err
	}
	if err := a.checkRecording(f.from); err != nil {
		return err
	}
	site, stop, err := a.target(ctx, name, "", f.at.Date)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	if given("rate") {
		site.Crawl.Rate = f.rate
	}
	site.Links.External = false // nothing here hangs on other sites' links
	progress, done := a.progress()
	audit, err := auditor.New(auditor.Options{
		At: f.at.Date, Replay: f.from, Browser: f.browser, Version: version(), Log: a.logger(), Progress: progress,
	}).Audit(ctx, site)
	done()
	if err != nil {
		return err
	}
	if err := a.writeYear(f.out, reports.CountYear(audit, f.year), write); err != nil {
		return err
	}
	return a.yearCaveats(audit)
}

// yearWriter chooses the form by the file's name.
func (a *app) yearWriter(out string) (func(reports.YearCount, io.Writer) error, error) {
	switch strings.ToLower(filepath.Ext(out)) {
	case ".csv":
		return reports.YearCount.WriteCSV, nil
	case ".xlsx":
		return reports.YearCount.WriteXLSX, nil
	case "":
		if out == "" {
			return reports.YearCount.WriteText, nil
		}
	}
	return nil, usage(a.say("--out 的文件名要以 .csv 或 .xlsx 结尾，不能是“%s”", "--out wants a name that ends in .csv or .xlsx, not %s", out))
}

func (a *app) writeYear(out string, y reports.YearCount, write func(reports.YearCount, io.Writer) error) (err error) {
	if out == "" {
		return write(y, a.std.out)
	}
	file, err := os.Create(out)
	if err != nil {
		return a.say("“%s”写不了，请换一个 --out：%v", "%s cannot be written, name another with --out: %v", out, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if err := write(y, file); err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.std.out, out)
	return err
}

// yearCaveats says where the counts may be too small, and ends as an audit that
// was done in part.
func (a *app) yearCaveats(audit *lanmu.Audit) error {
	if audit.Meta.Complete {
		return nil
	}
	if _, err := fmt.Fprintln(a.std.err, a.t("网站没有抓取完整，数字可能偏少。", "The site was not crawled whole: the counts may be too small.")); err != nil {
		return err
	}
	return exit{code: exitPartly}
}
