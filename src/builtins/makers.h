// What each file of this room contributes to a realm: the makers of intrinsics and the classes that
// builtins/intrinsics.cpp lists, and the functions of the global object.
#pragma once

#include "runtime/errors.h"
#include "runtime/native_function.h"

namespace kaze {

// Classes that need no more than make_builtin_class.
extern const BuiltinClass k_boolean_class;
extern const BuiltinClass k_number_class;
extern const BuiltinClass k_bigint_class;
extern const BuiltinClass k_call_site_class;
extern const BuiltinClass k_array_buffer_class;
extern const BuiltinClass k_shared_array_buffer_class;
extern const BuiltinClass k_data_view_class;

// Makers (runtime/realm.h) for one or several intrinsics.
void make_object_prototype(Isolate& isolate, Realm& realm, Intrinsic id);
void make_object_constructor(Isolate& isolate, Realm& realm, Intrinsic id);
void make_function_prototype(Isolate& isolate, Realm& realm, Intrinsic id);
void make_throw_type_error(Isolate& isolate, Realm& realm, Intrinsic id);
void make_symbol_class(Isolate& isolate, Realm& realm, Intrinsic id);
void make_math(Isolate& isolate, Realm& realm, Intrinsic id);
void make_proxy_constructor(Isolate& isolate, Realm& realm, Intrinsic id);
void make_reflect(Isolate& isolate, Realm& realm, Intrinsic id);
void make_error_class(Isolate& isolate, Realm& realm, Intrinsic id);
void make_error_stack_getter(Isolate& isolate, Realm& realm, Intrinsic id);
void make_atomics(Isolate& isolate, Realm& realm, Intrinsic id);
void make_typed_array(Isolate& isolate, Realm& realm, Intrinsic id);
// Each of the twelve constructors with its prototype.
void make_typed_array_class(Isolate& isolate, Realm& realm, Intrinsic id);
void make_parse_function(Isolate& isolate, Realm& realm, Intrinsic id);
void make_string_class(Isolate& isolate, Realm& realm, Intrinsic id);
void make_string_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id);
void make_json(Isolate& isolate, Realm& realm, Intrinsic id);
void make_date_class(Isolate& isolate, Realm& realm, Intrinsic id);
void make_regexp_class(Isolate& isolate, Realm& realm, Intrinsic id);
void make_regexp_string_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id);

// 19.2 and Annex B.2.1: parseInt and parseFloat are intrinsics; the others are these.
Completion<Value> global_is_finite(Isolate& isolate, const Arguments& arguments);
Completion<Value> global_is_nan(Isolate& isolate, const Arguments& arguments);
Completion<Value> global_decode_uri(Isolate& isolate, const Arguments& arguments);
Completion<Value> global_decode_uri_component(Isolate& isolate, const Arguments& arguments);
Completion<Value> global_encode_uri(Isolate& isolate, const Arguments& arguments);
Completion<Value> global_encode_uri_component(Isolate& isolate, const Arguments& arguments);
Completion<Value> global_escape(Isolate& isolate, const Arguments& arguments);
Completion<Value> global_unescape(Isolate& isolate, const Arguments& arguments);

// 20.1.3.6, which Array.prototype.toString falls back on.
Completion<Value> object_prototype_to_string(Isolate& isolate, const Arguments& arguments);

}  // namespace kaze
