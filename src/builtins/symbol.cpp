// Symbol objects (ECMA-262 20.4).
#include "builtins/makers.h"
#include "runtime/conversions.h"
#include "runtime/isolate.h"
#include "runtime/primitive_object.h"

namespace kaze {

namespace {

// 20.4.3.4.1 ThisSymbolValue ( value )
Completion<Symbol*> this_symbol_value(Isolate& isolate, Value value, const char* method) {
  if (value.is_symbol()) return value.as_symbol();
  if (value.is_object() && value.as_object()->object_kind() == CellKind::kSymbolObject) {
    return value.as_object()->as<PrimitiveObject>()->primitive().as_symbol();
  }
  return throw_error(isolate, Message::kNotGeneric, method, "Symbol");
}

// 20.4.3.3.1 SymbolDescriptiveString ( sym )
Completion<String*> symbol_descriptive_string(Isolate& isolate, const Symbol* symbol) {
  StringBuilder builder(isolate);
  builder.append_latin1("Symbol(");
  if (!symbol->description().is_undefined()) builder.append(symbol->description().as_string());
  builder.append_unit(')');
  return builder.finish();
}

// 20.4.1.1 Symbol ( [ description ] )
Completion<Value> symbol_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. If NewTarget is not undefined, throw a TypeError exception.
  if (arguments.is_construct()) return throw_error(isolate, Message::kNotConstructor, "Symbol");
  // 2, 3. If description is undefined, let descString be undefined; else ? ToString(description).
  Value description = arguments[0];
  if (!description.is_undefined()) description = TRY(to_string(isolate, description));
  return new_symbol(isolate, description);
}

// 20.4.2.2 Symbol.for ( key )
Completion<Value> symbol_for(Isolate& isolate, const Arguments& arguments) {
  String* key = TRY(to_string(isolate, arguments[0]));
  return isolate.symbol_for(key);
}

// 20.4.2.6 Symbol.keyFor ( sym )
Completion<Value> symbol_key_for(Isolate& isolate, const Arguments& arguments) {
  // 1. If sym is not a Symbol, throw a TypeError exception.
  Value symbol = arguments[0];
  if (!symbol.is_symbol()) return throw_error(isolate, Message::kNotSymbol, symbol);
  // 2. Return KeyForSymbol(sym): the key of a registered symbol is its description.
  if (!symbol.as_symbol()->is_registered()) return Value::undefined();
  return symbol.as_symbol()->description();
}

// 20.4.3.2 get Symbol.prototype.description
Completion<Value> symbol_description(Isolate& isolate, const Arguments& arguments) {
  Symbol* symbol =
      TRY(this_symbol_value(isolate, arguments.this_value(), "Symbol.prototype.description"));
  return symbol->description();
}

// 20.4.3.3 Symbol.prototype.toString ( )
Completion<Value> symbol_to_string(Isolate& isolate, const Arguments& arguments) {
  Symbol* symbol =
      TRY(this_symbol_value(isolate, arguments.this_value(), "Symbol.prototype.toString"));
  return symbol_descriptive_string(isolate, symbol);
}

// 20.4.3.4 Symbol.prototype.valueOf ( )
Completion<Value> symbol_value_of(Isolate& isolate, const Arguments& arguments) {
  return this_symbol_value(isolate, arguments.this_value(), "Symbol.prototype.valueOf");
}

// 20.4.3.5 Symbol.prototype [ %Symbol.toPrimitive% ] ( hint )
Completion<Value> symbol_to_primitive(Isolate& isolate, const Arguments& arguments) {
  return this_symbol_value(isolate, arguments.this_value(),
                           "Symbol.prototype [ @@toPrimitive ]");
}

constexpr BuiltinProperty k_static_properties[] = {
    method(names::for_, 1, symbol_for),
    method(names::keyFor, 1, symbol_key_for),
};

constexpr BuiltinProperty k_prototype_properties[] = {
    method(names::toString, 0, symbol_to_string),
    method(names::valueOf, 0, symbol_value_of),
    getter(names::description, symbol_description),
    to_string_tag(names::Symbol),
    symbol_method(symbols::to_primitive, names::bracket_to_primitive, 1, symbol_to_primitive,
                  attributes::kConfigurable),
};

// 20.4.2: the well-known symbols as properties of the constructor, in the order of symbols.def.
constexpr NameRef k_well_known[] = {
    names::asyncDispose, names::asyncIterator, names::dispose,     names::hasInstance,
    names::isConcatSpreadable, names::iterator, names::match,      names::matchAll,
    names::replace,      names::search,        names::species,     names::split,
    names::toPrimitive,  names::toStringTag,   names::unscopables,
};
static_assert(std::size(k_well_known) == static_cast<usize>(WellKnownSymbol::kCount));

const BuiltinClass k_symbol_class = {
    .constructor = Intrinsic::kSymbol,
    .prototype = Intrinsic::kSymbolPrototype,
    .name = names::Symbol,
    .length = 0,
    .code = symbol_constructor,
    .static_properties = k_static_properties,
    .prototype_properties = k_prototype_properties,
};

}  // namespace

void make_symbol_class(Isolate& isolate, Realm& realm, Intrinsic) {
  make_builtin_class(isolate, realm, k_symbol_class);
  Object* constructor = realm.intrinsic(isolate, Intrinsic::kSymbol);
  for (usize i = 0; i < std::size(k_well_known); i++) {
    Symbol* symbol = static_symbol(static_cast<WellKnownSymbol>(i));
    constructor->put_direct(isolate, k_well_known[i], symbol, attributes::kNone);
  }
}

}  // namespace kaze
