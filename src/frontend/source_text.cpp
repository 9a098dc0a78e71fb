#include "frontend/source_text.h"

#include <algorithm>
#include <cstring>

#include "frontend/parse_error.h"

namespace kaze {

namespace {

constexpr usize k_maximum_source_size = usize{1} << 30;

// UTF-16 code units in WTF-8 bytes: one for each lead byte, two for a four-byte form.
u32 utf16_length(std::string_view text) {
  u32 length = 0;
  for (char c : text) {
    u8 byte = static_cast<u8>(c);
    length += (byte & 0xc0) != 0x80;
    length += byte >= 0xf0;
  }
  return length;
}

// The length in bytes of the line terminator at `place`, zero if there is none.
u32 terminator_length(std::string_view text, usize place) {
  switch (static_cast<u8>(text[place])) {
  case '\n': return 1;
  case '\r': return place + 1 < text.size() && text[place + 1] == '\n' ? 2 : 1;
  case 0xe2:
    if (place + 2 < text.size() && text[place + 1] == '\x80' &&
        (text[place + 2] == '\xa8' || text[place + 2] == '\xa9')) {
      return 3;
    }
    return 0;
  default: return 0;
  }
}

}  // namespace

SourceText::SourceText(std::string bytes, std::string url, u32 first_line, u32 first_column)
    : bytes_(std::move(bytes)),
      url_(std::move(url)),
      first_line_(first_line),
      first_column_(first_column) {
  KAZE_CHECK(bytes_.size() < k_maximum_source_size);
}

SourceText::~SourceText() {
  delete line_starts_.load(std::memory_order_acquire);
}

const std::vector<u32>& SourceText::line_starts() const {
  if (auto* table = line_starts_.load(std::memory_order_acquire)) return *table;
  auto* table = new std::vector<u32>{0};
  std::string_view text = bytes_;
  for (usize i = 0; i < text.size();) {
    u32 length = terminator_length(text, i);
    i += length ? length : 1;
    if (length) table->push_back(static_cast<u32>(i));
  }
  // Two threads may build it at once; the first one's stays.
  std::vector<u32>* expected = nullptr;
  if (!line_starts_.compare_exchange_strong(expected, table, std::memory_order_acq_rel)) {
    delete table;
    return *expected;
  }
  return *table;
}

SourcePosition SourceText::position(u32 offset) const {
  offset = std::min(offset, size());
  const std::vector<u32>& starts = line_starts();
  usize line = std::upper_bound(starts.begin(), starts.end(), offset) - starts.begin() - 1;
  u32 column = utf16_length(slice(starts[line], offset));
  return {first_line_ + static_cast<u32>(line), column + (line ? 1 : first_column_)};
}

std::string_view SourceText::line_at(u32 offset) const {
  offset = std::min(offset, size());
  const std::vector<u32>& starts = line_starts();
  usize line = std::upper_bound(starts.begin(), starts.end(), offset) - starts.begin() - 1;
  u32 end = line + 1 < starts.size() ? starts[line + 1] : size();
  std::string_view text = slice(starts[line], end);
  if (line + 1 < starts.size()) {
    while (!text.empty() && terminator_length(text, text.size() - 1)) text.remove_suffix(1);
    if (text.size() >= 3 && terminator_length(text, text.size() - 3) == 3) text.remove_suffix(3);
  }
  return text;
}

std::string format_excerpt(const SourceText& source, u32 start, u32 end) {
  // A minified line is shown in part, as much as a terminal holds.
  constexpr u32 k_longest_line = 1024;
  SourcePosition position = source.position(start);
  std::string_view line = source.line_at(start);
  u32 line_start = static_cast<u32>(line.data() - source.bytes().data());
  u32 mark_start =
      std::min(std::max(start, line_start) - line_start, static_cast<u32>(line.size()));
  u32 mark_end = std::min(std::max(end, start) - line_start, static_cast<u32>(line.size()));
  std::string out = source.url() + ":" + std::to_string(position.line) + "\n";
  if (line.size() > k_longest_line) return out;
  out.append(line);
  out += '\n';
  for (char c : line.substr(0, mark_start)) {
    if ((static_cast<u8>(c) & 0xc0) != 0x80) out += c == '\t' ? '\t' : ' ';
  }
  u32 carets = 0;
  for (char c : line.substr(mark_start, mark_end - mark_start)) {
    if ((static_cast<u8>(c) & 0xc0) != 0x80) carets++;
  }
  out.append(std::max(carets, 1u), '^');
  return out;
}

std::string format_parse_error(const SourceText& source, const ParseError& error) {
  const char* name = error.kind == ParseErrorKind::kReferenceError ? "ReferenceError"
                     : error.kind == ParseErrorKind::kRangeError   ? "RangeError"
                                                                   : "SyntaxError";
  return format_excerpt(source, error.start, error.end) + "\n\n" + name + ": " + error.message;
}

}  // namespace kaze
