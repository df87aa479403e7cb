package rules

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"lanmu"
)

//go:embed standards/*.yml
var shippedStandards embed.FS

// StandardIDs are the ids of the editions that come with lanmu.
func StandardIDs() []string {
	names, err := fs.Glob(shippedStandards, "standards/*.yml")
	if err != nil {
		panic(err) // the pattern is constant
	}
	ids := make([]string, 0, len(names))
	for _, n := range names {
		ids = append(ids, strings.TrimSuffix(path.Base(n), ".yml"))
	}
	slices.Sort(ids)
	return ids
}

// LoadStandard finds an edition by id or file; "" takes the one in force at.
func LoadStandard(idOrFile string, at lanmu.Date) (*Standard, error) {
	if idOrFile == "" {
		return inForce(at)
	}
	if slices.Contains(StandardIDs(), idOrFile) {
		return shippedStandard(idOrFile)
	}
	src, err := os.ReadFile(idOrFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("评分标准“%s”不存在：可用的有 %s，也可以给出一个标准文件的路径 (no standard %q: known are %s; or give a file)",
			idOrFile, strings.Join(StandardIDs(), "、"), idOrFile, strings.Join(StandardIDs(), ", "))
	case err != nil:
		return nil, fmt.Errorf("无法读取评分标准文件 (cannot read the standard): %w", err)
	}
	return ParseStandard(idOrFile, src)
}

func shippedStandard(id string) (*Standard, error) {
	name := "standards/" + id + ".yml"
	src, err := shippedStandards.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return ParseStandard(name, src)
}

// inForce is the shipped edition of that day. Days before the first edition
// take the first: there was nothing to be judged by, and one is asked for.
func inForce(at lanmu.Date) (*Standard, error) {
	var first *Standard
	for _, id := range StandardIDs() {
		std, err := shippedStandard(id)
		if err != nil {
			return nil, err
		}
		if first == nil || std.From.Before(first.From) {
			first = std
		}
		if !std.From.After(at) && (std.Until.IsZero() || !at.After(std.Until)) {
			return std, nil
		}
	}
	return first, nil
}
