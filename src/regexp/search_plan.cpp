// How the places where a match can begin are found.
#include <algorithm>

#include "regexp/compiler.h"

namespace kaze::regexp {

// How common a unit is in text, by a rough guess, in parts of about a thousand.
static u32 frequency(u32 unit) {
  if (unit == ' ' || unit == 'e') return 80;
  if (unit - 'a' < 26u) return 25;
  if (unit - 'A' < 26u || unit - '0' < 10u) return 4;
  if (unit == '\n' || (unit > ' ' && unit < 127)) return 6;
  return 1;
}

static u32 density(const FirstSet& set) {
  u32 total = 0;
  for (u32 c = 0; c < 256; c++) {
    if (set.has(static_cast<u8>(c))) total += frequency(c);
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
  if (!prefix.empty()) {
    plan.kind = SearchKind::kLiteral;
    plan.whole = whole && tree_.capture_count == 1;
    plan.literal_length = static_cast<u32>(prefix.size());
    for (char16_t unit : prefix) plan.wide_literal |= unit > 255;
    program_.literals = prefix;
    return;
  }

  FirstSet first = analysis_.first(tree_.root, FirstSet::any());
  if (first.is_any() || first.end) return;
  Window window = analysis_.window(tree_.root);
  u32 all = density(FirstSet::any());
  u32 first_density = density(first);
  if (first_density == all && first.outside) return;
  plan.kind = SearchKind::kClass;
  plan.first_class = classes_.add(first);

  // In tenths of a table look-up per unit: a look-up for each, and a dozen for each hit.
  u64 best_cost = 10 + 120ull * first_density / all;
  for (u32 length = 2; length <= window.length; length++) {
    u8 shift[256];
    u8 outside_shift = static_cast<u8>(length);
    for (u32 c = 0; c < 256; c++) shift[c] = static_cast<u8>(length);
    for (u32 i = 0; i < length; i++) {
      u8 distance = static_cast<u8>(length - 1 - i);
      for (u32 c = 0; c < 256; c++) {
        if (window.sets[i].has(static_cast<u8>(c))) shift[c] = distance;
      }
      if (window.sets[i].outside) outside_shift = distance;
    }
    u64 step = 0, hits = 0;
    for (u32 c = 0; c < 256; c++) {
      step += static_cast<u64>(frequency(c)) * std::max<u32>(shift[c], 1);
      if (shift[c] == 0) hits += frequency(c);
    }
    // Hits must also pass the test of the first class.
    u64 cost = (14 * all + 20 * hits + 120 * hits * first_density / all) / std::max<u64>(step, 1);
    if (cost >= best_cost) continue;
    best_cost = cost;
    plan.kind = SearchKind::kWindow;
    plan.window = length;
    std::copy(shift, shift + 256, plan.shift);
    plan.outside_shift = outside_shift;
  }
}

}  // namespace kaze::regexp
