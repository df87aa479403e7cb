package main

import "log/slog"

// logger writes what the program does to stderr when it is asked to.
func (a *app) logger() *slog.Logger {
	if !a.verbose {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(a.std.err, &slog.HandlerOptions{Level: slog.LevelDebug}))
}
