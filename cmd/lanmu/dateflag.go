package main

import (
	"lanmu"
	"lanmu/internal/config"
)

// dateFlag is a day as a flag.
type dateFlag struct{ lanmu.Date }

// Set reads YYYY-MM-DD.
func (d *dateFlag) Set(s string) error {
	v, err := lanmu.ParseDate(s)
	if err != nil {
		return config.Say("请写 2026-11-23 这样的日期", "write a date such as 2026-11-23")
	}
	d.Date = v
	return nil
}

// Type names the value in the help.
func (d *dateFlag) Type() string { return "YYYY-MM-DD" }
