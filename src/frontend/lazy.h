// What the parser remembers of functions whose syntax tree it dropped.
//
// Inner functions are pre-parsed: parsed in full, with all early errors, their free names resolved
// against the scopes around them, and then forgotten except for one LazyFunction record. When such
// a function is first called it is parsed again, alone, by `parse_lazy_function`; its own inner
// functions are then not looked at a second time, because their records say where they end and
// which names they use. So each function is parsed at most twice, whatever the nesting: once inside
// its outermost lazy ancestor, once for itself.
//
// One immutable table per parse, shared by all function codes that came from it. Records are in
// pre-order (an outer function before those inside it), so a function's descendants are the records
// (index, subtree_end).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/common.h"
#include "base/ref_counted.h"

namespace kaze {

enum class FunctionKind : u8 {
  kScript,
  kModule,
  kEval,
  kNormal,  // function declarations and expressions
  kArrow,
  kMethod,  // of object literals and classes
  kGetter,
  kSetter,
  kBaseConstructor,
  kDerivedConstructor,
  kFieldInitializer,  // one class field's initialiser, a method that returns its value
  kStaticBlock,
};

inline constexpr u32 k_no_lazy_function = 0xffffffff;

struct LazyFunction {
  // Where parsing resumes: the "(" of the parameters, or the start of an arrow function.
  u32 parse_start;
  u32 end;
  u32 source_start;  // the text that toString shows is [source_start, source_end)
  u32 source_end;
  u32 name;  // an index into the names, or k_no_lazy_function
  u32 subtree_end;
  u32 free_names_begin;
  u32 free_names_count;
  u32 length;  // the expected argument count
  FunctionKind kind;
  bool is_async : 1;
  bool is_generator : 1;
  bool is_strict : 1;             // the function's own code
  bool is_outer_strict : 1;       // the code around it
  bool has_name_scope : 1;        // a named function expression
  bool contains_direct_eval : 1;  // in it or in a function inside
  bool has_simple_parameters : 1;
  bool is_static_member : 1;
  bool uses_arguments : 1;
  bool uses_this : 1;
};

// A name that an inner function takes from outside, pseudo-variables and private names included.
struct FreeName {
  u32 name : 30;  // an index into the names
  u32 is_assigned : 1;
  u32 is_dynamic : 1;  // crosses a `with` or an extensible scope inside the function already
};

class LazyFunctionTable : public RefCounted<LazyFunctionTable> {
 public:
  struct Name {
    u32 begin;  // in bytes in the pool
    u32 length : 31;
    u32 is_latin1 : 1;
  };

  std::span<const LazyFunction> functions() const { return functions_; }
  const LazyFunction& at(u32 index) const { return functions_[index]; }
  std::span<const FreeName> free_names(const LazyFunction& function) const {
    return std::span(free_names_).subspan(function.free_names_begin, function.free_names_count);
  }
  const Name& name(u32 index) const { return names_[index]; }
  const char* pool() const { return pool_.data(); }
  // The text is a module (which reserves `await` and has no HTML-like comments).
  bool is_module() const { return is_module_; }
  usize memory_size() const {
    return functions_.capacity() * sizeof(LazyFunction) +
           free_names_.capacity() * sizeof(FreeName) + names_.capacity() * sizeof(Name) +
           pool_.capacity();
  }

 private:
  friend class LazyTableBuilder;
  std::vector<LazyFunction> functions_;
  std::vector<FreeName> free_names_;
  std::vector<Name> names_;
  std::string pool_;
  bool is_module_ = false;
};

}  // namespace kaze
