// Command lanmu audits Chinese government websites as an inspector would.
//
// It wires and decides nothing: a verb a file. What an audit is stands in
// internal/auditor, what a finding is in rules.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	paceMemory()
	ctx, stop := interruptible(context.Background())
	code := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// streams are where a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// run is lanmu as a function: arguments in, exit code out.
func run(ctx context.Context, args []string, std streams) int {
	a := &app{lang: language(args, os.Getenv), std: std}
	root := a.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	return a.tell(err)
}

// interruptible ends its context at the first Ctrl-C, so that the audit can
// leave whole files behind, and the process at the second.
func interruptible(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(parent)
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		if _, ok := <-signals; !ok {
			return
		}
		cancel()
		if _, ok := <-signals; !ok {
			return
		}
		fmt.Fprintln(os.Stderr)
		os.Exit(exitInterrupted)
	}()
	return ctx, func() {
		signal.Stop(signals)
		close(signals)
		cancel()
	}
}
