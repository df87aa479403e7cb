package rules

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"lanmu"
)

// standardFile is a standard as its file has it: days and periods are still
// text, so that a wrong one can be told with its place.
type standardFile struct {
	ID         string              `yaml:"id"`
	Name       string              `yaml:"name"`
	Document   string              `yaml:"document"`
	From       string              `yaml:"from"`
	Until      string              `yaml:"until"`
	HomeAge    string              `yaml:"home_age"`
	Grace      int                 `yaml:"grace"`
	DueSoon    *DueSoon            `yaml:"due_soon"`
	Periods    map[string]termFile `yaml:"periods"`
	Vetoes     []VetoSpec          `yaml:"vetoes"`
	Indicators []IndicatorSpec     `yaml:"indicators"`
	Bonuses    []BonusSpec         `yaml:"bonuses"`
	Frame      *Frame              `yaml:"frame"`
	Rules      map[string]string   `yaml:"rules"`
}

type termFile struct {
	Age  string `yaml:"age"`
	Mark Mark   `yaml:"mark"`
}

// ParseStandard reads a standard's file, strictly. The error tells every
// mistake, each as name:line:column.
func ParseStandard(name string, src []byte) (*Standard, error) {
	src = []byte(strings.TrimPrefix(string(src), "\ufeff"))
	if !utf8.Valid(src) {
		return nil, fmt.Errorf("%s: 文件不是 UTF-8 编码，请另存为 UTF-8 (the file is not UTF-8)", name)
	}
	tree, err := parser.ParseBytes(src, 0)
	if err != nil {
		return nil, placed(name, err)
	}
	var f standardFile
	if err := yaml.NewDecoder(strings.NewReader(string(src)), yaml.Strict(), yaml.DisallowUnknownField()).Decode(&f); err != nil {
		return nil, placed(name, err)
	}
	c := &standardCheck{name: name, tree: tree}
	std := c.standard(&f)
	if len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	return std, nil
}

// placed gives a decoder's error the form name:line:column: message.
func placed(name string, err error) error {
	var ye yaml.Error
	if errors.As(err, &ye) && ye.GetToken() != nil {
		at := ye.GetToken().Position
		return fmt.Errorf("%s:%d:%d: %s", name, at.Line, at.Column, ye.GetMessage())
	}
	return fmt.Errorf("%s: %w", name, err)
}

// standardCheck gathers a file's mistakes with their places.
type standardCheck struct {
	name string
	tree *ast.File
	errs []error
}

// wrong tells a mistake at a path such as $.vetoes[2].threshold; where the path
// is not in the file, at its parent's place.
func (c *standardCheck) wrong(path, format string, args ...any) {
	place := c.name + ":1:1"
	for p := path; p != "$" && p != ""; {
		if yp, err := yaml.PathString(p); err == nil {
			if n, err := yp.FilterFile(c.tree); err == nil && n != nil && n.GetToken() != nil {
				place = fmt.Sprintf("%s:%d:%d", c.name, n.GetToken().Position.Line, n.GetToken().Position.Column)
				break
			}
		}
		p = p[:max(strings.LastIndexAny(p, ".["), 0)]
	}
	c.errs = append(c.errs, fmt.Errorf("%s: %s", place, fmt.Sprintf(format, args...)))
}

func (c *standardCheck) day(path, s string) lanmu.Date {
	if s == "" {
		return lanmu.Date{}
	}
	d, err := lanmu.ParseDate(s)
	if err != nil {
		c.wrong(path, "%v", err)
	}
	return d
}

func (c *standardCheck) period(path, s string) lanmu.Period {
	p, err := lanmu.ParsePeriod(s)
	if err != nil {
		c.wrong(path, "%v", err)
	}
	return p
}

// LooksLikeStandard tells a standard's file from a site profile by its keys: a
// profile has an address, a standard has what columns are weighed by.
func LooksLikeStandard(src []byte) bool {
	standard := false
	for line := range strings.Lines(strings.TrimPrefix(string(src), "\ufeff")) {
		key, _, ok := strings.Cut(line, ":")
		switch {
		case !ok:
		case key == "url":
			return false
		case key == "vetoes" || key == "indicators" || key == "periods" || key == "frame" || key == "document" || key == "home_age":
			standard = true
		}
	}
	return standard
}
