//go:build !linux

package service

func limitFiles(string) error { return nil }
