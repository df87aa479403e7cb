// Package accuracy asks how often lanmu is right: on the sample portals of
// package demo, whose truth is known because it was planted, and, where
// LANMU_CORPUS names a folder of labelled real pages, on those too. It holds
// tests only; `make accuracy` prints their tables.
package accuracy
