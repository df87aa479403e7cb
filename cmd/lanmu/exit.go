package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"lanmu/internal/config"
)

// The exit codes of contract §1. Scripts hang on them.
const (
	exitDone        = 0   // done, nothing at or above --fail-on
	exitFailed      = 1   // lanmu itself failed
	exitUsage       = 2   // the command line or the profile is wrong
	exitFindings    = 3   // done, findings at or above --fail-on
	exitPartly      = 4   // site unreachable, stopped, or columns left unjudged
	exitInterrupted = 130 // state kept
)

// exit is an error that knows its code. Without err there is nothing to say.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e exit) Unwrap() error { return e.err }

// usage is a mistake on the command line.
func usage(err error) error { return exit{exitUsage, err} }

// tell prints an error in the reader's language and returns its exit code.
func (a *app) tell(err error) int {
	code := exitFailed
	var e exit
	if errors.As(err, &e) {
		code, err = e.code, e.err
	}
	if errors.Is(err, context.Canceled) {
		code, err = exitInterrupted, a.say("已中断，已经取得的内容都保留着。", "interrupted; what was had by then is kept.")
	}
	if err != nil {
		a.errln(a.t("lanmu：", "lanmu: ") + a.words(err))
	}
	return code
}

// errln writes a line to standard error. Where that fails there is nobody left
// to tell.
func (a *app) errln(line string) { _, _ = fmt.Fprintln(a.std.err, line) }

// words is an error in the reader's language, as far as it has one.
func (a *app) words(err error) string {
	var in interface{ In(lang string) string }
	if errors.As(err, &in) {
		return in.In(a.lang)
	}
	return strings.TrimSpace(err.Error())
}

// say is config.Say.
func (a *app) say(zh, en string, args ...any) config.Text { return config.Say(zh, en, args...) }

// flagMistake words pflag's errors.
func flagMistake(err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		return usage(config.Say("没有 --%s 这个选项，加 --help 可看有哪些", "there is no flag --%s: --help lists them", unknown.GetSpecifiedName()))
	case errors.As(err, &missing):
		return usage(config.Say("选项 --%s 后面要写值", "flag --%s needs a value", missing.GetSpecifiedName()))
	case errors.As(err, &invalid):
		var words config.Text
		if !errors.As(invalid.Unwrap(), &words) {
			words = config.Say("值的写法不对，应是 %s", "it must be a %s", invalid.GetFlag().Value.Type())
		}
		return usage(config.Say("选项 --%s 的值“%s”不对：%s", "flag --%s: “%s” is wrong: %s", invalid.GetFlag().Name, invalid.GetValue(), words))
	case errors.As(err, &syntax):
		return usage(config.Say("看不懂“%s”，选项要写成 --名称=值", "cannot read “%s”: write --name=value", syntax.GetSpecifiedFlag()))
	}
	return usage(err)
}
