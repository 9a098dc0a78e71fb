#include "regexp/compiler.h"

#include <algorithm>
#include <unordered_map>

#include "regexp/parser.h"

namespace kaze::regexp {

// Operands of 24 bits, and targets that leave bit 31 free.
static constexpr u32 k_max_code_words = 1 << 24;
static constexpr u32 k_max_registers = 1 << 22;

RegExpCodeRef compile(std::u16string_view pattern, Flags flags, PatternError* error,
                      ParseOptions options) {
  Tree tree;
  if (auto failure = Parser(pattern, flags, options, tree, true).parse()) {
    *error = *failure;
    return {};
  }
  RegExpCodeRef code = Compiler(tree, flags, options).compile();
  if (!code) *error = {ErrorKind::kTooLarge, 0};
  return code;
}

RegExpCodeRef compile(std::string_view latin1_pattern, Flags flags, PatternError* error,
                      ParseOptions options) {
  if (latin1_pattern.size() > Parser::k_max_pattern_length) {
    *error = {ErrorKind::kTooLarge, 0};
    return {};
  }
  std::u16string pattern(latin1_pattern.size(), 0);
  for (usize i = 0; i < pattern.size(); i++) pattern[i] = static_cast<u8>(latin1_pattern[i]);
  return compile(std::u16string_view(pattern), flags, error, options);
}

usize RegExpCode::byte_size() const {
  return sizeof(*this) + program_.code.size() * sizeof(u32) +
         program_.classes.size() * sizeof(CharClass) + program_.tables.size() +
         program_.page_indices.size() * sizeof(u16) + program_.pages.size() +
         program_.ranges.size() * sizeof(CodePointRange) + program_.literals.size() * 3;
}

Compiler::Compiler(Tree& tree, Flags flags, ParseOptions options)
    : tree_(tree),
      analysis_(tree, options.stack_limit),
      ref_(RegExpCodeRef::adopt(new RegExpCode)),
      code_(const_cast<RegExpCode&>(*ref_)),
      program_(code_.program_),
      classes_(program_),
      stack_limit_(options.stack_limit),
      registers_(tree.capture_count * 2) {
  code_.flags_ = flags;
  code_.capture_count_ = tree.capture_count;
}

RegExpCodeRef Compiler::compile() {
  code_.names_ = std::move(tree_.names);
  program_.min_length = tree_.root->min_length;
  plan_search();
  emit(Op::kNextStart);
  compile(tree_.root, FirstSet::any());
  emit(Op::kAccept);
  if (too_deep_ || here() > k_max_code_words || registers_ > k_max_registers ||
      classes_.overflowed())
    return {};
  classes_.finish();
  program_.code.shrink_to_fit();
  code_.register_count_ = registers_;
  program_.latin1_literals.reserve(program_.literals.size());
  for (char16_t unit : program_.literals) {
    program_.latin1_literals.push_back(unit < 256 ? static_cast<u8>(unit) : 0);
  }
  return std::move(ref_);
}

// ---- Emission -----------------------------------------------------------------------------------

void Compiler::emit_target(Label& label) {
  if (label.position == ~0u) label.uses.push_back(here());
  emit_word(label.position);
}

void Compiler::bind(Label& label) {
  label.position = here();
  for (u32 use : label.uses) program_.code[use] = label.position;
}

u32 Compiler::guard(const FirstSet& set) {
  return classes_.add(set) | (set.end ? k_guard_end : 0);
}

// ---- Nodes --------------------------------------------------------------------------------------

void Compiler::compile(Node* node, const FirstSet& follow) {
  if (here() > k_max_code_words) return;
  if (reinterpret_cast<usize>(__builtin_frame_address(0)) < stack_limit_) {
    too_deep_ = true;
    return;
  }
  switch (node->kind) {
  case NodeKind::kEmpty: return;
  case NodeKind::kChar: return compile_chars({&node, 1});
  case NodeKind::kClass: return compile_class(static_cast<ClassNode*>(node));
  case NodeKind::kSequence: return compile_terms(static_cast<SequenceNode*>(node)->terms, follow);
  case NodeKind::kAlternation:
    return compile_alternation(static_cast<AlternationNode*>(node), follow);
  case NodeKind::kCapture: return compile_capture(static_cast<CaptureNode*>(node), follow);
  case NodeKind::kLoop: return compile_loop(static_cast<LoopNode*>(node), follow);
  case NodeKind::kLook: return compile_look(static_cast<LookNode*>(node));
  case NodeKind::kAssertion: return compile_assertion(static_cast<AssertionNode*>(node));
  case NodeKind::kBackreference:
    return compile_backreference(static_cast<BackreferenceNode*>(node));
  }
}

static bool is_char(const Node* node) {
  return node->kind == NodeKind::kChar;
}

void Compiler::compile_terms(Terms terms, const FirstSet& follow) {
  if (backward_) return compile_terms_backward(terms);
  // From the last term to the first, the condition each is followed by; only those that can make
  // use of it.
  std::vector<FirstSet> follows(terms.size());
  FirstSet next = follow;
  for (usize i = terms.size(); i-- > 0;) {
    follows[i] = next;
    next = analysis_.first(terms[i], next);
  }
  for (usize i = 0; i < terms.size();) {
    usize end = i;
    while (end < terms.size() && is_char(terms[end])) end++;
    if (end > i) {
      compile_chars(terms.subspan(i, end - i));
      i = end;
    } else {
      compile(terms[i], follows[i]);
      i++;
    }
  }
}

void Compiler::compile_terms_backward(Terms terms) {
  for (usize end = terms.size(); end > 0;) {
    usize start = end;
    while (start > 0 && is_char(terms[start - 1])) start--;
    if (start < end) {
      compile_chars(terms.subspan(start, end - start));
      end = start;
    } else {
      compile(terms[end - 1], FirstSet::any());
      end--;
    }
  }
}

void Compiler::compile_chars(Terms chars) {
  u32 length = static_cast<u32>(chars.size());
  if (backward_) emit(Op::kBack, length);
  auto unit = [&](usize i) { return static_cast<CharNode*>(chars[i])->unit; };
  if (length == 1) {
    emit(Op::kChar, unit(0));
  } else {
    bool wide = false;
    u32 offset = static_cast<u32>(program_.literals.size());
    for (usize i = 0; i < length; i++) {
      program_.literals.push_back(unit(i));
      wide |= unit(i) > 255;
    }
    emit(wide ? Op::kWideString : Op::kString, length);
    emit_word(offset);
  }
  if (backward_) emit(Op::kBack, length);
}

void Compiler::compile_class(const ClassNode* node) {
  const CodePointSet& set = tree_.sets[node->set];
  auto ranges = set.ranges();
  if (ranges.empty()) return emit(Op::kFail);
  Op back = node->by_code_point ? Op::kBackCodePoint : Op::kBack;
  if (backward_) emit(back, 1);
  if (node->by_code_point) {
    emit(Op::kCodePointClass, classes_.add(set));
  } else if (set.count() == 1) {
    emit(Op::kChar, ranges[0].first);
  } else if (set.count() == 2) {
    emit(Op::kChar2);
    emit_word(ranges[0].first | ranges.back().last << 16);
  } else if (ranges.size() == 1 && ranges[0].first == 0 && ranges[0].last == k_max_code_unit) {
    emit(Op::kAny);
  } else {
    emit(Op::kClass, classes_.add(set));
  }
  if (backward_) emit(back, 1);
}

void Compiler::compile_capture(CaptureNode* node, const FirstSet& follow) {
  emit(Op::kSave, node->index * 2 + (backward_ ? 1 : 0));
  compile(node->body, follow);
  emit(Op::kSave, node->index * 2 + (backward_ ? 0 : 1));
}

void Compiler::compile_look(LookNode* node) {
  // One unit to look at takes no choice and no register.
  const CodePointSet* set = nullptr;
  CodePointSet single;
  if (node->body->kind == NodeKind::kClass && !static_cast<ClassNode*>(node->body)->by_code_point) {
    set = &tree_.sets[static_cast<ClassNode*>(node->body)->set];
  } else if (is_char(node->body)) {
    single.add(static_cast<CharNode*>(node->body)->unit);
    set = &single;
  }
  if (set) {
    Op op = node->behind ? (node->negated ? Op::kPeekBehindNot : Op::kPeekBehind)
                         : (node->negated ? Op::kPeekNot : Op::kPeek);
    return emit(op, classes_.add(*set));
  }

  bool backward = backward_;
  u32 registers = new_registers(2);
  Label after;
  emit(node->negated ? Op::kNotEnter : Op::kLookEnter, registers);
  if (node->negated) emit_target(after);
  const Node* body = node->body;
  backward_ = node->behind;
  if (node->behind && body->reversible && body->min_length == body->max_length &&
      body->min_length < k_max_code_words) {
    // It matches the same units from either end.
    if (body->min_length) emit(Op::kBack, body->min_length);
    backward_ = false;
  }
  compile(node->body, FirstSet::any());
  emit(node->negated ? Op::kNotLeave : Op::kLookLeave, registers);
  if (node->negated) bind(after);
  backward_ = backward;
}

void Compiler::compile_assertion(const AssertionNode* node) {
  switch (node->assertion) {
  case AssertionKind::kStart: return emit(Op::kAssertStart);
  case AssertionKind::kEnd: return emit(Op::kAssertEnd);
  case AssertionKind::kLineStart: return emit(Op::kAssertLineStart);
  case AssertionKind::kLineEnd: return emit(Op::kAssertLineEnd);
  case AssertionKind::kWordBoundary:
    return emit(Op::kWordBoundary, classes_.add(tree_.sets[node->word_set]));
  case AssertionKind::kNotWordBoundary:
    return emit(Op::kNotWordBoundary, classes_.add(tree_.sets[node->word_set]));
  }
}

void Compiler::compile_backreference(const BackreferenceNode* node) {
  emit(Op::kBackreference, static_cast<u32>(node->captures.size()));
  emit_word(static_cast<u32>(node->case_mode) | (backward_ ? k_backreference_behind : 0));
  for (u32 index : node->captures) emit_word(index);
}

// ---- Alternation --------------------------------------------------------------------------------

void Compiler::compile_alternation(AlternationNode* node, const FirstSet& follow) {
  if (backward_) {
    Label end;
    for (usize i = 0; i < node->alternatives.size(); i++) {
      bool last = i + 1 == node->alternatives.size();
      Label next;
      if (!last) emit_jump(Op::kSplit, next);
      compile(node->alternatives[i], FirstSet::any());
      if (!last) emit_jump(Op::kJump, end);
      bind(next);
    }
    return bind(end);
  }
  std::vector<Terms> alternatives;
  alternatives.reserve(node->alternatives.size());
  for (Node* const& alternative : node->alternatives) alternatives.push_back(terms_of(alternative));
  compile_alternatives(alternatives, follow, 0);
}

// Alternatives that begin with different units exclude each other, so those in a row that all begin
// with a unit may be put in another order: here, together by that unit.
std::vector<Compiler::Item> Compiler::group_alternatives(std::span<const Terms> alternatives,
                                                         u32 depth) {
  constexpr u32 k_max_depth = 100;
  constexpr usize k_min_switch = 4;
  std::vector<Item> items;
  auto starts_with_unit = [&](Terms terms) {
    return depth < k_max_depth && !terms.empty() && is_char(terms[0]);
  };
  for (usize i = 0; i < alternatives.size();) {
    if (!starts_with_unit(alternatives[i])) {
      items.push_back({Item::Kind::kTerms, alternatives[i], {}});
      i++;
      continue;
    }
    std::vector<Bucket> buckets;
    std::unordered_map<u32, usize> by_unit;
    for (; i < alternatives.size() && starts_with_unit(alternatives[i]); i++) {
      char16_t unit = static_cast<CharNode*>(alternatives[i][0])->unit;
      auto [it, added] = by_unit.emplace(unit, buckets.size());
      if (added) buckets.push_back({unit, {}});
      buckets[it->second].rests.push_back(alternatives[i].subspan(1));
    }
    if (buckets.size() >= k_min_switch) {
      items.push_back({Item::Kind::kSwitch, {}, std::move(buckets)});
      continue;
    }
    for (Bucket& bucket : buckets) {
      items.push_back({Item::Kind::kBucket, {}, {}});
      items.back().buckets.push_back(std::move(bucket));
    }
  }
  return items;
}

FirstSet Compiler::first(const Item& item, const FirstSet& follow) {
  if (item.kind == Item::Kind::kTerms) return analysis_.first(item.terms, follow);
  FirstSet result;
  for (const Bucket& bucket : item.buckets) {
    if (bucket.unit < 256) {
      result.add(static_cast<u8>(bucket.unit));
    } else {
      result.outside = true;
    }
  }
  return result;
}

void Compiler::compile_alternatives(std::span<const Terms> alternatives, const FirstSet& follow,
                                    u32 depth) {
  std::vector<Item> items = group_alternatives(alternatives, depth);
  // rest[i]: the condition for any of the items after i.
  std::vector<FirstSet> firsts(items.size()), rest(items.size());
  FirstSet later;
  for (usize i = items.size(); i-- > 0;) {
    rest[i] = later;
    firsts[i] = first(items[i], follow);
    later |= firsts[i];
  }
  Label end;
  for (usize i = 0; i < items.size(); i++) {
    Item& item = items[i];
    if (i + 1 == items.size()) {
      compile_item(item, follow, depth, nullptr);
      break;
    }
    Label next;
    // What begins with a unit of its own tests it as it matches it.
    bool tests_itself = item.kind != Item::Kind::kTerms;
    bool exclusive = !firsts[i].intersects(rest[i]);
    if (!tests_itself && !firsts[i].is_any()) {
      emit(Op::kBranch);
      emit_word(guard(firsts[i]));
      emit_target(next);
    }
    if (!exclusive) {
      if (rest[i].is_any() || tests_itself) {
        emit_jump(Op::kSplit, next);
      } else {
        emit(Op::kSplitIf);
        emit_word(guard(rest[i]));
        emit_target(next);
      }
    }
    compile_item(item, follow, depth, exclusive && tests_itself ? &next : nullptr);
    emit_jump(Op::kJump, end);
    bind(next);
  }
  bind(end);
}

// Without `otherwise`, what does not match fails.
void Compiler::compile_item(Item& item, const FirstSet& follow, u32 depth, Label* otherwise) {
  switch (item.kind) {
  case Item::Kind::kTerms: return compile_terms(item.terms, follow);
  case Item::Kind::kBucket: {
    Bucket& bucket = item.buckets[0];
    if (otherwise) {
      emit(Op::kCharElse, bucket.unit);
      emit_target(*otherwise);
      return compile_bucket_rests(bucket, follow, depth);
    }
    if (bucket.rests.size() > 1) {
      emit(Op::kChar, bucket.unit);
      return compile_bucket_rests(bucket, follow, depth);
    }
    // One alternative after all: with its first unit it may be a string.
    Terms rest = bucket.rests[0];
    return compile_terms(Terms(rest.data() - 1, rest.size() + 1), follow);
  }
  case Item::Kind::kSwitch: {
    Label fail, end;
    emit(Op::kSwitch, static_cast<u32>(item.buckets.size()));
    emit_target(otherwise ? *otherwise : fail);
    std::vector<Label> targets(item.buckets.size());
    std::vector<u32> order(item.buckets.size());
    for (u32 i = 0; i < order.size(); i++) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](u32 a, u32 b) { return item.buckets[a].unit < item.buckets[b].unit; });
    for (u32 i : order) {
      emit_word(item.buckets[i].unit);
      emit_target(targets[i]);
    }
    for (usize i = 0; i < item.buckets.size(); i++) {
      bind(targets[i]);
      compile_bucket_rests(item.buckets[i], follow, depth);
      emit_jump(Op::kJump, end);
    }
    bind(fail);
    emit(Op::kFail);
    return bind(end);
  }
  }
}

// After the bucket's unit: the units that all its alternatives share, then these.
void Compiler::compile_bucket_rests(Bucket& bucket, const FirstSet& follow, u32 depth) {
  std::vector<Terms>& rests = bucket.rests;
  if (rests.size() == 1) return compile_terms(rests[0], follow);
  auto unit_at = [](const Terms& terms, usize i) {
    return terms.size() > i && is_char(terms[i]) ? u32{static_cast<CharNode*>(terms[i])->unit}
                                                 : ~0u;
  };
  auto share_unit = [&](usize i) {
    u32 unit = unit_at(rests[0], i);
    return unit != ~0u && std::all_of(rests.begin(), rests.end(),
                                      [&](const Terms& rest) { return unit_at(rest, i) == unit; });
  };
  usize shared = 0;
  while (share_unit(shared)) shared++;
  if (shared) compile_chars(rests[0].first(shared));
  for (Terms& rest : rests) rest = rest.subspan(shared);
  compile_alternatives(rests, follow, depth + 1);
}

}  // namespace kaze::regexp
