// Package demo is the sample portal: planted faults, decoys, and the truth about them.
package demo
