// The pattern parser: ECMA-262 22.2.1 with its early errors, and Annex B.1.2 for patterns without u
// and v.
//
// With `build` false nothing is added to the tree's sets: the pattern is only checked.
#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>

#include "regexp/ast.h"
#include "regexp/flags.h"
#include "regexp/properties.h"
#include "regexp/regexp.h"

namespace kaze::regexp {

class Parser {
 public:
  Parser(std::u16string_view pattern, Flags flags, ParseOptions options, Tree& tree, bool build)
      : pattern_(pattern),
        flags_(flags),
        options_(options),
        tree_(tree),
        build_(build),
        unicode_(flags.either_unicode()),
        unicode_sets_(flags.has(kUnicodeSets)),
        ignore_case_(flags.has(kIgnoreCase)),
        multiline_(flags.has(kMultiline)),
        dot_all_(flags.has(kDotAll)) {}

  // Operands of instructions have 24 bits.
  static constexpr usize k_max_pattern_length = 1 << 24;

  // Fills the tree; on an early error says which.
  std::optional<PatternError> parse();

 private:
  static constexpr u32 k_end = ~0u;
  static constexpr u32 k_max_captures = 65535;
  static constexpr u32 k_max_depth = 1000;
  // Short patterns can name large sets: limits on what they may be expanded to.
  static constexpr usize k_max_tree_bytes = 64 << 20;
  static constexpr usize k_max_ranges = 4 << 20;

  // A place in the pattern's alternatives, to tell whether two groups can both take part in a match
  // (MightBothParticipate, 22.2.1.2).
  struct Scope {
    Scope* parent;
    u32 disjunction;
    u32 depth;
  };
  // The groups of one name.
  struct NameUse {
    std::vector<u32> captures;
    const Scope* last_scope = nullptr;
    std::span<u32> shared;  // `captures` in the arena, once a reference needs it
  };
  struct PendingReference {
    BackreferenceNode* node;
    std::u16string name;
    u32 offset;
  };
  struct Quantifier {
    u32 min;
    u32 max;
    bool greedy;
  };
  // What a class contains, while it is computed. With v and i, everything is case-folded.
  struct ClassContents {
    CodePointSet set;
    std::vector<std::u32string> strings;  // none of them of one character
    usize unique_strings = 0;             // how many there were when last made unique
    bool may_contain_strings = false;
  };
  // An element of a class: a single character, or (is_set) something with contents of its own.
  struct ClassAtom {
    u32 code_point = 0;
    bool is_set = false;
    ClassContents contents;
  };

  // ---- Reading (parser.cpp)
  bool at_end() const { return position_ >= pattern_.size(); }
  u32 unit_at(usize index) const { return index < pattern_.size() ? pattern_[index] : k_end; }
  u32 peek_unit(u32 ahead = 0) const { return unit_at(position_ + ahead); }
  // The next character: a code point with u or v, else a code unit; k_end at the end.
  u32 peek() const { return code_point_at(position_, unicode_); }
  u32 code_point_at(usize index, bool pairs) const;
  u32 next();
  bool eat(char16_t unit);
  bool eat(std::u16string_view text);
  std::nullptr_t fail(ErrorKind kind) { return fail_at(kind, position_); }
  std::nullptr_t fail_at(ErrorKind kind, usize offset);
  bool failed() const { return error_.has_value(); }
  bool enter_nesting();

  // ---- Structure (parser.cpp). All return null after an error.
  void count_captures();
  Node* parse_disjunction();
  Node* parse_alternative();
  Node* parse_group(bool* quantifiable);
  Node* parse_modifiers();
  bool parse_quantifier(std::optional<Quantifier>& quantifier);
  bool parse_interval(u32& min, u32& max, bool& in_order);
  bool parse_capture_name(std::u16string& name);
  bool declare_name(std::u16string name, u32 index, usize offset);
  static bool might_both_participate(const Scope* a, const Scope* b);
  void resolve_references();

  // ---- Escapes (escapes.cpp)
  Node* parse_atom_escape();
  Node* parse_numeric_escape();
  Node* parse_named_reference();
  bool parse_character_escape(u32& code_point, bool in_class);
  u32 parse_octal();
  bool parse_hex(u32 digits, u32& value);
  // After `\u`. Leaves the position alone and returns false if malformed.
  bool parse_unicode_escape(u32& code_point, bool unicode);
  // After the backslash: \d \D \s \S \w \W \p \P. False if it is none of these, or on an error.
  bool parse_class_escape(ClassContents& contents, bool in_class);
  bool parse_property(ClassContents& contents, bool negated, bool in_class);

  // ---- Classes (class_parser.cpp)
  Node* parse_class();
  bool parse_class_ranges(ClassContents& contents);
  bool parse_class_atom(ClassAtom& atom);
  bool parse_class_set(ClassContents& contents);
  bool parse_set_operand(ClassAtom& atom);
  bool parse_set_character(u32& code_point);
  bool parse_string_disjunction(ClassContents& contents);
  bool at_reserved_double_punctuator() const;
  void add_atom(ClassContents& contents, ClassAtom& atom);
  void add_string(ClassContents& contents, std::u32string string);
  void complement(CodePointSet& set) const;
  Node* class_node(ClassContents& contents, bool inverted);
  CodePointSet word_set() const;

  // ---- Nodes (nodes.cpp)
  CaseMode case_mode() const {
    if (!ignore_case_) return CaseMode::kSensitive;
    return unicode_ ? CaseMode::kUnicode : CaseMode::kLegacy;
  }
  template <typename T>
  T* make(NodeKind kind, u32 min_length, u32 max_length, bool reversible);
  u32 add_set(CodePointSet set);
  Node* empty_node();
  Node* char_node(u32 code_point);
  Node* set_node(CodePointSet set);
  Node* dot_node();
  Node* sequence_node(std::span<Node* const> terms);
  Node* merged_alternatives(std::span<Node* const> alternatives);
  Node* alternation_node(std::span<Node* const> alternatives);
  Node* capture_node(u32 index, Node* body);
  Node* loop_node(Node* body, Quantifier quantifier, u32 first_capture, u32 last_capture);
  Node* look_node(Node* body, bool behind, bool negated);
  Node* assertion_node(AssertionKind kind);
  BackreferenceNode* backreference_node(std::span<const u32> captures);

  std::u16string_view pattern_;
  Flags flags_;
  ParseOptions options_;
  Tree& tree_;
  bool build_;
  bool unicode_;
  bool unicode_sets_;
  // As modified by the enclosing (?ims-ims: groups.
  bool ignore_case_;
  bool multiline_;
  bool dot_all_;

  usize position_ = 0;
  u32 depth_ = 0;
  std::optional<PatternError> error_;
  u32 word_sets_[2] = {~0u, ~0u};
  // What the characters met under `i` stand for: a pattern has but one case mode that folds.
  std::unordered_map<u32, CodePointSet> case_forms_;
  usize total_ranges_ = 0;
  u32 total_captures_ = 1;
  bool has_named_groups_ = false;
  u32 disjunctions_ = 0;
  Scope* scope_ = nullptr;
  std::unordered_map<std::u16string, NameUse> name_uses_;
  std::vector<PendingReference> references_;
  // Terms and alternatives of the constructs being parsed, innermost last.
  std::vector<Node*> pending_;
};

}  // namespace kaze::regexp
