// A compiled regular expression.
#pragma once

#include <atomic>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "regexp/bytecode.h"
#include "regexp/flags.h"

namespace kaze::regexp {

struct NamedGroup {
  std::u16string name;
  u32 index;
};

// Immutable once compile() returns it; lives outside every heap and is shared by threads.
class RegExpCode {
 public:
  Flags flags() const { return flags_; }
  // Capture 0, the whole match, included.
  u32 capture_count() const { return capture_count_; }
  // Named groups by index; a name appears more than once if groups of different alternatives share
  // it, of which at most one takes part in a match.
  std::span<const NamedGroup> names() const { return names_; }
  // The memory it occupies, for a collector's accounting.
  usize byte_size() const;

  void retain() const { references_.fetch_add(1, std::memory_order_relaxed); }
  void release() const {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

 private:
  friend class Compiler;
  template <typename Unit>
  friend class Matcher;

  RegExpCode() = default;
  ~RegExpCode() = default;
  KAZE_NON_COPYABLE(RegExpCode);

  mutable std::atomic<u32> references_{1};
  Flags flags_;
  u32 capture_count_ = 1;
  // Captures come first, then what loops and look-around need.
  u32 register_count_ = 2;
  std::vector<NamedGroup> names_;
  Program program_;
};

// Owns one reference.
class RegExpCodeRef {
 public:
  RegExpCodeRef() = default;
  // Takes over the reference that `code` came with.
  static RegExpCodeRef adopt(const RegExpCode* code) { return RegExpCodeRef(code); }
  RegExpCodeRef(const RegExpCodeRef& other) : code_(other.code_) {
    if (code_) code_->retain();
  }
  RegExpCodeRef(RegExpCodeRef&& other) noexcept : code_(std::exchange(other.code_, nullptr)) {}
  RegExpCodeRef& operator=(RegExpCodeRef other) noexcept {
    std::swap(code_, other.code_);
    return *this;
  }
  ~RegExpCodeRef() {
    if (code_) code_->release();
  }

  const RegExpCode* get() const { return code_; }
  const RegExpCode& operator*() const { return *code_; }
  const RegExpCode* operator->() const { return code_; }
  explicit operator bool() const { return code_ != nullptr; }
  // Gives the reference up to the caller.
  const RegExpCode* leak() { return std::exchange(code_, nullptr); }

 private:
  explicit RegExpCodeRef(const RegExpCode* code) : code_(code) {}
  const RegExpCode* code_ = nullptr;
};

}  // namespace kaze::regexp
