package service

import (
	"fmt"
	"net"

	"lanmu/internal/web"
)

// guard refuses to show a bureau's weak points to a whole network without users.
func guard(opt Options) error {
	host, _, err := net.SplitHostPort(opt.Listen)
	if err != nil {
		return fmt.Errorf("监听地址 %q 写法不对，应为 主机:端口，例 127.0.0.1:9527：%w", opt.Listen, err)
	}
	if opt.WebFile != "" {
		if err := web.CheckFile(opt.WebFile); err != nil {
			return fmt.Errorf("web 配置文件 %s：%w", opt.WebFile, err)
		}
		users, err := web.HasUsers(opt.WebFile)
		if err != nil || users {
			return err
		}
	}
	if host == "localhost" {
		return nil
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		return nil
	}
	if opt.Open {
		return nil
	}
	return fmt.Errorf("拒绝在 %s 上监听：没有设置用户，任何人都能看到并修改清单。请用 --web.config.file 设置用户，或只监听 127.0.0.1，或明确写上 --no-users", opt.Listen)
}
