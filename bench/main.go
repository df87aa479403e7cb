// Command bench measures lanmu against two floors and the link checkers that
// are installed, on one synthetic portal, in one run:
//
//	go run ./bench run -pages 1000,10000
//
// Server and contender are processes of their own, pinned to two processors
// each where the system allows it. Figures are whole-process: wall and CPU
// seconds, peak memory. It reports what it measured; it asserts nothing.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) < 2 {
		usage()
	}
	var err error
	switch args := os.Args[2:]; os.Args[1] {
	case "portal":
		err = servePortal(args)
	case "floor":
		err = runFloor(args)
	case "profile":
		err = runProfile(args)
	case "run":
		err = runAll(args)
	default:
		usage()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: bench run [-pages 1000,10000] [-lanmu PATH] [-peers all] | bench portal -addr HOST:PORT -pages N | bench floor -mode fetch|parse URL | bench profile -dir DIR URL")
	os.Exit(2)
}
