// Package protocol is the part of the Language Server Protocol (3.17) that
// the server uses: how messages are framed, what they contain, and how places
// in a text are counted. It knows nothing of Postman.
package protocol

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sourcegraph/jsonrpc2"
)

// MaxMessage is the maximum size of a message, in bytes.
const MaxMessage = 256 << 20

// maxHeader is the maximum length of a header line, in bytes.
const maxHeader = 4 << 10

// Codec frames messages by their length, as the protocol requires. Unlike the
// library's codec it reads header names in any case, limits sizes, and
// consumes a message to its last byte, so that a message that is not JSON
// does not end the connection.
type Codec struct{}

var _ jsonrpc2.ObjectCodec = Codec{}

// WriteObject writes one message.
func (Codec) WriteObject(w io.Writer, message any) error {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(message); err != nil {
		return err
	}
	text := bytes.TrimSuffix(body.Bytes(), []byte("\n"))
	if _, err := fmt.Fprintf(w, "Content-Length: %d\r\n\r\n", len(text)); err != nil {
		return err
	}
	_, err := w.Write(text)
	return err
}

// ReadObject reads the next message that is JSON; it skips others.
func (Codec) ReadObject(r *bufio.Reader, message any) error {
	for {
		length, err := readHeader(r)
		if err != nil {
			return err
		}
		body, err := io.ReadAll(io.LimitReader(r, length))
		if err != nil {
			return err
		}
		if int64(len(body)) < length {
			return io.ErrUnexpectedEOF
		}
		if json.Unmarshal(body, message) == nil {
			return nil
		}
	}
}

// readHeader reads the header of a message and returns the length of its body.
func readHeader(r *bufio.Reader) (int64, error) {
	length := int64(-1)
	for {
		line, err := readLine(r)
		if err != nil {
			return 0, err
		}
		if line == "" {
			break
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return 0, fmt.Errorf("a header has no colon: %.40q", line)
		}
		if !strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			continue
		}
		if length, err = strconv.ParseInt(strings.TrimSpace(value), 10, 64); err != nil || length < 0 || length > MaxMessage {
			return 0, fmt.Errorf("a message has no length that can be read: %.40q", value)
		}
	}
	if length < 0 {
		return 0, fmt.Errorf("a message has no Content-Length")
	}
	return length, nil
}

func readLine(r *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if line = append(line, part...); len(line) > maxHeader {
			return "", fmt.Errorf("a header has more than %d bytes", maxHeader)
		}
		if err == nil {
			return strings.TrimRight(string(line), "\r\n"), nil
		}
		if err != bufio.ErrBufferFull {
			return "", err
		}
	}
}
