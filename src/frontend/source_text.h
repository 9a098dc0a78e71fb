// The text of one script, module, eval or dynamic function, as the whole front end sees it.
//
// A SourceText is immutable, shared by reference count between isolates and threads, and outlives
// the syntax tree: function code keeps it for Function.prototype.toString, lazy compilation and
// error messages. The text is WTF-8 (UTF-8 in which lone surrogates keep a three-byte form), so a
// position is a u32 byte offset everywhere; line and column are computed from it on demand through
// a line table that is built at the first question and published atomically.
#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

#include "base/common.h"
#include "base/ref_counted.h"

namespace kaze {

// Both count from 1; the column counts UTF-16 code units, as error stacks of the web do.
struct SourcePosition {
  u32 line;
  u32 column;
};

class SourceText : public RefCounted<SourceText> {
 public:
  // `first_line` and `first_column` (from 1) say where the text begins in its file, for code cut
  // from a larger document. `bytes` must be shorter than 2^30.
  SourceText(std::string bytes, std::string url, u32 first_line = 1, u32 first_column = 1);
  ~SourceText();

  std::string_view bytes() const { return bytes_; }
  std::string_view slice(u32 start, u32 end) const {
    return std::string_view(bytes_).substr(start, end - start);
  }
  u32 size() const { return static_cast<u32>(bytes_.size()); }
  // The file name or URL that error messages and stack traces print.
  const std::string& url() const { return url_; }

  SourcePosition position(u32 offset) const;
  // The bytes of the line that holds `offset`, without its terminator.
  std::string_view line_at(u32 offset) const;

 private:
  const std::vector<u32>& line_starts() const;

  std::string bytes_;
  std::string url_;
  u32 first_line_;
  u32 first_column_;
  mutable std::atomic<std::vector<u32>*> line_starts_{nullptr};
};

// The place as Node prints it above an uncaught error:
//   file.js:3
//   let x = ;
//           ^
// with no newline at the end. The underline covers [start, end) as far as it lies on that line.
std::string format_excerpt(const SourceText& source, u32 start, u32 end);

}  // namespace kaze
