// The heap of one isolate.
//
// Allocation bumps a cursor through a run of free cells of the right size class; when the run is
// used up, the slow path takes the block's next run, sweeps a block of the last collection, or gets
// a fresh block from the process-wide pool (block_pool.h). A collection marks from the roots
// (marker.h) and frees what it did not reach; nothing moves. Collections are generational by sticky
// mark bits: a minor one keeps the marks of the last and so treats every survivor as alive,
// starting from the roots and from the old cells that were written to since (see member.h).
//
// Any allocation may collect. References are found in registers and on the native stack of the
// thread that is in the heap, in cells, in roots (roots.h), and nowhere else.
//
// Threads: a heap is used by one thread at a time, which has entered it; between turns another
// thread may take it over. Several heaps share nothing but the pool.
//
// Memory limit: when a full collection leaves the heap above `max_heap_bytes`, the delegate's
// on_limit is called (the VM throws a RangeError at its next safepoint) and allocation goes on into
// a small reserve; only when this is used up is the process ended (the cell that uses it up is
// still made). Callers whose size a script chooses use try_allocate, which returns null instead.
#pragma once

#include <span>
#include <vector>

#include "gc/block.h"
#include "gc/cell.h"
#include "gc/member.h"
#include "gc/roots.h"
#include "gc/size_class.h"
#include "gc/stack.h"
#include "gc/visitor.h"

namespace kaze {

namespace gc {
class Marker;
class Verifier;
[[noreturn]] void exit_out_of_memory();
}  // namespace gc

class Heap;

enum class CollectionKind : u8 { kMinor, kFull };

// What the engine is told. (All inline: rooms with and without RTTI derive from it.) Called by the
// thread in the heap, inside an allocation.
class HeapDelegate {
 public:
  // A full collection left more than max_heap_bytes in use: the program should be stopped with a
  // catchable error soon. May be called again as long as this stays so. May not allocate.
  virtual void on_limit(Heap& heap) {}
  // The reserve is used up too. Does not return; the default prints a message and exits with 134.
  [[noreturn]] virtual void on_out_of_memory(Heap& heap) { gc::exit_out_of_memory(); }

 protected:
  ~HeapDelegate() = default;
};

struct HeapOptions {
  usize max_heap_bytes = usize{4} << 30;
  // How much may be allocated between two collections of a small heap.
  usize young_bytes = usize{8} << 20;
  // 0: none; 1: collect at every slow path of allocation; 2: at every `stress_interval`-th
  // allocation. Every fourth of these collections is full, in big heaps fewer are.
  int stress = 0;
  u32 stress_interval = 100;
  // With stress 2 and a seed, the distance to the next collection is random, up to twice the
  // interval; the same seed gives the same distances.
  u64 stress_seed = 0;
#if defined(KAZE_DEBUG)
  bool verify = true;  // verify_heap() after each collection; under stress after some
#else
  bool verify = false;
#endif
  HeapDelegate* delegate = nullptr;
};

struct HeapStats {
  u64 minor_collections = 0;
  u64 full_collections = 0;
  u64 total_pause_ns = 0;
  u64 full_pause_ns = 0;  // of these, in full collections
  u64 max_pause_ns = 0;
  u64 last_pause_ns = 0;
  u64 traced_cells = 0;       // by all collections
  u64 allocated_bytes = 0;    // since the heap was created, cells only
  usize live_bytes = 0;       // in cells, as of the last collection
  usize used_bytes = 0;       // live_bytes and what was allocated since
  usize committed_bytes = 0;  // blocks and large mappings held
  usize external_bytes = 0;   // reported by the runtime
  usize block_count = 0;
  usize large_cell_count = 0;
  usize limit_bytes = 0;
};

struct KindCensus {
  u64 count = 0;
  u64 bytes = 0;
};

// The run of free cells that allocation of one size class consumes. A JIT inlines
//   cell = run.cursor; next = cell + size; if (next > run.limit) slow; run.cursor = next
// and writes the header Heap::header_bits(kind).
// A class without a run has both zero, which sends every size to the slow path.
struct FreeRun {
  u64 cursor;
  u64 limit;
};

class Heap {
 public:
  // `kinds` is indexed by Cell::kind_ and must outlive the heap; row 0 stands for free memory.
  explicit Heap(std::span<const CellKindInfo> kinds, const HeapOptions& options = {});
  // Finalizes every finalizable cell, empties the roots and gives all memory back.
  ~Heap();
  KAZE_NON_COPYABLE(Heap);

