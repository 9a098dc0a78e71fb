#include <gtest/gtest.h>

#include "gc_toy.h"
#include "stress.h"

namespace kaze {
namespace {

using namespace toy;

class GcWeakTest : public ::testing::TestWithParam<CollectionKind> {
 protected:
  GcWeakTest() { heap_.enter_thread(); }
  ~GcWeakTest() override { heap_.leave_thread(); }
  void collect() {
    clobber_stack();
    heap_.collect(GetParam());
  }
  static HeapOptions options() {
    HeapOptions options = stressed_by_environment();
    options.verify = true;
    return options;
  }
  Heap heap_{k_kinds, options()};
};

INSTANTIATE_TEST_SUITE_P(Kinds, GcWeakTest,
                         ::testing::Values(CollectionKind::kMinor, CollectionKind::kFull));

TEST_P(GcWeakTest, WeakReferencesAreClearedWhenTheTargetDies) {
  RootedVector<WeakRef> refs(heap_);
  RootedVector<Node> kept(heap_);
  in_own_frame([&] {
    for (u64 i = 0; i < 1000; i++) {
      Node* node = make_node(heap_, 0, i);
      refs.push_back(make_weak_ref(heap_, node));
      if (i % 2) kept.push_back(node);
    }
  });
  collect();
  int cleared = 0;
  for (u64 i = 0; i < 1000; i++) {
    if (i % 2) {
      ASSERT_TRUE(refs[i]->target);
      EXPECT_EQ(static_cast<Node*>(refs[i]->target.get())->id, i);
    } else {
      cleared += !refs[i]->target;
    }
  }
  EXPECT_GE(cleared, 497);
}

TEST_P(GcWeakTest, OldWeakReferenceToYoungTarget) {
  Persistent<WeakRef> ref(heap_, make_weak_ref(heap_, nullptr));
  heap_.collect();
  in_own_frame([&] { ref->target.set(ref.get(), make_node(heap_)); });
  collect();
  EXPECT_FALSE(ref->target);
}

TEST_P(GcWeakTest, EphemeronValueLivesAsLongAsItsKey) {
  Persistent<WeakMap> map(heap_, make_weak_map(heap_));
  Persistent<Node> key;
  in_own_frame([&] {
    key.set(heap_, make_node(heap_, 0, 1));
    map->put(0, key.get(), box(make_node(heap_, 0, 2)));
    NoGcScope scope(heap_);  // else what dies could be old
    Node* dead = make_node(heap_, 0, 3);
    // The value refers to its key, which must not keep the pair alive.
    Node* value = make_node(heap_, 1, 4);
    value->slots[0].init(box(dead));
    map->put(1, dead, box(value));
  });
  collect();
  ASSERT_TRUE(map->keys[0]);
  EXPECT_EQ(reinterpret_cast<Node*>(map->values[0].raw())->id, 2u);
  EXPECT_FALSE(map->keys[1]);
  EXPECT_EQ(map->values[1].raw(), k_undefined);
  key.reset();
  clobber_stack();
  heap_.collect();
  EXPECT_FALSE(map->keys[0]);
}

TEST_P(GcWeakTest, ChainsOfEphemeronsTakeLinearTime) {
  // Each map's key is the value of the next one, so that a plain fix-point would need a round each.
  constexpr int k_length = 20000;
  RootedVector<WeakMap> maps(heap_);
  Persistent<Node> first;
  in_own_frame([&] {
    NoGcScope scope(heap_);
    std::vector<Node*> chain;
    for (int i = 0; i <= k_length; i++) chain.push_back(make_node(heap_, 0, i));
    first.set(heap_, chain[0]);
    for (int i = k_length; i-- > 0;) {
      WeakMap* map = make_weak_map(heap_);
      map->put(0, chain[i], box(chain[i + 1]));
      maps.push_back(map);
    }
  });
  collect();
  for (int i = 0; i < k_length; i++) ASSERT_TRUE(maps[i]->keys[0]);
  EXPECT_EQ(reinterpret_cast<Node*>(maps[0]->values[0].raw())->id, static_cast<u64>(k_length));
  first.reset();
  clobber_stack();
  heap_.collect();
  int alive = 0;
  for (auto* map : maps) alive += map->keys[0].get() != nullptr;
  EXPECT_EQ(alive, 0);
}

TEST_P(GcWeakTest, MapHeldOnlyByAnotherMapsValue) {
  Persistent<WeakMap> outer(heap_, make_weak_map(heap_));
  Persistent<Node> key(heap_, make_node(heap_));
  in_own_frame([&] {
    WeakMap* inner = make_weak_map(heap_);
    inner->put(0, key.get(), box(make_node(heap_, 0, 9)));
    outer->put(0, key.get(), box(inner));
  });
  collect();
  auto* inner = reinterpret_cast<WeakMap*>(outer->values[0].raw());
  EXPECT_EQ(reinterpret_cast<Node*>(inner->values[0].raw())->id, 9u);
}

TEST_P(GcWeakTest, WeakProcessorSeesTheDead) {
  struct Table : WeakProcessor {
    std::vector<Cell*> entries;
    void process_weak(Heap& heap) override {
      std::erase_if(entries, [&](Cell* cell) { return !heap.is_marked(cell); });
    }
  } table;
  heap_.add_weak_processor(&table);
  RootedVector<Leaf> kept(heap_);
  in_own_frame([&] {
    for (int i = 0; i < 1000; i++) {
      Leaf* leaf = make_leaf(heap_, 16);
      table.entries.push_back(leaf);
      if (i % 4 == 0) kept.push_back(leaf);
    }
  });
  collect();
  EXPECT_GE(table.entries.size(), 250u);
  EXPECT_LE(table.entries.size(), 253u);
  heap_.remove_weak_processor(&table);
}

}  // namespace
}  // namespace kaze
