// The global object (ECMA-262 19).
#include "builtins/makers.h"
#include "runtime/isolate.h"
#include "runtime/native_function.h"

namespace kaze {

namespace {

constexpr BuiltinProperty global(NameRef name, Intrinsic intrinsic) {
  return intrinsic_property(name, intrinsic);
}

constexpr BuiltinProperty k_global_table[] = {
    // 19.1 Value properties
    constant(names::Infinity_, __builtin_inf()),
    constant(names::NaN_, __builtin_nan("")),
    {.name = names::undefined.name, .kind = BuiltinKind::kUndefined,
     .attributes = attributes::kNone},
    // 19.2 Function properties
    global(names::eval, Intrinsic::kEval),
    global(names::parseFloat, Intrinsic::kParseFloat),
    global(names::parseInt, Intrinsic::kParseInt),
    method(names::isFinite, 1, global_is_finite),
    method(names::isNaN, 1, global_is_nan),
    method(names::decodeURI, 1, global_decode_uri),
    method(names::decodeURIComponent, 1, global_decode_uri_component),
    method(names::encodeURI, 1, global_encode_uri),
    method(names::encodeURIComponent, 1, global_encode_uri_component),
    // B.2.1
    method(names::escape, 1, global_escape),
    method(names::unescape, 1, global_unescape),
    // 19.3 Constructor properties
    global(names::AggregateError, Intrinsic::kAggregateError),
    global(names::Array, Intrinsic::kArray),
    global(names::ArrayBuffer, Intrinsic::kArrayBuffer),
    global(names::AsyncDisposableStack, Intrinsic::kAsyncDisposableStack),
    global(names::BigInt, Intrinsic::kBigInt),
    global(names::BigInt64Array, Intrinsic::kBigInt64Array),
    global(names::BigUint64Array, Intrinsic::kBigUint64Array),
    global(names::Boolean, Intrinsic::kBoolean),
    global(names::DataView, Intrinsic::kDataView),
    global(names::Date, Intrinsic::kDate),
    global(names::DisposableStack, Intrinsic::kDisposableStack),
    global(names::Error, Intrinsic::kError),
    global(names::EvalError, Intrinsic::kEvalError),
    global(names::FinalizationRegistry, Intrinsic::kFinalizationRegistry),
    global(names::Float16Array, Intrinsic::kFloat16Array),
    global(names::Float32Array, Intrinsic::kFloat32Array),
    global(names::Float64Array, Intrinsic::kFloat64Array),
    global(names::Function, Intrinsic::kFunction),
    global(names::Int8Array, Intrinsic::kInt8Array),
    global(names::Int16Array, Intrinsic::kInt16Array),
    global(names::Int32Array, Intrinsic::kInt32Array),
    global(names::Iterator, Intrinsic::kIterator),
    global(names::Map, Intrinsic::kMap),
    global(names::Number, Intrinsic::kNumber),
    global(names::Object, Intrinsic::kObject),
    global(names::Promise, Intrinsic::kPromise),
    global(names::Proxy, Intrinsic::kProxy),
    global(names::RangeError, Intrinsic::kRangeError),
    global(names::ReferenceError, Intrinsic::kReferenceError),
    global(names::RegExp, Intrinsic::kRegExp),
    global(names::Set, Intrinsic::kSet),
    global(names::SharedArrayBuffer, Intrinsic::kSharedArrayBuffer),
    global(names::String, Intrinsic::kString),
    global(names::SuppressedError, Intrinsic::kSuppressedError),
    global(names::Symbol, Intrinsic::kSymbol),
    global(names::SyntaxError, Intrinsic::kSyntaxError),
    global(names::TypeError, Intrinsic::kTypeError),
    global(names::Uint8Array, Intrinsic::kUint8Array),
    global(names::Uint8ClampedArray, Intrinsic::kUint8ClampedArray),
    global(names::Uint16Array, Intrinsic::kUint16Array),
    global(names::Uint32Array, Intrinsic::kUint32Array),
    global(names::URIError, Intrinsic::kURIError),
    global(names::WeakMap, Intrinsic::kWeakMap),
    global(names::WeakRef, Intrinsic::kWeakRef),
    global(names::WeakSet, Intrinsic::kWeakSet),
    // 19.4 Other properties
    global(names::Atomics, Intrinsic::kAtomics),
    global(names::JSON, Intrinsic::kJSON),
    global(names::Math, Intrinsic::kMath),
    global(names::Reflect, Intrinsic::kReflect),
};

}  // namespace

void define_global_properties(Isolate& isolate, Realm& realm) {
  Object* object = realm.global_object();
  // 19.1.1 globalThis
  object->put_direct(isolate, names::globalThis, realm.global_this(), attributes::kHidden);
  define_builtins(isolate, realm, object, k_global_table);
}

}  // namespace kaze