  // --- Allocation -------------------------------------------------------------------------------

  // A cell of `size` bytes, header included, of a kind without finalizer. Header: shape id, flags
  // and elements kind zero. The payload is garbage: write all of it before the next allocation.
  KAZE_ALWAYS_INLINE Cell* allocate(usize size, u8 kind) {
    KAZE_ASSERT(kind != k_free_cell_kind && kind < kinds_.size() && !kinds_[kind].finalize);
    KAZE_ASSERT(size >= sizeof(Cell));
    if (KAZE_LIKELY(size <= gc::k_max_small_size)) {
      if (Cell* cell = bump(size, kind); KAZE_LIKELY(cell)) return cell;
    }
    return allocate_slow(size, kind);
  }
  template <typename T>
  T* allocate_cell(u8 kind, usize extra_bytes = 0) {
    return static_cast<T*>(allocate(sizeof(T) + extra_bytes, kind));
  }
  // As allocate, with the payload zeroed.
  Cell* allocate_zeroed(usize size, u8 kind);
  // For kinds with a finalizer. The payload is zeroed.
  Cell* allocate_finalizable(usize size, u8 kind);
  // For sizes that a script chooses (any size and any kind): null if the limit or the system does
  // not allow it, even after a full collection. The payload is garbage.
  [[nodiscard]] Cell* try_allocate(usize size, u8 kind) {
    if (KAZE_LIKELY(size <= gc::k_max_small_size && !kinds_[kind].finalize)) {
      if (Cell* cell = bump(size, kind); KAZE_LIKELY(cell)) return cell;
    }
    return try_allocate_slow(size, kind);
  }
  // As try_allocate for a kind without finalizer, but in a mapping of its own, whatever its size.
  [[nodiscard]] Cell* try_allocate_large(usize size, u8 kind) {
    KAZE_ASSERT(!kinds_[kind].finalize);
    return allocate_large(size, kind, true);
  }

  // --- The front of large cells -----------------------------------------------------------------
  // Storage that is taken from its front (a queue's) gives that up without being moved: the header is, as
  // in V8's left-trimming.

  static bool is_large(const Cell* cell) {
    return !gc::in_small_range(cell) && cell->gc_state() != GcState::kImmortal;
  }
  // How many bytes before a large cell it gave up.
  static usize given_up_bytes(const Cell* cell) { return gc::Block::of(cell)->given_up_bytes; }
  // Makes a large cell begin `bytes` later (or earlier, within what it gave up), a multiple of 8, with the
  // same header; null, and nothing is done, where that would be too far from the mapping's begin. The
  // caller knows all references to the cell and replaces them, adapts the capacity, and before the next
  // allocation writes what the cell regained. Not for cells that another thread may be tracing.
  static Cell* move_header(Cell* cell, i64 bytes);

  static constexpr u64 header_bits(u8 kind) { return static_cast<u64>(kind) << 32; }
  static constexpr usize free_run_offset(u32 size_class);

  // Ends the process: for callers that cannot go on after a failure.
  [[noreturn]] void out_of_memory();

  // Memory outside the heap that lives and dies with cells. `delta` may be negative. A positive
  // report brings the next collection nearer.
  void report_external(i64 delta);
  // Reports `bytes` if the limit allows them (collecting if it must); false if not.
  [[nodiscard]] bool try_report_external(usize bytes);
  // For memory that is needed all the same: where the limit does not allow it, reports just enough
  // to be beyond the limit and calls on_limit. Returns what was reported. Does not collect.
  usize report_external_or_limit(usize bytes);

  // --- Threads and roots ------------------------------------------------------------------------

  // Declares that the calling thread uses the heap from now on, until the matching leave_thread.
  // Entries nest. `bounds` describes the stack that the code runs on, if not the thread's own.
  void enter_thread() { enter_thread(gc::current_stack_bounds()); }
  void enter_thread(gc::StackBounds bounds);
  void leave_thread();
  bool is_entered() const { return entries_ > 0; }

  void add_root_provider(RootProvider* provider);
  void remove_root_provider(RootProvider* provider);
  void add_weak_processor(WeakProcessor* processor);
  void remove_weak_processor(WeakProcessor* processor);

