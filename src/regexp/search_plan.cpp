// How the places where a match can begin are found.
#include <algorithm>
#include <array>
#include <cstring>

#include "regexp/compiler.h"

namespace kaze::regexp {

// How common a unit is in text: a rough guess.
static constexpr auto k_frequency = [] {
  std::array<u8, 256> table{};
  for (u32 c = 0; c < 256; c++) {
    table[c] = c == ' ' || c == 'e'                ? 80
               : c - 'a' < 26u                     ? 25
               : c - '0' < 10u                     ? 12
               : c - 'A' < 26u                     ? 4
               : c == '\n' || (c > ' ' && c < 127) ? 6
                                                   : 1;
  }
  return table;
}();

static u32 density(const FirstSet& set) {
  u32 total = 0;
  for (u32 word = 0; word < 4; word++) {
    for (u64 bits = set.bits[word]; bits; bits &= bits - 1) {
      total += k_frequency[word * 64 + static_cast<u32>(__builtin_ctzll(bits))];
    }
  }
  return total;
}

void Compiler::plan_search() {
  SearchPlan& plan = program_.search;
  if (analysis_.anchored_at_start(tree_.root)) {
    plan.kind = SearchKind::kStart;
    return;
  }
  std::u16string prefix;
  bool whole = analysis_.literal_prefix(tree_.root, prefix);
  // The search compares the whole literal at each place that looks like it, and nothing interrupts
  // it: it looks for the first part of a long one, and the matcher compares the rest.
  constexpr usize k_max_searched = 64;
  if (prefix.size() > k_max_searched) {
    prefix.resize(k_max_searched);
    whole = false;
  }
  if (!prefix.empty()) {
    plan.kind = SearchKind::kLiteral;
    plan.whole = whole && tree_.capture_count == 1;
    plan.literal_length = static_cast<u32>(prefix.size());
    for (char16_t unit : prefix) plan.wide_literal |= unit > 255;
    program_.literals = prefix;
    return;
  }

  const LoopNode* run = analysis_.leading_run(tree_.root);
  if (run && !tree_.has_backreferences) {
    auto* body = static_cast<const ClassNode*>(run->body);
    plan.has_leading_run = true;
    plan.leading_run_by_code_point = body->by_code_point;
    plan.leading_run_class = classes_.add(tree_.sets[body->set]);
  }

  Window window = analysis_.window(tree_.root);
  if (window.length == 0) return;
  window.sets[0] &= analysis_.first(tree_.root, FirstSet::any());
  // The two rarest places.
  u32 densities[Window::k_max];
  for (u32 i = 0; i < window.length; i++) densities[i] = density(window.sets[i]);
  u32 rarest = 0;
  for (u32 i = 1; i < window.length; i++) {
    if (densities[i] < densities[rarest]) rarest = i;
  }
  u32 other = rarest;
  for (u32 i = 0; i < window.length; i++) {
    if (i != rarest && (other == rarest || densities[i] < densities[other])) other = i;
  }
  u32 all = density(FirstSet::any());
  if (densities[rarest] == all) return;
  plan.kind = SearchKind::kClass;
  plan.window = window.length;
  plan.scan_offset = rarest;
  plan.scan_class = classes_.add(window.sets[rarest]);
  plan.check_offset = other;
  plan.check_class = classes_.add(window.sets[other]);
  u32 count = 0;
  for (u32 c = 0; c < 256; c++) {
    if (!window.sets[rarest].has(static_cast<u8>(c))) continue;
    if (count < 4) plan.units[count] = static_cast<u8>(c);
    count++;
  }
  plan.few_units = count > 0 && count <= 4 && !window.sets[rarest].outside;
  for (u32 i = count; plan.few_units && i < 4; i++) plan.units[i] = plan.units[0];

  // In tenths of a cycle per unit: to look at each, to check a hit, to try a start.
  u64 scanned = densities[rarest], checked = densities[other];
  u64 best_cost = (plan.few_units ? 4 : 14) + 100 * scanned / all +
                  400 * scanned * checked / (static_cast<u64>(all) * all);
  // The longest window, and one half as long, whose last place may be rarer.
  for (u32 length : {window.length, (window.length + 1) / 2}) {
    if (length < 3) break;
    u8 shift[256];
    u8 outside_shift = static_cast<u8>(length);
    std::memset(shift, static_cast<int>(length), sizeof(shift));
    for (u32 i = 0; i < length; i++) {
      u8 distance = static_cast<u8>(length - 1 - i);
      for (u32 word = 0; word < 4; word++) {
        for (u64 bits = window.sets[i].bits[word]; bits; bits &= bits - 1) {
          shift[word * 64 + static_cast<u32>(__builtin_ctzll(bits))] = distance;
        }
      }
      if (window.sets[i].outside) outside_shift = distance;
    }
    u64 step = 0, hits = 0;
    for (u32 c = 0; c < 256; c++) {
      step += static_cast<u64>(k_frequency[c]) * std::max<u32>(shift[c], 1);
      if (shift[c] == 0) hits += k_frequency[c];
    }
    u64 cost = (110 * all + 100 * hits + 400 * hits * checked / all) / std::max<u64>(step, 1);
    if (cost >= best_cost) continue;
    best_cost = cost;
    plan.kind = SearchKind::kWindow;
    plan.window = length;
    // The place checked must lie within the shorter window.
    plan.check_offset = 0;
    plan.check_class = classes_.add(window.sets[0]);
    std::copy(shift, shift + 256, plan.shift);
    plan.outside_shift = outside_shift;
  }
}

}  // namespace kaze::regexp
