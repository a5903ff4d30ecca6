// A proxy on a free port that prints its address, and writes the HAR when its input ends.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"

	"github.com/google/martian/v3"
	"github.com/google/martian/v3/har"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	logger := har.NewLogger()
	proxy := martian.NewProxy()
	proxy.SetRequestModifier(logger)
	proxy.SetResponseModifier(logger)
	go func() { _ = proxy.Serve(listener) }()
	fmt.Println("http://" + listener.Addr().String())
	_, _ = io.Copy(io.Discard, os.Stdin)
	text, err := json.Marshal(logger.Export())
	if err != nil {
		panic(err)
	}
	if err := os.WriteFile(os.Args[1], text, 0o600); err != nil {
		panic(err)
	}
}