  // --- Collection -------------------------------------------------------------------------------

  // Collects now, unless a NoGcScope is open.
  void collect(CollectionKind kind = CollectionKind::kFull);
  // Gives empty blocks kept for reuse back to the process: for heaps that go idle.
  void trim();
  bool is_collecting() const { return collecting_; }
  // The kind of the collection under way, or of the last one.
  CollectionKind collection_kind() const { return collection_kind_; }
  // In weak processing: whether the cell has survived.
  bool is_marked(const Cell* cell) const { return gc::is_marked(cell); }

  // --- Inspection -------------------------------------------------------------------------------

  // The live cell of this heap that contains the address, or null. For any bits whatever.
  Cell* find_cell(u64 address);
  static Heap* of(const Cell* cell) {
    return gc::Block::of(cell)->heap.load(std::memory_order_relaxed);
  }
  HeapStats stats() const;
  usize used_bytes() const;
  // Count and bytes of the cells of each kind; collect first to see only live ones.
  void census(std::span<KindCensus> by_kind);
  // Calls visit(Cell*) for every cell that is not known to be dead.
  template <typename Function>
  void for_each_cell(Function&& visit);
  // Aborts with a message if an invariant of the heap does not hold.
  void verify_heap();
  std::span<const CellKindInfo> kinds() const { return kinds_; }
  const HeapOptions& options() const { return options_; }
  void set_max_heap_bytes(usize bytes) { options_.max_heap_bytes = bytes; }

 private:
  friend class NoGcScope;
  friend class Visitor;
  friend class gc::Marker;
  friend class gc::Verifier;
  friend class gc::RootNode;
  friend void gc::detail::write_barrier_slow(Cell*);
  friend void gc::detail::write_barrier_slow(Cell*, Cell*);

  // What allocation in one size class knows besides its FreeRun.
  struct ClassState {
    gc::FreeCell* next_run;    // further runs of the current block
    gc::Block* first_unswept;  // blocks to sweep, in order
    gc::Block* last_unswept;
    FreeRun hidden_run;  // stress level 2: the run that `runs_` is not shown
  };
  // Finalizable cells have blocks of their own, so that sweeping the others calls nothing.
  enum Partition : u8 { kPlain, kFinalizable };

  static Cell* initialize_header(u64 cell, u8 kind) {
    *reinterpret_cast<u64*>(cell) = header_bits(kind);
    return reinterpret_cast<Cell*>(cell);
  }

  // A small cell of the current run of its plain class; null when the run is used up.
  KAZE_ALWAYS_INLINE Cell* bump(usize size, u8 kind) {
    u32 size_class = gc::size_class_of(size);
    FreeRun& run = runs_[size_class];
    u64 cell = run.cursor;
    u64 next = cell + gc::k_class_sizes[size_class];
    if (KAZE_UNLIKELY(next > run.limit)) return nullptr;
    run.cursor = next;
    return initialize_header(cell, kind);
  }

  // allocate.cpp
  KAZE_NOINLINE Cell* allocate_slow(usize size, u8 kind);
  KAZE_NOINLINE Cell* try_allocate_slow(usize size, u8 kind);
  Cell* allocate_small(usize size, u8 kind, Partition partition, bool may_fail);
  bool refill(u32 size_class, Partition partition);
  FreeRun& current_run(u32 index) {
    return options_.stress == 2 ? classes_[index].hidden_run : runs_[index];
  }
  void start_run(u32 index, u64 begin, u64 end);
  gc::Block* new_block(u32 size_class, Partition partition);
  // May collect. False if the limit (for callers that may fail) or else the reserve forbids
  // `bytes`.
  bool poll(usize bytes, bool may_fail);
  bool make_room(usize bytes, bool may_fail);
  void retire_runs();

  // sweep.cpp
  gc::FreeCell* sweep(gc::Block* block);
  void finalize_dead_cells(gc::Block* block);
  void sort_out_block(gc::Block* block);
  void release_block(gc::Block* block);
  void flush_released_blocks();
  void finalize_everything();
  bool is_cell_live(const gc::Block* block, const Cell* cell) const;

  // large.cpp
  Cell* allocate_large(usize size, u8 kind, bool may_fail);
  gc::Block* map_large(usize bytes);
  void sort_large();
  void sort_out_large();
  void release_large(gc::Block* block);
  gc::Block* reuse_large(usize bytes);
  void drop_large_cache();

