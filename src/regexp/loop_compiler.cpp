// Quantifiers: RepeatMatcher, ECMA-262 22.2.2.3.1.
#include <algorithm>

#include "regexp/compiler.h"

namespace kaze::regexp {

void Compiler::compile_loop(LoopNode* node, const FirstSet& follow) {
  if (node->body->min_length > 0 &&
      static_cast<u64>(node->body->min_length) * node->min >= k_unbounded) {
    return emit(Op::kFail);  // longer than any subject
  }
  if (!backward_ && compile_run(node, follow)) return;
  compile_general_loop(node, follow);
}

// A loop over one class: scanned at once, one choice for all its retries, or none.
bool Compiler::compile_run(LoopNode* node, const FirstSet& follow) {
  CodePointSet single;
  const CodePointSet* set = &single;
  bool by_code_point = false;
  if (node->body->kind == NodeKind::kChar) {
    single.add(static_cast<CharNode*>(node->body)->unit);
  } else if (node->body->kind == NodeKind::kClass) {
    auto* body = static_cast<ClassNode*>(node->body);
    set = &tree_.sets[body->set];
    by_code_point = body->by_code_point;
  } else {
    return false;
  }
  if (node->min == 0 && node->max == 1 && by_code_point) return false;

  FirstSet units = analysis_.first(node->body, FirstSet::any());
  bool exclusive = !units.intersects(follow);
  bool retried = !exclusive && node->min != node->max;
  if (retried && !node->greedy && by_code_point) return false;
  u32 index = classes_.add(*set);
  auto emit_run = [&](Op op) {
    emit(op, index);
    emit_word(node->min);
    emit_word(node->max);
  };
  if (!retried) {
    emit_run(by_code_point ? Op::kRunAllCodePoints : Op::kRunAll);
    return true;
  }
  u32 next = follow.is_any() ? k_no_guard : guard(follow);
  Op run = Op::kRun, retry = Op::kRunRetry;
  if (by_code_point) {
    run = Op::kRunCodePoints, retry = Op::kRunCodePointsRetry;
  } else if (!node->greedy) {
    run = Op::kRunLazy, retry = Op::kRunLazyRetry;
  }
  emit_run(run);
  emit_word(next);
  emit(retry, index);
  emit_word(next);
  return true;
}

void Compiler::clear_captures(const LoopNode* node) {
  if (node->first_capture == node->last_capture) return;
  emit(Op::kClear, node->first_capture * 2);
  emit_word(node->last_capture * 2);
}

// Go on with another iteration or leave for `exit`, in the order wanted; whichever the next unit
// rules out is not tried.
void Compiler::compile_choice(bool greedy, const FirstSet& body, const FirstSet& follow,
                              Label& exit) {
  if (greedy) {
    if (!body.is_any()) {
      emit(Op::kBranch);
      emit_word(guard(body));
      emit_target(exit);
      if (!body.intersects(follow)) return;
    }
    if (follow.is_any()) return emit_jump(Op::kSplit, exit);
    emit(Op::kSplitIf);
    emit_word(guard(follow));
    return emit_target(exit);
  }
  Label again;
  if (!follow.is_any()) {
    emit(Op::kBranch);
    emit_word(guard(follow));
    emit_target(again);
  }
  if (follow.is_any() || body.intersects(follow)) {
    if (body.is_any()) {
      emit_jump(Op::kSplit, again);
    } else {
      emit(Op::kSplitIf);
      emit_word(guard(body));
      emit_target(again);
    }
  }
  emit_jump(Op::kJump, exit);
  bind(again);
}

void Compiler::compile_general_loop(LoopNode* node, const FirstSet& follow) {
  Node* body = node->body;
  bool nullable = body->nullable();
  FirstSet enter = backward_ ? FirstSet::any() : analysis_.first(body, FirstSet::any());
  FirstSet leave = backward_ ? FirstSet::any() : follow;
  FirstSet both = enter;
  both |= leave;
  u32 mark = nullable ? new_registers(1) : 0;
  Label again, exit;

  if (node->max == 1) {
    // min is 0
    compile_choice(node->greedy, enter, leave, exit);
    if (nullable) emit(Op::kSave, mark);
    compile(body, leave);
    if (nullable) emit(Op::kProgress, mark);
    return bind(exit);
  }

  // The first iteration needs no clearing: the enclosing loop has done it.
  bool counted = node->max != k_unbounded || node->min > 1 || (node->min == 1 && nullable);
  if (!counted) {
    if (node->min == 0) compile_choice(node->greedy, enter, leave, exit);
    bind(again);
    if (nullable) emit(Op::kSave, mark);
    compile(body, both);
    if (nullable) emit(Op::kProgress, mark);
    compile_choice(node->greedy, enter, leave, exit);
    clear_captures(node);
    emit_jump(Op::kLoopJump, again);
    return bind(exit);
  }

  u32 counter = new_registers(1);
  Label iterate;
  if (node->min == 0) compile_choice(node->greedy, enter, leave, exit);
  emit(Op::kSet, counter);
  emit_word(0);
  bind(again);
  if (nullable) emit(Op::kSave, mark);
  compile(body, both);
  if (nullable) {
    emit(Op::kCountedProgress, mark);
    emit_word(counter);
    emit_word(node->min);
  }
  emit(Op::kCount, counter);
  emit_word(node->min);
  emit_word(node->max);
  emit_target(iterate);
  emit_target(exit);
  compile_choice(node->greedy, enter, leave, exit);
  bind(iterate);
  clear_captures(node);
  emit_jump(Op::kLoopJump, again);
  bind(exit);
}

}  // namespace kaze::regexp
