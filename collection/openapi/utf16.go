package openapi

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// fromUTF16 returns a text in UTF-8.
func fromUTF16(text string) string {
	order := binary.ByteOrder(binary.LittleEndian)
	switch {
	case strings.HasPrefix(text, "\xFF\xFE"):
	case strings.HasPrefix(text, "\xFE\xFF"):
		order = binary.BigEndian
	default:
		return text
	}
	units := make([]uint16, 0, len(text)/2)
	for pairs := []byte(text[2:]); len(pairs) > 1; pairs = pairs[2:] {
		units = append(units, order.Uint16(pairs))
	}
	return string(utf16.Decode(units))
}
