#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "base/bit_set.h"
#include "base/ref_counted.h"
#include "base/small_vector.h"
#include "base/sort.h"

namespace kaze {
namespace {

// --- sort.h --------------------------------------------------------------------------------------

struct Item {
  u32 key;
  u32 order;
  bool operator==(const Item&) const = default;
};

std::vector<Item> make_items(std::mt19937& random, usize length, u32 keys, int shape) {
  std::vector<Item> items(length);
  for (usize i = 0; i < length; i++) {
    u32 key = 0;
    switch (shape) {
    case 0: key = random() % keys; break;
    case 1: key = static_cast<u32>(i); break;
    case 2: key = static_cast<u32>(length - i); break;
    case 3: key = static_cast<u32>(i % 97 * 1000 + i / 97); break;                   // short runs
    case 4: key = static_cast<u32>(i < length / 2 ? 2 * i : 2 * i - length); break;  // interleaved
    case 5: key = random() % 20 ? static_cast<u32>(i) : static_cast<u32>(random() % length); break;
    }
    items[i] = {key, static_cast<u32>(i)};
  }
  return items;
}

TEST(StableSort, AgreesWithTheStandardLibrary) {
  std::mt19937 random(1);
  for (usize length : {0u, 1u, 2u, 3u, 23u, 24u, 25u, 48u, 100u, 1000u, 5000u}) {
    for (int shape = 0; shape < 6; shape++) {
      for (u32 keys : {1u, 2u, 10u, 1000000u}) {
        auto items = make_items(random, length, keys, shape);
        auto expected = items;
        auto by_key = [](const Item& a, const Item& b) { return a.key < b.key; };
        std::sort(expected.begin(), expected.end(), [](const Item& a, const Item& b) {
          return a.key != b.key ? a.key < b.key : a.order < b.order;
        });
        std::vector<Item> scratch(stable_sort_scratch(length));
        ASSERT_TRUE(stable_sort<Item>(items, scratch, by_key));
        ASSERT_EQ(items, expected) << length << " " << shape;
      }
    }
  }
}

TEST(StableSort, UsesFewComparisonsOnSortedInput) {
  std::mt19937 random(2);
  for (int shape : {1, 2, 4}) {
    usize length = 10000;
    auto items = make_items(random, length, 1, shape);
    std::vector<Item> scratch(stable_sort_scratch(length));
    usize comparisons = 0;
    ASSERT_TRUE(stable_sort<Item>(items, scratch, [&](const Item& a, const Item& b) {
      comparisons++;
      return a.key < b.key;
    }));
    EXPECT_LT(comparisons, shape == 4 ? 2 * length + 100 : length + 1);
  }
}

TEST(StableSort, AbortLeavesAPermutation) {
  std::mt19937 random(3);
  for (usize stop = 0; stop < 6000; stop += 37) {
    auto items = make_items(random, 600, 1000, static_cast<int>(stop % 6));
    std::vector<Item> scratch(stable_sort_scratch(items.size()));
    usize calls = 0;
    bool done = stable_sort<Item>(items, scratch, [&](const Item& a, const Item& b) {
      if (calls++ == stop) return Compare::kAbort;
      return a.key < b.key ? Compare::kTrue : Compare::kFalse;
    });
    EXPECT_EQ(done, calls <= stop);
    std::vector<bool> seen(items.size());
    for (const Item& item : items) seen[item.order] = true;
    ASSERT_EQ(std::count(seen.begin(), seen.end(), true), 600) << stop;
  }
}

TEST(StableSort, InconsistentComparatorLeavesAPermutation) {
  std::mt19937 random(4);
  for (int round = 0; round < 200; round++) {
    auto items = make_items(random, 700, 50, 0);
    std::vector<Item> scratch(stable_sort_scratch(items.size()));
    ASSERT_TRUE(stable_sort<Item>(items, scratch,
                                  [&](const Item&, const Item&) { return random() % 3 == 0; }));
    std::vector<bool> seen(items.size());
    for (const Item& item : items) seen[item.order] = true;
    ASSERT_EQ(std::count(seen.begin(), seen.end(), true), 700);
  }
}

// --- small_vector.h ------------------------------------------------------------------------------

TEST(SmallVector, GrowsOutOfItsInlineStorage) {
  SmallVector<std::string, 2> vector;
  for (int i = 0; i < 100; i++) {
    vector.push_back(std::to_string(i) + std::string(30, 'x'));
    EXPECT_EQ(vector.is_inline(), i < 2);
  }
  vector.push_back(vector[7]);  // an element of itself, across a growth or not
  while (vector.size() < vector.capacity()) vector.push_back("");
  vector.push_back(vector[7]);
  EXPECT_EQ(vector.back(), vector[7]);
  EXPECT_EQ(vector[99].substr(0, 2), "99");
  EXPECT_EQ(vector.pop_back(), vector[7]);
  vector.resize(3);
  EXPECT_EQ(vector.size(), 3u);
  EXPECT_EQ(std::span<std::string>(vector).size(), 3u);
}

TEST(SmallVector, CopiesAndMoves) {
  for (usize length : {1u, 2u, 3u, 50u}) {
    SmallVector<std::unique_ptr<int>, 2> owners;
    for (usize i = 0; i < length; i++) owners.push_back(std::make_unique<int>(int(i)));
    SmallVector<std::unique_ptr<int>, 2> moved(std::move(owners));
    EXPECT_TRUE(owners.empty());
    owners.push_back(std::make_unique<int>(-1));
    owners = std::move(moved);
    ASSERT_EQ(owners.size(), length);
    EXPECT_EQ(*owners[length - 1], int(length) - 1);

    SmallVector<std::string, 2> texts;
    for (usize i = 0; i < length; i++) texts.push_back(std::string(i, 'a'));
    SmallVector<std::string, 2> copy(texts);
    texts[0] = "changed";
    EXPECT_EQ(copy[0], "");
    copy = texts;
    EXPECT_EQ(copy[0], "changed");
    EXPECT_EQ(copy.size(), length);
  }
}

// --- ref_counted.h -------------------------------------------------------------------------------

struct Shared : RefCounted<Shared> {
  explicit Shared(std::atomic<int>* alive) : alive(alive) { ++*alive; }
  ~Shared() { --*alive; }
  std::atomic<int>* alive;
};

TEST(Ref, DeletesWithTheLastOwner) {
  std::atomic<int> alive = 0;
  {
    Ref<Shared> a = make_ref<Shared>(&alive);
    EXPECT_EQ(a->reference_count(), 1u);
    Ref<Shared> b = a;
    EXPECT_EQ(a->reference_count(), 2u);
    a = nullptr;
    EXPECT_EQ(alive, 1);
    Ref<const Shared> c = b;
    b = nullptr;
    EXPECT_FALSE(b);
    EXPECT_EQ(c->reference_count(), 1u);
    const Ref<const Shared>& same = c;
    c = same;
    EXPECT_EQ(alive, 1);
  }
  EXPECT_EQ(alive, 0);
}

TEST(Ref, IsSharedBetweenThreads) {
  std::atomic<int> alive = 0;
  Ref<Shared> shared = make_ref<Shared>(&alive);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; t++) {
    threads.emplace_back([shared] {
      for (int i = 0; i < 10000; i++) Ref<Shared> copy = shared;
    });
  }
  shared = nullptr;
  for (auto& thread : threads) thread.join();
  threads.clear();
  EXPECT_EQ(alive, 0);
}

// --- bit_set.h -----------------------------------------------------------------------------------

template <typename Set>
void check_bit_set(Set a, Set b) {
  usize size = a.size();
  std::mt19937 random(5);
  std::vector<bool> model_a(size), model_b(size);
  for (usize i = 0; i < size; i++) {
    if (random() % 3 == 0) {
      EXPECT_TRUE(a.insert(i));
      EXPECT_FALSE(a.insert(i));
      model_a[i] = true;
    }
    b.assign(i, model_b[i] = random() % 2);
  }
  auto matches = [&](const Set& set, const std::vector<bool>& model) {
    std::vector<bool> seen(size);
    set.for_each([&](usize i) { seen[i] = true; });
    EXPECT_EQ(seen, model);
    EXPECT_EQ(set.count(), usize(std::count(model.begin(), model.end(), true)));
    for (usize from = 0; from <= size; from++) {
      usize next_set = from, next_clear = from;
      while (next_set < size && !model[next_set]) next_set++;
      while (next_clear < size && model[next_clear]) next_clear++;
      ASSERT_EQ(set.find_set(from), next_set);
      ASSERT_EQ(set.find_clear(from), next_clear);
    }
  };
  matches(a, model_a);
  Set united = a, common = a, rest = a;
  EXPECT_TRUE(united.unite(b));
  EXPECT_FALSE(united.unite(b));
  EXPECT_TRUE(united.contains_all(a));
  EXPECT_FALSE(a.contains_all(united));
  common.intersect(b);
  rest.subtract(b);
  std::vector<bool> model_union(size), model_common(size), model_rest(size);
  for (usize i = 0; i < size; i++) {
    model_union[i] = model_a[i] || model_b[i];
    model_common[i] = model_a[i] && model_b[i];
    model_rest[i] = model_a[i] && !model_b[i];
  }
  matches(united, model_union);
  matches(common, model_common);
  matches(rest, model_rest);
  common.unite(rest);
  EXPECT_TRUE(common == a);
  a.set_all();
  EXPECT_EQ(a.count(), size);
  EXPECT_EQ(a.find_clear(), size);
  a.clear();
  EXPECT_TRUE(a.none());
}

TEST(BitSet, BehavesAsASetOfIntegers) {
  check_bit_set(FixedBitSet<200>(), FixedBitSet<200>());
  check_bit_set(FixedBitSet<128>(), FixedBitSet<128>());
  check_bit_set(BitSet(70), BitSet(70));
  check_bit_set(BitSet(640), BitSet(640));
  BitSet set(100);
  set.set_all();
  set.resize(10);
  set.resize(200);
  EXPECT_EQ(set.count(), 10u);
  EXPECT_EQ(BitSet().find_set(), 0u);
}

}  // namespace
}  // namespace kaze