  // collect.cpp
  KAZE_NOINLINE void collect_now(CollectionKind kind);
  CollectionKind next_kind() const;
  void stress_collect();
  u32 next_stress_distance();
  void prepare_full_marking();
  void mark_from_roots(gc::Marker& marker, std::span<Cell* const> remembered);
  KAZE_NOINLINE void mark_stack(gc::Marker& marker);
  void after_marking(CollectionKind kind);
  void set_thresholds(CollectionKind kind);
  void note_survival(usize survived, usize allocated);
  // What lives and what was allocated since may come to that together: about as much as with minor
  // collections in between, of which the last finds the threshold exceeded.
  usize raised_full_threshold() const { return full_threshold_ + full_threshold_ / 4; }
  void remember(Cell* owner) {
    owner->set_gc_state(GcState::kGrey);
    remembered_.push_back(owner);
  }

  // First, at offset 0: what a JIT addresses. Plain classes, then finalizable ones.
  FreeRun runs_[2 * gc::k_size_class_count] = {};
  ClassState classes_[2 * gc::k_size_class_count] = {};

  std::span<const CellKindInfo> kinds_;
  HeapOptions options_;

  std::vector<gc::Block*> blocks_;
  std::vector<gc::Block*> large_;  // sorted by address when large_sorted_
  std::vector<gc::Block*> young_blocks_;
  std::vector<gc::Block*> empty_blocks_;  // kept for reuse, owner null
  std::vector<gc::Block*> large_cache_;   // mappings kept for reuse, owner null
  std::vector<gc::Block*> released_blocks_;
  std::vector<Cell*> remembered_;
  bool large_sorted_ = true;

  gc::RootList roots_;
  std::vector<RootProvider*> root_providers_;
  std::vector<WeakProcessor*> weak_processors_;

  gc::StackBounds stack_;
  const void* thread_ = nullptr;
  u32 entries_ = 0;

  bool collecting_ = false;
  bool marking_full_ = false;
  CollectionKind collection_kind_ = CollectionKind::kFull;
  u32 no_gc_depth_ = 0;
  u32 stress_countdown_ = 0;
  u32 stress_step_ = 0;  // stress collections since the last full one
  u64 stress_random_ = 0;

  // Bytes. Cells count with the size of their class.
  usize live_bytes_ = 0;  // cells, as of the last collection
  usize external_bytes_ = 0;
  usize allocated_since_gc_ = 0;  // cells
  usize external_since_gc_ = 0;
  usize tolerated_bytes_ = 0;  // added to the reserve, see report_external_or_limit
  usize allocated_since_full_gc_ = 0;  // both, not counting what came after the last collection
  usize young_threshold_ = 0;          // collect when that much was allocated
  usize full_threshold_ = 0;           // collect fully when that much survived
  u32 young_shift_ = 0;                // how far the young threshold is raised: see set_thresholds
  usize large_bytes_ = 0;              // mappings, cached ones included
  usize large_cache_bytes_ = 0;
  bool over_limit_ = false;
  HeapStats stats_;
};

constexpr usize Heap::free_run_offset(u32 size_class) {
  return size_class * sizeof(FreeRun);
}

// While open, allocation does not collect (the heap grows instead). For short passages only.
class NoGcScope {
 public:
  explicit NoGcScope(Heap& heap) : heap_(heap) { heap_.no_gc_depth_++; }
  ~NoGcScope() { heap_.no_gc_depth_--; }
  KAZE_NON_COPYABLE(NoGcScope);

 private:
  Heap& heap_;
};

// Enters the heap for the life of a C++ scope.
class HeapEntry {
 public:
  explicit HeapEntry(Heap& heap) : heap_(heap) { heap_.enter_thread(); }
  ~HeapEntry() { heap_.leave_thread(); }
  KAZE_NON_COPYABLE(HeapEntry);

 private:
  Heap& heap_;
};

template <typename Function>
void Heap::for_each_cell(Function&& visit) {
  for (gc::Block* block : blocks_) {
    for (u32 i = 0; i < block->cell_count; i++) {
      Cell* cell = block->cell_at(i);
      if (is_cell_live(block, cell)) visit(cell);
    }
  }
  for (gc::Block* block : large_) visit(block->large_cell());
}

}  // namespace kaze
