package main

import (
	"strings"

	"lanmu/internal/config"
)

// language is zh or en: --lang, else the locale, else zh. It is needed before
// the flags are read, because the help is written in it.
func language(args []string, getenv func(string) string) string {
	for i, arg := range args {
		if v, ok := strings.CutPrefix(arg, "--lang="); ok {
			return known(v)
		}
		if arg == "--lang" && i+1 < len(args) {
			return known(args[i+1])
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			if strings.HasPrefix(strings.ToLower(v), "en") {
				return "en"
			}
			return "zh"
		}
	}
	return "zh"
}

func known(lang string) string {
	if lang == "en" {
		return "en"
	}
	return "zh"
}

// langFlag is --lang; language has read it already.
type langFlag string

// Set takes the two languages there are.
func (l *langFlag) Set(s string) error {
	if s != "zh" && s != "en" {
		return config.Say("只有 zh 和 en", "there are zh and en")
	}
	*l = langFlag(s)
	return nil
}

func (l *langFlag) String() string { return string(*l) }

// Type names the value in the help.
func (l *langFlag) Type() string { return "zh|en" }
