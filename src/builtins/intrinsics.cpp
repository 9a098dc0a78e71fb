// Who makes each intrinsic. An intrinsic that is not listed here does not exist yet: the properties
// that would refer to it are left out of their objects (so `typeof Map` is "undefined" rather than a
// lie), and `kaze` functions that ask for it get an ordinary object without properties.
#include <array>

#include "builtins/array.h"
#include "builtins/async_builtins.h"
#include "builtins/hash_table.h"
#include "builtins/iterator.h"
#include "builtins/makers.h"
#include "builtins/weak_ref.h"
#include "builtins/weak_table.h"

namespace kaze {

namespace {

// The maker of a constructor and its prototype that need no more than their tables.
template <const BuiltinClass& builtin>
void make_class(Isolate& isolate, Realm& realm, Intrinsic) {
  make_builtin_class(isolate, realm, builtin);
}

constexpr IntrinsicMaker maker_of(Intrinsic id) {
  switch (id) {
  case Intrinsic::kObjectPrototype: return make_object_prototype;
  case Intrinsic::kObject: return make_object_constructor;
  case Intrinsic::kFunctionPrototype: return make_function_prototype;
  case Intrinsic::kThrowTypeError: return make_throw_type_error;

  case Intrinsic::kBooleanPrototype:
  case Intrinsic::kBoolean: return make_class<k_boolean_class>;
  case Intrinsic::kSymbolPrototype:
  case Intrinsic::kSymbol: return make_symbol_class;
  case Intrinsic::kNumberPrototype:
  case Intrinsic::kNumber: return make_class<k_number_class>;
  case Intrinsic::kBigIntPrototype:
  case Intrinsic::kBigInt: return make_class<k_bigint_class>;
  case Intrinsic::kMath: return make_math;
  case Intrinsic::kParseInt:
  case Intrinsic::kParseFloat: return make_parse_function;

  case Intrinsic::kStringPrototype:
  case Intrinsic::kString: return make_string_class;
  case Intrinsic::kStringIteratorPrototype: return make_string_iterator_prototype;
  case Intrinsic::kRegExpPrototype:
  case Intrinsic::kRegExp: return make_regexp_class;
  case Intrinsic::kRegExpStringIteratorPrototype: return make_regexp_string_iterator_prototype;

  case Intrinsic::kJSON: return make_json;
  case Intrinsic::kDatePrototype:
  case Intrinsic::kDate: return make_date_class;

  case Intrinsic::kReflect: return make_reflect;
  case Intrinsic::kProxy: return make_proxy_constructor;

#define KAZE_ERROR_CLASS(Name)        \
  case Intrinsic::k##Name##Prototype: \
  case Intrinsic::k##Name: return make_error_class;
    KAZE_ERROR_CLASS(Error)
    KAZE_ERROR_CLASS(EvalError)
    KAZE_ERROR_CLASS(RangeError)
    KAZE_ERROR_CLASS(ReferenceError)
    KAZE_ERROR_CLASS(SyntaxError)
    KAZE_ERROR_CLASS(TypeError)
    KAZE_ERROR_CLASS(URIError)
    KAZE_ERROR_CLASS(AggregateError)
    KAZE_ERROR_CLASS(SuppressedError)
#undef KAZE_ERROR_CLASS
  case Intrinsic::kErrorStackGetter: return make_error_stack_getter;
  case Intrinsic::kCallSitePrototype:
  case Intrinsic::kCallSite: return make_class<k_call_site_class>;

  case Intrinsic::kPromise:
  case Intrinsic::kPromisePrototype: return make_promise;
  case Intrinsic::kPromiseThen: return make_promise_then;
  case Intrinsic::kPromiseResolve: return make_promise_resolve;
  case Intrinsic::kGeneratorPrototype: return make_generator_prototype;
  case Intrinsic::kAsyncGeneratorPrototype: return make_async_generator_prototype;
  case Intrinsic::kFunction:
  case Intrinsic::kGeneratorFunction:
  case Intrinsic::kAsyncFunction:
  case Intrinsic::kAsyncGeneratorFunction: return make_function_constructor;
  case Intrinsic::kGeneratorFunctionPrototype:
  case Intrinsic::kAsyncFunctionPrototype:
  case Intrinsic::kAsyncGeneratorFunctionPrototype: return make_function_kind_prototype;
  case Intrinsic::kEval: return make_eval;
  case Intrinsic::kAsyncIteratorPrototype: return make_async_iterator_prototype;
  case Intrinsic::kAsyncFromSyncIteratorPrototype: return make_async_from_sync_iterator_prototype;
  case Intrinsic::kDisposableStack:
  case Intrinsic::kDisposableStackPrototype: return make_disposable_stack;
  case Intrinsic::kAsyncDisposableStack:
  case Intrinsic::kAsyncDisposableStackPrototype: return make_async_disposable_stack;

  case Intrinsic::kArray:
  case Intrinsic::kArrayPrototype: return make_array_class;
  case Intrinsic::kArrayPrototypeValues: return make_array_prototype_values;
  case Intrinsic::kArrayIteratorPrototype: return make_array_iterator_prototype;

  case Intrinsic::kIterator:
  case Intrinsic::kIteratorPrototype: return make_iterator_class;
  case Intrinsic::kIteratorHelperPrototype: return make_iterator_helper_prototype;
  case Intrinsic::kWrapForValidIteratorPrototype: return make_wrap_for_valid_iterator_prototype;

  case Intrinsic::kMap:
  case Intrinsic::kMapPrototype: return make_map_class;
  case Intrinsic::kMapIteratorPrototype: return make_map_iterator_prototype;
  case Intrinsic::kSet:
  case Intrinsic::kSetPrototype: return make_set_class;
  case Intrinsic::kSetIteratorPrototype: return make_set_iterator_prototype;
  case Intrinsic::kWeakMap:
  case Intrinsic::kWeakMapPrototype: return make_weak_map_class;
  case Intrinsic::kWeakSet:
  case Intrinsic::kWeakSetPrototype: return make_weak_set_class;
  case Intrinsic::kWeakRef:
  case Intrinsic::kWeakRefPrototype: return make_weak_ref_class;
  case Intrinsic::kFinalizationRegistry:
  case Intrinsic::kFinalizationRegistryPrototype: return make_finalization_registry_class;

  case Intrinsic::kArrayBufferPrototype:
  case Intrinsic::kArrayBuffer: return make_class<k_array_buffer_class>;
  case Intrinsic::kSharedArrayBufferPrototype:
  case Intrinsic::kSharedArrayBuffer: return make_class<k_shared_array_buffer_class>;
  case Intrinsic::kDataViewPrototype:
  case Intrinsic::kDataView: return make_class<k_data_view_class>;
  case Intrinsic::kAtomics: return make_atomics;
  case Intrinsic::kTypedArrayPrototype:
  case Intrinsic::kTypedArray: return make_typed_array;
#define KAZE_TYPED_ARRAY(Name, Type)       \
  case Intrinsic::k##Name##ArrayPrototype: \
  case Intrinsic::k##Name##Array: return make_typed_array_class;
#include "runtime/typed_array_types.def"
#undef KAZE_TYPED_ARRAY
  default: return nullptr;
  }
}

}  // namespace

constinit const IntrinsicMaker k_intrinsic_makers[] = {
#define KAZE_INTRINSIC(Name) maker_of(Intrinsic::k##Name),
#include "runtime/intrinsics.def"
#undef KAZE_INTRINSIC
};

}  // namespace kaze
