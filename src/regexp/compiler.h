// From tree to program.
//
// Code for a node is entered with the position at its left end (its right end when `backward_`, in
// look-behind) and leaves it at the other; failing takes up the most recent choice. `follow` is the
// condition on the unit at which what comes after the node begins (analysis.h): with it, loops and
// alternations whose continuations exclude each other are compiled without choices.
#pragma once

#include "regexp/analysis.h"
#include "regexp/class_table.h"
#include "regexp/code.h"
#include "regexp/regexp.h"

namespace kaze::regexp {

class Compiler {
 public:
  Compiler(Tree& tree, Flags flags, ParseOptions options);

  // Null if the program would be too large.
  RegExpCodeRef compile();

 private:
  // A place to be jumped to: the instruction words that are to receive it, until it is bound.
  struct Label {
    std::vector<u32> uses;
    u32 position = ~0u;
  };
  // An alternative, or several that begin with the same unit, or (a switch) many that each begin
  // with a unit of their own.
  struct Bucket {
    char16_t unit;
    std::vector<Terms> rests;  // what follows the unit
  };
  struct Item {
    enum class Kind : u8 { kTerms, kBucket, kSwitch } kind;
    Terms terms;
    std::vector<Bucket> buckets;
  };

  // ---- Emission
  u32 here() const { return static_cast<u32>(program_.code.size()); }
  void emit(Op op, u32 a = 0) { program_.code.push_back(static_cast<u32>(op) | a << 8); }
  void emit_word(u32 word) { program_.code.push_back(word); }
  void emit_target(Label& label);
  void emit_jump(Op op, Label& label) {
    emit(op);
    emit_target(label);
  }
  void bind(Label& label);
  u32 new_registers(u32 count) {
    u32 first = registers_;
    registers_ += count;
    return first;
  }
  u32 guard(const FirstSet& set);

  // ---- Nodes
  void compile(Node* node, const FirstSet& follow);
  void compile_terms(Terms terms, const FirstSet& follow);
  void compile_terms_backward(Terms terms);
  void compile_chars(Terms chars);
  void compile_class(const ClassNode* node);
  void compile_capture(CaptureNode* node, const FirstSet& follow);
  void compile_look(LookNode* node);
  void compile_assertion(const AssertionNode* node);
  void compile_backreference(const BackreferenceNode* node);

  // ---- Alternation
  void compile_alternation(AlternationNode* node, const FirstSet& follow);
  void compile_alternatives(std::span<const Terms> alternatives, const FirstSet& follow, u32 depth);
  std::vector<Item> group_alternatives(std::span<const Terms> alternatives, u32 depth);
  FirstSet first(const Item& item, const FirstSet& follow);
  void compile_item(Item& item, const FirstSet& follow, u32 depth, Label* otherwise);
  void compile_bucket_rests(Bucket& bucket, const FirstSet& follow, u32 depth);

  // ---- Loops (loop_compiler.cpp)
  void compile_loop(LoopNode* node, const FirstSet& follow);
  bool compile_run(LoopNode* node, const FirstSet& follow);
  void compile_general_loop(LoopNode* node, const FirstSet& follow);
  void compile_choice(bool greedy, const FirstSet& body, const FirstSet& follow, Label& exit);
  void clear_captures(const LoopNode* node);

  // ---- Search (search_plan.cpp)
  void plan_search();

  Tree& tree_;
  Analysis analysis_;
  RegExpCodeRef ref_;
  RegExpCode& code_;
  Program& program_;
  ClassTable classes_;
  usize stack_limit_;
  bool too_deep_ = false;
  bool backward_ = false;
  u32 registers_;
};

}  // namespace kaze::regexp
