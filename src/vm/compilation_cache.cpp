#include "vm/compilation_cache.h"

#include "base/hash.h"
#include "runtime/isolate.h"

namespace kaze::vm {

CompilationCache::CompilationCache(Heap& heap) : heap_(heap) {
  heap_.add_root_provider(this);
  heap_.add_weak_processor(this);
}

CompilationCache::~CompilationCache() {
  heap_.remove_weak_processor(this);
  heap_.remove_root_provider(this);
}

u32 CompilationCache::hash_of(const CodeTextKey& key) {
  u32 hash = hash_units(key.text.data(), key.text.size());
  if (!key.parameters.empty()) {
    hash = hash_step(hash, hash_units(key.parameters.data(), key.parameters.size()));
  }
  u64 place = reinterpret_cast<u64>(key.context) + key.detail * 4 + static_cast<u64>(key.kind);
  return hash_u64(place ^ hash);
}

bool CompilationCache::matches(const Entry& entry, u32 hash, const CodeTextKey& key) {
  if (!entry.block || entry.hash != hash || entry.context != key.context ||
      entry.realm != key.realm || entry.detail != key.detail || entry.kind != key.kind ||
      entry.parameters_length != key.parameters.size()) {
    return false;
  }
  std::string_view text = entry.text;
  return text.substr(entry.parameters_length) == key.text &&
         text.substr(0, entry.parameters_length) == key.parameters;
}

CodeBlock* CompilationCache::find(Isolate& isolate, const CodeTextKey& key) {
  if (entries_.empty() || key.text.size() > k_max_text) return nullptr;
  u32 hash = hash_of(key);
  Entry& entry = slot(hash);
  if (!matches(entry, hash, key)) return nullptr;
  entry.was_used = true;
  if (KAZE_LIKELY(!entry.has_templates)) return entry.block;
  return new_code_block(isolate, *entry.realm, entry.block->function_template(),
                        entry.block->script_or_module.get());
}

void CompilationCache::insert(const CodeTextKey& key, CodeBlock* block) {
  usize size = key.parameters.size() + key.text.size();
  if (size > k_max_text) return;
  if (entries_.empty()) entries_.resize(k_size);
  if (total_ + size > k_max_total) {
    for (Entry& entry : entries_) drop(entry);
  }
  u32 hash = hash_of(key);
  Entry& entry = slot(hash);
  drop(entry);
  entry.text.reserve(size);
  entry.text.append(key.parameters).append(key.text);
  entry.block = block;
  entry.realm = key.realm;
  entry.context = key.context;
  entry.hash = hash;
  entry.parameters_length = static_cast<u32>(key.parameters.size());
  entry.detail = key.detail;
  entry.kind = key.kind;
  entry.has_templates = entry.text.find('`') != std::string::npos;
  entry.was_used = true;
  total_ += size;
}

void CompilationCache::drop(Entry& entry) {
  total_ -= entry.text.size();
  entry = {};
}

void CompilationCache::visit_roots(Visitor& visitor) {
  for (Entry& entry : entries_) {
    visitor.visit(entry.block);
    visitor.visit(entry.realm);
    visitor.visit(entry.context);
  }
}

void CompilationCache::process_weak(Heap& heap) {
  if (heap.collection_kind() != CollectionKind::kFull) return;
  for (Entry& entry : entries_) {
    if (entry.block && !entry.was_used) drop(entry);
    entry.was_used = false;
  }
}

}  // namespace kaze::vm
