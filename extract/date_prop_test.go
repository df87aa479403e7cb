package extract

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"lanmu"
)

// anyDay draws a day that sites write.
func anyDay(t *rapid.T) lanmu.Date {
	d := lanmu.NewDate(rapid.IntRange(2000, 2035).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), 1)
	return d.AddDays(rapid.IntRange(0, 27).Draw(t, "day"))
}

// wide writes figures full-width.
func wide(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r >= '0' && r <= '9' {
			out[i] = r - '0' + '０'
		}
	}
	return string(out)
}

// chinese writes a day as documents are signed: 二〇一八年三月六日.
func chinese(d lanmu.Date) string {
	const figures = "〇一二三四五六七八九"
	figure := func(n int) string { return string([]rune(figures)[n]) }
	number := func(n int) string {
		s := ""
		if n >= 20 {
			s = figure(n / 10)
		}
		if n >= 10 {
			s += "十"
		}
		if n%10 != 0 {
			s += figure(n % 10)
		}
		return s
	}
	year := ""
	for _, c := range fmt.Sprint(d.Year) {
		year += figure(int(c - '0'))
	}
	return year + "年" + number(int(d.Month)) + "月" + number(int(d.Day)) + "日"
}

// wholeForms write a day so that nothing of it is missing.
var wholeForms = []func(d lanmu.Date) string{
	func(d lanmu.Date) string { return d.String() },
	func(d lanmu.Date) string { return fmt.Sprintf("%d/%d/%d", d.Year, d.Month, d.Day) },
	func(d lanmu.Date) string { return fmt.Sprintf("%d.%02d.%02d", d.Year, d.Month, d.Day) },
	func(d lanmu.Date) string { return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day) },
	func(d lanmu.Date) string { return fmt.Sprintf("%d 年 %02d 月 %02d 日", d.Year, d.Month, d.Day) },
	func(d lanmu.Date) string { return fmt.Sprintf("%d-%d-%d", d.Year, d.Month, d.Day) },
	func(d lanmu.Date) string { return fmt.Sprintf("%d－%02d－%02d", d.Year, d.Month, d.Day) },
	func(d lanmu.Date) string { return fmt.Sprintf("%04d%02d%02d", d.Year, d.Month, d.Day) },
	func(d lanmu.Date) string { return d.String() + " 15:04" },
	func(d lanmu.Date) string { return d.String() + "T08:04:05+08:00" },
	func(d lanmu.Date) string { return fmt.Sprintf("%02d-%02d-%02d", d.Year%100, d.Month, d.Day) },
	func(d lanmu.Date) string { return wide(d.String()) },
	func(d lanmu.Date) string { return wide(fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)) },
	chinese,
}

// noises hold figures and no date.
var noises = []string{
	"", "关于印发", "国发〔2018〕3号", "电话：0431-88904615 ", "第3期", "ICP备05005864号-1 ", "共25条 ", "《规划（2016—2020年）》", "192.168.1.12 ",
	"v2.18.3 ", "220104199003065238 ", "￥1,234.56 ", "08:30-17:00 ", "100% ", "来源：办公室 ", "\u00a0\u3000 ", "<b>&nbsp;", "日", "月", "年度 ",
}

func TestScanFindsWhatIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDay(t)
		form := rapid.IntRange(0, len(wholeForms)-1).Draw(t, "form")
		before := rapid.SampledFrom(noises).Draw(t, "before")
		after := rapid.SampledFrom(noises).Draw(t, "after")
		text := before + "（" + wholeForms[form](d) + "）" + after
		var found []lanmu.Date
		scanDates(text, func(h dateHit) bool {
			found = append(found, h.date())
			return true
		})
		if len(found) != 1 || found[0] != d {
			t.Fatalf("%q: %v, want %v alone", text, found, d)
		}
	})
}

func TestScanMonthDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDay(t)
		text := rapid.SampledFrom([]string{
			fmt.Sprintf("[%02d-%02d]", d.Month, d.Day), fmt.Sprintf("%02d/%02d", d.Month, d.Day),
			fmt.Sprintf("%d月%d日", d.Month, d.Day), fmt.Sprintf("%02d月%02d日", d.Month, d.Day), fmt.Sprintf("(%d-%d)", d.Month, d.Day),
		}).Draw(t, "text")
		h, ok := firstDate(text)
		if !ok || h.year != 0 || h.month != int(d.Month) || h.day != int(d.Day) {
			t.Fatalf("%q: %+v, want %v", text, h, d)
		}
	})
}

func TestNearestYearIsNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		near, at := anyDay(t), lanmu.NewDate(2040, 1, 1)
		off := rapid.IntRange(-170, 170).Draw(t, "off")
		want := near.AddDays(off)
		md := lanmu.Date{Month: want.Month, Day: want.Day}
		if got := nearestYear(md, near, at); got != want && (md.Month != 2 || md.Day != 29) {
			t.Fatalf("%v near %v: %v, want %v", md, near, got, want)
		}
	})
}

// FuzzScanDates checks what must hold for any text: hits in order, inside it,
// real days, and an end.
func FuzzScanDates(f *testing.F) {
	for _, s := range noises {
		f.Add(s)
	}
	for _, form := range wholeForms {
		f.Add(form(lanmu.NewDate(2018, 3, 6)))
	}
	f.Add("21 Dec 2020 06-Mar 2018年3月 二〇一八年三月\xe4\xb8")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		scanDates(s, func(h dateHit) bool {
			if h.start < last || h.end <= h.start || h.end > len(s) {
				t.Fatalf("%q: hit %+v behind %d", s, h, last)
			}
			last = h.end
			if h.month < 1 || h.month > 12 || h.day < 0 || h.day > 31 || h.year != 0 && h.day != 0 && h.date().IsZero() {
				t.Fatalf("%q: no such day %+v", s, h)
			}
			return true
		})
		addressDate(s)
	})
}

func BenchmarkScanDates(b *testing.B) {
	text := ""
	for range 200 {
		text += "为贯彻落实党中央、国务院决策部署，进一步优化营商环境，2018年3月6日下午，市商务局召开专题会议，研究部署下一阶段工作。"
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		scanDates(text, func(dateHit) bool { return true })
	}
}
