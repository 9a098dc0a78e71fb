#include "builtins/cell_table.h"

#include "builtins/array_iterator.h"
#include "builtins/call_site_object.h"
#include "builtins/hash_table.h"
#include "builtins/iterator.h"
#include "builtins/date_object.h"
#include "builtins/regexp_string_iterator.h"
#include "builtins/string_iterator.h"
#include "builtins/weak_ref.h"
#include "builtins/weak_table.h"
#include "runtime/builtin_iterators.h"
#include "runtime/arguments.h"
#include "runtime/array_buffer.h"
#include "runtime/async_from_sync_iterator.h"
#include "runtime/bound_function.h"
#include "runtime/data_view.h"
#include "runtime/elements.h"
#include "runtime/error_object.h"
#include "runtime/for_in_iterator.h"
#include "runtime/function.h"
#include "runtime/host_object.h"
#include "runtime/native_function.h"
#include "runtime/primitive_object.h"
#include "runtime/proxy.h"
#include "runtime/realm.h"
#include "runtime/typed_array.h"
#include "builtins/async_builtins.h"
#include "vm/generator.h"
#include "vm/module_internals.h"
#include "vm/regexp_object.h"

namespace kaze {

namespace {

// A kind that nobody makes yet. To allocate one without giving it a row would lose what it refers to.
void trace_without_row(Cell*, Visitor&) {
  fatal("a cell of a kind that has no row in builtins/cell_table.cpp");
}

// The row of a kind. A kind of object without one is a plain object; a kind of other cells is none.
constexpr CellKindInfo row(CellKind kind, const char* name) {
  auto traced = [&](void (*trace)(Cell*, Visitor&)) { return CellKindInfo{name, trace}; };
  switch (kind) {
  case CellKind::kFree:
  case CellKind::kBigInt:
  case CellKind::kDoubleElements:
  case CellKind::kValidityCell:
  case CellKind::kWeakList: return CellKindInfo{name};

  case CellKind::kPropertyStorage: return traced(&PropertyStorage::trace);
  case CellKind::kTaggedElements: return traced(&TaggedElements::trace);
  case CellKind::kSparseElements: return traced(&SparseElements::trace);
  case CellKind::kPropertyTable: return traced(&PropertyTable::trace);
  case CellKind::kTransitionTable:
    return {name, &TransitionTable::trace, nullptr, nullptr, &TransitionTable::process_weak};
  case CellKind::kShape: return {name, &Shape::trace, nullptr, nullptr, &Shape::process_weak};
  case CellKind::kPrototypeInfo:
    return {name, &PrototypeInfo::trace, nullptr, nullptr, &PrototypeInfo::process_weak};
  case CellKind::kAccessorPair: return traced(&AccessorPair::trace);
  case CellKind::kEnvironment: return traced(&Environment::trace);
  case CellKind::kCodeBlock:
    return {name, &CodeBlock::trace, &CodeBlock::finalize, nullptr, &CodeBlock::process_weak};
  case CellKind::kRealm: return traced(&Realm::trace);

  case CellKind::kString: return traced(&String::trace);
  case CellKind::kSymbol: return traced(&Symbol::trace);

  case CellKind::kArray: return traced(&Array::trace);
  case CellKind::kFunction: return traced(&Function::trace);
  case CellKind::kForInKeys: return traced(&ForInKeys::trace);
  case CellKind::kForInIterator: return traced(&ForInIterator::trace);
  case CellKind::kNativeFunction: return traced(&NativeFunction::trace);
  case CellKind::kBoundFunction: return traced(&BoundFunction::trace);
  case CellKind::kProxy: return traced(&Proxy::trace);
  case CellKind::kError: return traced(&Error::trace);
  case CellKind::kCallSite: return traced(&CallSite::trace);
  case CellKind::kBooleanObject:
  case CellKind::kNumberObject:
  case CellKind::kStringObject:
  case CellKind::kSymbolObject:
  case CellKind::kBigIntObject: return traced(&PrimitiveObject::trace);
  case CellKind::kRegExp: return {name, &RegExp::trace, &RegExp::finalize};
  case CellKind::kDate: return traced(&Date::trace);
  case CellKind::kStringIterator: return traced(&StringIterator::trace);
  case CellKind::kRegExpStringIterator: return traced(&RegExpStringIterator::trace);
  case CellKind::kMappedArguments: return traced(&MappedArguments::trace);
  case CellKind::kArrayBuffer: return {name, &ArrayBuffer::trace, &ArrayBuffer::finalize};
  case CellKind::kHostObject: return {name, &Object::trace, &HostObject::finalize};
  case CellKind::kTypedArray: return traced(&TypedArray::trace);
  case CellKind::kDataView: return traced(&DataView::trace);
  case CellKind::kArrayIterator: return traced(&ArrayIterator::trace);
  case CellKind::kIteratorHelper: return traced(&IteratorHelper::trace);
  case CellKind::kWrapForValidIterator: return traced(&WrapForValidIterator::trace);
  case CellKind::kHashStorage: return traced(&HashStorage::trace);
  case CellKind::kMap:
  case CellKind::kSet: return traced(&HashTable::trace);
  case CellKind::kMapIterator:
  case CellKind::kSetIterator: return traced(&HashIterator::trace);
  case CellKind::kWeakStorage:
    return {name, &WeakStorage::trace, nullptr, &WeakStorage::trace_ephemerons,
            &WeakStorage::process_weak};
  case CellKind::kWeakMap:
  case CellKind::kWeakSet: return traced(&WeakTable::trace);
  case CellKind::kWeakRef:
    return {name, &WeakRef::trace, nullptr, nullptr, &WeakRef::process_weak};
  case CellKind::kFinalizationRegistry:
    return {name, &FinalizationRegistry::trace, nullptr, nullptr,
            &FinalizationRegistry::process_weak};
  case CellKind::kAsyncFromSyncIterator: return traced(&AsyncFromSyncIterator::trace);
  case CellKind::kPromise: return traced(&Promise::trace);
  case CellKind::kPromiseReaction: return traced(&PromiseReaction::trace);
  case CellKind::kRegisterFile: return traced(&RegisterFile::trace);
  case CellKind::kGenerator: return traced(&GeneratorObject::trace);
  case CellKind::kAsyncGenerator: return traced(&AsyncGenerator::trace);
  case CellKind::kAsyncGeneratorRequest: return traced(&AsyncGeneratorRequest::trace);
  case CellKind::kModuleRecord: return traced(&ModuleRecord::trace);
  case CellKind::kModuleLoad: return traced(&ModuleLoad::trace);
  case CellKind::kGraphLoadingState: return traced(&GraphLoadingState::trace);
  case CellKind::kModuleNamespace: return traced(&ModuleNamespace::trace);
  case CellKind::kDisposableStack:
  case CellKind::kAsyncDisposableStack: return traced(&trace_disposable_stack);

  default: return traced(is_object_kind(kind) ? &Object::trace : &trace_without_row);
  }
}

}  // namespace

constinit const std::array<CellKindInfo, k_cell_kind_count> k_cell_kinds = {
    row(CellKind::kFree, "Free"),
#define KAZE_CELL(Name) row(CellKind::k##Name, #Name),
#define KAZE_OBJECT(Name) row(CellKind::k##Name, #Name),
#include "runtime/cell_kinds.def"
#undef KAZE_CELL
#undef KAZE_OBJECT
};

namespace {

constexpr const InternalMethods* methods_of(CellKind kind) {
  switch (kind) {
  case CellKind::kStringObject: return &k_string_object_methods;
  case CellKind::kMappedArguments: return &k_mapped_arguments_methods;
  case CellKind::kProxy: return &k_proxy_methods;
  case CellKind::kTypedArray: return &k_typed_array_methods;
  case CellKind::kModuleNamespace: return &k_module_namespace_methods;
  default: return nullptr;
  }
}

}  // namespace

constinit const InternalMethods* const k_internal_methods[] = {
    nullptr,
#define KAZE_CELL(Name) nullptr,
#define KAZE_OBJECT(Name) methods_of(CellKind::k##Name),
#include "runtime/cell_kinds.def"
#undef KAZE_CELL
#undef KAZE_OBJECT
};

static_assert(static_cast<u8>(CellKind::kSetIterator) - static_cast<u8>(CellKind::kArrayIterator) + 1 ==
              k_builtin_iterator_count);
constinit const BuiltinIterator k_builtin_iterators[k_builtin_iterator_count] = {
    {array_iterator_next, array_iterator_step},
    {string_iterator_next, string_iterator_step},
    {map_iterator_next, hash_iterator_step},
    {set_iterator_next, hash_iterator_step},
};

}  // namespace kaze
