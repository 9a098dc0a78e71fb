#include <gtest/gtest.h>

#include <cstring>
#include <thread>
#include <vector>

#include "gc_toy.h"
#include "stress.h"

namespace kaze {
namespace {

using namespace toy;

// What conservative scanning may keep by accident.
constexpr u64 k_slack = 3;

class GcHeapTest : public ::testing::Test {
 protected:
  GcHeapTest() { heap_.enter_thread(); }
  ~GcHeapTest() override { heap_.leave_thread(); }

  static HeapOptions options() {
    HeapOptions options = stressed_by_environment();
    options.verify = true;
    return options;
  }
  Heap heap_{k_kinds, options()};
};

TEST_F(GcHeapTest, FreshCellHasAnEmptyHeader) {
  Cell* cell = heap_.allocate(24, kLeaf);
  EXPECT_EQ(cell->shape_id_, 0u);
  EXPECT_EQ(cell->kind_, kLeaf);
  EXPECT_EQ(cell->flags_, 0);
  EXPECT_EQ(cell->gc_state(), GcState::kWhite);
  EXPECT_EQ(cell->elements_kind_, 0);
  EXPECT_EQ(reinterpret_cast<u64>(cell) % 8, 0u);
}

TEST_F(GcHeapTest, ClassesHoldTheirSizesAndFillThem) {
  for (usize size = 1; size < 100000; size += 1 + size / 64) {
    usize filled = gc::filled_size(size);
    EXPECT_GE(filled, size);
    EXPECT_EQ(filled % 8, 0u) << size;
    EXPECT_EQ(gc::filled_size(filled), filled) << size;
    if (size > 8 && size <= 64) EXPECT_LT(filled - size, size <= 16 ? 16u : 8u) << size;
  }
}

TEST_F(GcHeapTest, CellsOfAllSizesAreDisjointAndKeepTheirContents) {
  RootedVector<Leaf> leaves(heap_);
  for (usize size = 0; size < 20000; size += 8 + size / 16) {
    Leaf* leaf = make_leaf(heap_, size);
    std::memset(leaf->words, static_cast<int>(leaves.size() & 0xff), size);
    leaves.push_back(leaf);
  }
  heap_.collect(CollectionKind::kMinor);
  heap_.collect(CollectionKind::kFull);
  usize i = 0;
  for (usize size = 0; size < 20000; size += 8 + size / 16, i++) {
    auto* bytes = reinterpret_cast<u8*>(leaves[i]->words);
    for (usize k = 0; k < size; k++) ASSERT_EQ(bytes[k], i & 0xff) << size;
  }
}

// Those of cells whose class is a multiple of k_cell_alignment.
TEST_F(GcHeapTest, CompressedPointersComeBack) {
  for (usize i = 0; i < 10000; i++) {
    usize size = 16 + i % 512;
    if (gc::filled_size(size) % k_cell_alignment != 0) continue;
    Cell* cell = heap_.allocate(size, kLeaf);
    u32 id = gc::compress(cell);
    ASSERT_NE(id, 0u);
    ASSERT_EQ(gc::decompress(id), cell);
  }
}

TEST_F(GcHeapTest, ReachableGraphSurvivesAndGarbageDies) {
  Persistent<Node> head;
  in_own_frame([&] {
    for (int i = 0; i < 10000; i++) {
      Node* node = make_node(heap_, 2, i);
      node->next.init(head.get());
      head.set(heap_, node);
      make_node(heap_, 2, 1000000);  // garbage
    }
  });
  heap_.collect();
  EXPECT_LE(count_kind(heap_, kNode), 10000u + k_slack);
  u64 id = 10000;
  for (Node* node = head; node; node = node->next) EXPECT_EQ(node->id, --id);
  EXPECT_EQ(id, 0u);
  head.reset();
  in_own_frame([&] { heap_.collect(); });
  EXPECT_LE(count_kind(heap_, kNode), k_slack);
}

TEST_F(GcHeapTest, CyclesDie) {
  in_own_frame([&] {
    for (int i = 0; i < 1000; i++) {
      Node* a = make_node(heap_, 1);
      Node* b = make_node(heap_, 1);
      a->next.set(a, b);
      b->next.set(b, a);
    }
  });
  heap_.collect();
  EXPECT_LE(count_kind(heap_, kNode), 2 * k_slack);
}

TEST_F(GcHeapTest, MinorCollectionKeepsOldGarbageAndFreesYoung) {
  Persistent<Node> root;
  in_own_frame([&] {
    root = Persistent<Node>(heap_, make_node(heap_, 1000));
    for (u32 i = 0; i < 1000; i++) root->slots[i].set(root.get(), box(make_node(heap_)));
  });
  heap_.collect(CollectionKind::kMinor);
  EXPECT_EQ(root->gc_state(), GcState::kBlack);
  fill_slots<u64>(root.get(), root->slots, 1000, k_undefined);
  in_own_frame([&] {
    NoGcScope scope(heap_);
    for (int i = 0; i < 500; i++) make_node(heap_);
  });
  heap_.collect(CollectionKind::kMinor);
  EXPECT_GE(count_kind(heap_, kNode), 1001u);
  EXPECT_LE(count_kind(heap_, kNode), 1001u + k_slack);
  heap_.collect(CollectionKind::kFull);
  EXPECT_LE(count_kind(heap_, kNode), 1u + k_slack);
}

TEST_F(GcHeapTest, BarrierRemembersAnOldCellOnce) {
  Persistent<Node> root(heap_, make_node(heap_, 4));
  heap_.collect(CollectionKind::kMinor);
  ASSERT_EQ(root->gc_state(), GcState::kBlack);
  root->slots[0].set(root.get(), number(7));
  EXPECT_EQ(root->gc_state(), GcState::kBlack);  // no reference was stored
  in_own_frame([&] { root->slots[1].set(root.get(), box(make_node(heap_, 0, 42))); });
  EXPECT_EQ(root->gc_state(), GcState::kGrey);
  in_own_frame([&] { root->next.set(root.get(), make_node(heap_, 0, 43)); });
  heap_.collect(CollectionKind::kMinor);
  EXPECT_EQ(root->gc_state(), GcState::kBlack);
  EXPECT_EQ(root->node_at(1)->id, 42u);
  EXPECT_EQ(root->next->id, 43u);
}

TEST_F(GcHeapTest, LocalsAndInteriorPointersKeepCellsAlive) {
  Node* node = make_node(heap_, 1, 11);
  volatile u64* interior = reinterpret_cast<u64*>(make_leaf(heap_, 800)->words) + 50;
  volatile u64* interior_large = reinterpret_cast<u64*>(make_leaf(heap_, 200000)->words) + 20000;
  *interior = 5;
  *interior_large = 6;
  for (int i = 0; i < 3; i++) {
    heap_.collect(i == 1 ? CollectionKind::kMinor : CollectionKind::kFull);
    for (int k = 0; k < 5000; k++) make_leaf(heap_, 800);
  }
  EXPECT_EQ(node->id, 11u);
  EXPECT_EQ(*interior, 5u);
  EXPECT_EQ(*interior_large, 6u);
}

TEST_F(GcHeapTest, FindCellAcceptsAnyBits) {
  Leaf* small = make_leaf(heap_, 100);
  Leaf* large = make_leaf(heap_, 100000);
  for (usize i = 0; i < 100; i++) {
    EXPECT_EQ(heap_.find_cell(gc::address_of(small) + i), small);
    EXPECT_EQ(heap_.find_cell(gc::address_of(large) + i * 1000), large);
  }
  EXPECT_EQ(heap_.find_cell(gc::address_of(large) - 16), nullptr);
  EXPECT_EQ(heap_.find_cell(0), nullptr);
  EXPECT_EQ(heap_.find_cell(~u64{0}), nullptr);
  EXPECT_EQ(heap_.find_cell(gc::heap_base()), nullptr);
  EXPECT_EQ(heap_.find_cell(gc::heap_base() + gc::heap_range() - 8), nullptr);
  EXPECT_EQ(heap_.find_cell(gc::heap_base() + gc::heap_range()), nullptr);
  u64 state = 88172645463325252ull;
  for (int i = 0; i < 100000; i++) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    heap_.find_cell(gc::heap_base() + state % gc::heap_range());
    heap_.find_cell(gc::heap_base() + state % (64 << 20));
    heap_.find_cell(state);
  }
}

TEST_F(GcHeapTest, ConservativeRootsDoNotReviveCellsFreedButNotSwept) {
  // A pointer to a cell that died in the last collection must not bring it back, since what it
  // referred to may be reused already.
  std::vector<u64> addresses;
  Persistent<Node> anchors(heap_, make_node(heap_, 200));
  in_own_frame([&] {
    for (u32 i = 0; i < 2000; i++) {
      Node* node = make_node(heap_, 4);
      if (i % 10 == 0) anchors->slots[i / 10].set(anchors.get(), box(node));
      node->slots[0].set(node, box(make_leaf(heap_, 64)));
      addresses.push_back(~box(node));
    }
  });
  heap_.collect();
  struct Words : RootProvider {
    std::vector<u64> words;
    void visit_roots(Visitor& visitor) override {
      visitor.visit_conservative(words.data(), words.data() + words.size());
    }
  } provider;
  for (u64 hidden : addresses) provider.words.push_back(~hidden);
  heap_.add_root_provider(&provider);
  heap_.collect();
  EXPECT_LE(count_kind(heap_, kNode), 201u + k_slack);
  heap_.collect(CollectionKind::kMinor);
  EXPECT_LE(count_kind(heap_, kNode), 201u + k_slack);
  heap_.remove_root_provider(&provider);
}

alignas(16) Cell static_cell = immortal_cell_header(kLeaf);

TEST_F(GcHeapTest, ImmortalCellsAreIgnored) {
  Persistent<Node> root(heap_, make_node(heap_, 1));
  root->slots[0].set(root.get(), box(&static_cell));
  heap_.collect(CollectionKind::kMinor);
  root->slots[0].set(root.get(), box(&static_cell));
  heap_.collect(CollectionKind::kFull);
  EXPECT_EQ(static_cell.gc_state(), GcState::kImmortal);
  EXPECT_TRUE(heap_.is_marked(&static_cell));
}

TEST_F(GcHeapTest, LargeCellsSurviveDieAndPointToYoungCells) {
  Persistent<Node> big(heap_, make_node(heap_, 100000));
  heap_.collect(CollectionKind::kFull);
  in_own_frame([&] {
    big->slots[99999].set(big.get(), box(make_node(heap_, 0, 77)));
    for (int i = 0; i < 20; i++) make_node(heap_, 50000);
  });
  heap_.collect(CollectionKind::kMinor);
  EXPECT_EQ(big->node_at(99999)->id, 77u);
  EXPECT_LE(heap_.stats().large_cell_count, 1 + k_slack);
  // Storing an old cell in a large one is not worth tracing it again.
  big->slots[0].set(big.get(), big->slots[99999].raw());
  EXPECT_EQ(big->gc_state(), GcState::kBlack);
  big.reset();
  in_own_frame([&] { heap_.collect(); });
  EXPECT_LE(heap_.stats().large_cell_count, k_slack);
}

TEST_F(GcHeapTest, LargeCellsMayBeginLater) {
  constexpr u32 k_slots = 100000, k_dropped = 5;
  Persistent<Node> holder(heap_, make_node(heap_, 1));
  auto* big = make_node(heap_, k_slots, 1);
  holder->slots[0].set(holder.get(), box(big));
  heap_.collect(CollectionKind::kFull);
  big->slots[50].set(big, box(make_node(heap_, 0, 77)));
  EXPECT_EQ(big->gc_state(), GcState::kGrey);  // remembered where it began

  auto begin_at = [&](Cell* cell, u32 slots) {
    auto* node = static_cast<Node*>(cell);
    node->shape_id_ = slots;
    node->next.init(nullptr);
    node->id = 2;
    holder->slots[0].set(holder.get(), box(node));
    return node;
  };
  auto* moved = begin_at(Heap::move_header(big, 8 * k_dropped), k_slots - k_dropped);
  EXPECT_EQ(gc::address_of(moved), gc::address_of(big) + 8 * k_dropped);
  EXPECT_EQ(Heap::given_up_bytes(moved), 8 * k_dropped);
  EXPECT_EQ(heap_.find_cell(gc::address_of(big)), moved);
  EXPECT_EQ(heap_.find_cell(gc::address_of(moved)), moved);
  in_own_frame([&] { heap_.collect(CollectionKind::kMinor); });
  EXPECT_EQ(moved->node_at(50 - k_dropped)->id, 77u);
  heap_.collect(CollectionKind::kFull);
  EXPECT_EQ(moved->node_at(50 - k_dropped)->id, 77u);

  EXPECT_EQ(Heap::move_header(moved, 64 << 10), nullptr);
  EXPECT_EQ(Heap::given_up_bytes(moved), 8 * k_dropped);
  auto* back = begin_at(Heap::move_header(moved, -8 * i64{k_dropped}), k_slots);
  EXPECT_EQ(back, big);
  init_slots(back->slots, k_dropped, k_undefined);
  heap_.collect(CollectionKind::kMinor);
  EXPECT_EQ(back->node_at(50)->id, 77u);

  Cell* small = heap_.try_allocate_large(64, kLeaf);
  EXPECT_TRUE(Heap::is_large(small));
  EXPECT_FALSE(Heap::is_large(holder.get()));
}

TEST_F(GcHeapTest, MappingsOfDeadLargeCellsAreReusedButNotHoarded) {
  in_own_frame([&] {
    for (int i = 0; i < 2000; i++) {
      Leaf* leaf = make_leaf(heap_, 100000 + i % 20000);
      for (int k = 0; k < 1000; k++) ASSERT_EQ(leaf->words[k * 12], 0u);
      for (int k = 0; k < 1000; k++) leaf->words[k * 12] = ~u64{0};
    }
  });
  EXPECT_LT(heap_.stats().committed_bytes, usize{32} << 20);
  heap_.collect();
  heap_.trim();
  EXPECT_LT(heap_.stats().committed_bytes, usize{1} << 20);
}

TEST_F(GcHeapTest, DeepListsDoNotOverflowTheNativeStack) {
  Persistent<Node> head;
  for (int i = 0; i < 1000000; i++) {
    Node* node = make_node(heap_);
    node->next.init(head.get());
    head.set(heap_, node);
  }
  heap_.collect();
  EXPECT_GE(count_kind(heap_, kNode), 1000000u);
}

TEST_F(GcHeapTest, AllocationCollectsByItself) {
  in_own_frame([&] {
    for (int i = 0; i < 2000000; i++) make_node(heap_, 4);
  });
  HeapStats stats = heap_.stats();
  EXPECT_GT(stats.minor_collections, 5u);
  EXPECT_LT(stats.committed_bytes, usize{32} << 20);
  EXPECT_GE(stats.allocated_bytes, 2000000u * 56);
}

TEST_F(GcHeapTest, MinorCollectionsAreRareWhereMostSurvives) {
  HeapOptions options;
  options.young_bytes = usize{1} << 20;
  Heap heap(k_kinds, options);
  HeapEntry entry(heap);
  auto minors_per_full = [&] {
    HeapStats stats = heap.stats();
    return static_cast<double>(stats.minor_collections) /
           static_cast<double>(std::max<u64>(stats.full_collections, 1));
  };
  RootedVector<Node> kept(heap);
  for (int i = 0; i < 2000000; i++) kept.push_back(make_node(heap, 2));
  EXPECT_GT(heap.stats().full_collections, 2u);
  EXPECT_LT(minors_per_full(), 2);
  // Of garbage they find most, and full ones become rare.
  kept.clear();
  heap.collect();
  u64 full = heap.stats().full_collections;
  u64 minor = heap.stats().minor_collections;
  in_own_frame([&] {
    for (int i = 0; i < 2000000; i++) make_node(heap, 2);
  });
  EXPECT_LT(heap.stats().full_collections - full, 10u);
  EXPECT_GT(heap.stats().minor_collections - minor, 20u);
}

TEST_F(GcHeapTest, EmptyBlocksAreReusedForOtherSizes) {
  for (int round = 0; round < 4; round++) {
    in_own_frame([&] {
      for (int i = 0; i < 20000; i++) make_node(heap_, static_cast<u32>(round * 7));
    });
    heap_.collect();
    EXPECT_LE(heap_.stats().block_count, 4 + k_slack);
  }
  heap_.trim();
  EXPECT_LE(heap_.stats().committed_bytes, (4 + k_slack) * gc::k_block_size);
}

TEST_F(GcHeapTest, FinalizersRunOnceEach) {
  int alive = 0;
  {
    Heap heap(k_kinds);
    HeapEntry entry(heap);
    RootedVector<Handle> kept(heap);
    in_own_frame([&] {
      for (int i = 0; i < 5000; i++) {
        Handle* handle = make_handle(heap, &alive);
        if (i % 5 == 0) kept.push_back(handle);
      }
    });
    EXPECT_EQ(alive, 5000);
    heap.collect();
    EXPECT_GE(alive, 1000);
    EXPECT_LE(alive, 1000 + static_cast<int>(k_slack));
    kept.clear();
    in_own_frame([&] {
      for (int i = 0; i < 100; i++) make_handle(heap, &alive);
    });
    in_own_frame([&] { heap.collect(CollectionKind::kMinor); });
    EXPECT_GE(alive, 1000);  // old garbage remains
    for (int i = 0; i < 50; i++) make_handle(heap, &alive);
  }
  EXPECT_EQ(alive, 0);
}

TEST_F(GcHeapTest, ExternalMemoryBringsCollections) {
  struct Buffer {
    static void finalize(Cell* cell) { Heap::of(cell)->report_external(-(1 << 20)); }
  };
  static constexpr CellKindInfo kinds[] = {{"free"}, {"buffer", nullptr, Buffer::finalize}};
  Heap heap(kinds);
  HeapEntry entry(heap);
  in_own_frame([&] {
    for (int i = 0; i < 1000; i++) {
      heap.report_external(1 << 20);
      heap.allocate_finalizable(32, 1);
    }
  });
  EXPECT_LT(heap.stats().external_bytes, usize{200} << 20);
}

TEST_F(GcHeapTest, RootsMoveAndOutliveTheHeap) {
  Persistent<Node> survivor;
  PersistentValue<u64>* value = nullptr;
  {
    Heap heap(k_kinds);
    HeapEntry entry(heap);
    Persistent<Node> a(heap, make_node(heap, 0, 1));
    Persistent<Node> b(std::move(a));
    EXPECT_FALSE(a);
    survivor = std::move(b);
    value = new PersistentValue<u64>(heap, box(make_node(heap, 0, 2)));
    RootedValues<u64> values(heap);
    values.push_back(box(make_node(heap, 0, 3)));
    RootedValues<u64> moved(std::move(values));
    std::vector<Persistent<Node>> many;
    for (int i = 0; i < 100; i++) many.emplace_back(heap, make_node(heap, 0, 100 + i));
    clobber_stack();
    heap.collect();
    for (int i = 0; i < 10000; i++) make_node(heap);
    EXPECT_EQ(survivor->id, 1u);
    EXPECT_EQ(reinterpret_cast<Node*>(value->get())->id, 2u);
    EXPECT_EQ(reinterpret_cast<Node*>(moved[0])->id, 3u);
    for (int i = 0; i < 100; i++) EXPECT_EQ(many[i]->id, 100u + i);
    EXPECT_TRUE(value->is_valid());
  }
  EXPECT_FALSE(survivor);
  EXPECT_FALSE(value->is_valid());
  delete value;
}

TEST_F(GcHeapTest, NoGcScopeHoldsCollectionsBack) {
  NoGcScope scope(heap_);
  u64 before = heap_.stats().minor_collections + heap_.stats().full_collections;
  for (int i = 0; i < 500000; i++) make_node(heap_, 4);
  heap_.collect();
  EXPECT_EQ(heap_.stats().minor_collections + heap_.stats().full_collections, before);
}

TEST(GcThreads, HeapsInTwoThreadsDoNotDisturbEachOther) {
  auto work = [](u64 salt) {
    HeapOptions options;
    options.young_bytes = 1 << 20;
    for (int round = 0; round < 5; round++) {
      Heap heap(k_kinds, options);
      HeapEntry entry(heap);
      Persistent<Node> root(heap, make_node(heap, 5000));
      for (u64 i = 0; i < 200000; i++) {
        u32 slot = static_cast<u32>((i * 2654435761u) % 5000);
        root->slots[slot].set(root.get(), box(make_node(heap, i % 9, salt + slot)));
      }
      for (u32 slot = 0; slot < 5000; slot++) {
        Node* node = root->node_at(slot);
        ASSERT_TRUE(!node || node->id == salt + slot);
      }
    }
  };
  std::thread a(work, 1'000'000), b(work, 2'000'000);
  a.join();
  b.join();
}

TEST(GcThreads, HeapIsHandedFromThreadToThread) {
  Heap heap(k_kinds);
  Persistent<Node> root;
  for (u64 turn = 0; turn < 4; turn++) {
    std::thread([&] {
      HeapEntry entry(heap);
      Node* local = make_node(heap, 0, turn);
      heap.collect(turn % 2 ? CollectionKind::kMinor : CollectionKind::kFull);
      for (int i = 0; i < 10000; i++) make_node(heap);
      EXPECT_EQ(local->id, turn);
      local->next.set(local, root.get());
      root.set(heap, local);
    }).join();
  }
  u64 length = 0;
  for (Node* node = root; node; node = node->next) length++;
  EXPECT_EQ(length, 4u);
}

}  // namespace
}  // namespace kaze
