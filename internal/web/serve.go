package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	toolkit "github.com/prometheus/exporter-toolkit/web"
)

// Serve answers on l until ctx ends, then waits for requests under way, at most
// ten seconds. file holds TLS and users as exporter-toolkit's web configuration
// reads them; it is read again at every connection, so users change without a
// restart.
func Serve(ctx context.Context, l net.Listener, h http.Handler, file string, log *slog.Logger) error {
	srv := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		stopped <- srv.Shutdown(end)
	}()
	var err error
	if file == "" {
		err = srv.Serve(l)
	} else {
		err = toolkit.Serve(l, srv, &toolkit.FlagConfig{WebConfigFile: &file}, log)
	}
	if errors.Is(err, http.ErrServerClosed) {
		return <-stopped
	}
	return fmt.Errorf("web pages: %w", err)
}

// CheckFile tells what is wrong with a web configuration file.
func CheckFile(file string) error { return toolkit.Validate(file) }

// HasUsers tells whether a web configuration file names users. CheckFile has
// found it well-formed: the key then stands at the beginning of a line.
func HasUsers(file string) (bool, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return false, err
	}
	in := false
	for line := range strings.Lines(string(b)) {
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || strings.HasPrefix(trimmed, "#"):
		case strings.HasPrefix(line, "basic_auth_users:"):
			in = true
			if rest := strings.TrimSpace(strings.TrimPrefix(line, "basic_auth_users:")); rest != "" && rest != "{}" && !strings.HasPrefix(rest, "#") {
				return true, nil
			}
		case in && (line[0] == ' ' || line[0] == '\t'):
			return true, nil
		default:
			in = false
		}
	}
	return false, nil
}
