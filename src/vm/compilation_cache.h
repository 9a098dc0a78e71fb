// Code that was made of text, for programs that make the same again: templates, schema validators,
// libraries that look for globals by `new Function('return this')`.
//
// Function code and its feedback serve all evaluations of one text in one place. What an evaluation makes
// anew is the function. Only a text with a template literal gets a CodeBlock of its own each time, since
// the site of a tagged template is of one evaluation (13.2.8.4 GetTemplateObject).
//
// An entry is strong until a full collection finds that it was not used since the one before.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gc/heap.h"
#include "runtime/function.h"
#include "runtime/realm.h"

namespace kaze::vm {

// What code depends on beside the isolate's options.
struct CodeTextKey {
  enum class Kind : u8 { kDirectEval, kIndirectEval, kFunction };
  Kind kind;
  // Direct eval: the site's index in the caller's code. Function: generator and async bits.
  u32 detail = 0;
  Realm* realm;
  // Direct eval: the caller's CodeBlock. Otherwise the script or module that runs; may be null.
  Cell* context;
  // The parameters of a function, else empty.
  std::string_view parameters;
  std::string_view text;
};

class CompilationCache final : public RootProvider, public WeakProcessor {
 public:
  explicit CompilationCache(Heap& heap);
  ~CompilationCache();
  KAZE_NON_COPYABLE(CompilationCache);

  // A block ready to be closed over, or null.
  CodeBlock* find(Isolate& isolate, const CodeTextKey& key);
  void insert(const CodeTextKey& key, CodeBlock* block);

  void visit_roots(Visitor& visitor) override;
  void process_weak(Heap& heap) override;

 private:
  static constexpr u32 k_size = 512;
  // Longer texts are seldom made twice, and all together shall not weigh.
  static constexpr usize k_max_text = usize{64} << 10;
  static constexpr usize k_max_total = usize{1} << 20;

  struct Entry {
    CodeBlock* block = nullptr;  // null: free
    Realm* realm = nullptr;
    Cell* context = nullptr;
    std::string text;  // the parameters, then the text
    u32 hash = 0;
    u32 parameters_length = 0;
    u32 detail = 0;
    CodeTextKey::Kind kind{};
    bool has_templates = false;
    bool was_used = false;
  };

  static u32 hash_of(const CodeTextKey& key);
  static bool matches(const Entry& entry, u32 hash, const CodeTextKey& key);
  Entry& slot(u32 hash) { return entries_[hash % k_size]; }
  void drop(Entry& entry);

  Heap& heap_;
  std::vector<Entry> entries_;  // empty until the first insert
  usize total_ = 0;             // bytes of text
};

}  // namespace kaze::vm
