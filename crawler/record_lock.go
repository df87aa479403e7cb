package crawler

import (
	"errors"
	"fmt"
	"os"
)

// errLocked tells that another process writes the recording.
var errLocked = errors.New("locked by another process")

// lockRecording keeps other processes from writing the recording of f until f is
// closed and free is called. Where the file system knows no locks there is none:
// a lock that cannot be had must not keep an audit from being.
func lockRecording(path string, f *os.File) (free func(), err error) {
	free, err = lockFile(path, f)
	if errors.Is(err, errLocked) {
		return nil, fmt.Errorf("录制文件 %s 正由另一个 lanmu 写入。请等它结束，或者换一个输出文件夹（--out）再检查：%w", path, err)
	}
	return free, err
}

// openLocked opens the recording at path to write it. It is not changed.
func openLocked(path string) (*os.File, func(), error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		return nil, nil, err
	}
	free, err := lockRecording(path, f)
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return f, free, nil
}

// SetAside moves the recording at path to aside, unless another process is
// writing it: then its error, a Chinese sentence, says so and nothing is moved.
func SetAside(path, aside string) error {
	f, free, err := openLocked(path)
	if err != nil {
		if errors.Is(err, errLocked) {
			return err
		}
		return cannotRecord(path, err)
	}
	err = os.Rename(path, aside)
	free()
	return errors.Join(err, f.Close())
}
