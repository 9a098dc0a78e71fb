// The RegExp constructor (ECMA-262 22.2.4, 22.2.5).
#include "base/unicode.h"
#include "builtins/makers.h"
#include "builtins/regexp_support.h"

namespace kaze {

namespace {

// 22.2.4.1 RegExp ( pattern, flags )
Completion<Value> regexp_constructor(Isolate& isolate, const Arguments& arguments) {
  Value pattern = arguments[0];
  Value flags = arguments[1];
  // 1. Let patternIsRegExp be ? IsRegExp(pattern).
  bool pattern_is_regexp = TRY(is_regexp(isolate, pattern));
  // 2. If NewTarget is undefined, then
  Value new_target = arguments.new_target();
  if (new_target.is_undefined()) {
    // a. Let newTarget be the active function object.
    new_target = arguments.callee();
    // b. If patternIsRegExp is true and flags is undefined, then return pattern if it was made by
    //    this constructor.
    if (pattern_is_regexp && flags.is_undefined()) {
      Value constructor = TRY(pattern.as_object()->get(isolate, names::constructor));
      if (same_value(new_target, constructor)) return pattern;
    }
  }
  Value source;
  // 4. If pattern is an Object and pattern has a [[RegExpMatcher]] internal slot, then
  if (pattern.is_object() && RegExp::is(pattern.as_object())) {
    RegExp* original = pattern.as_object()->as<RegExp>();
    // a. Let P be pattern.[[OriginalSource]].
    source = original->source();
    // b. If flags is undefined, let F be pattern.[[OriginalFlags]].
    if (flags.is_undefined()) {
      Object* prototype = TRY(get_prototype_from_constructor(
          isolate, new_target.as_object(), Intrinsic::kRegExpPrototype));
      RegExp* regexp = new_regexp_object(isolate, prototype);
      regexp->initialize(original->source(), original->code_ref());
      return regexp;
    }
    // 5. Else if patternIsRegExp is true, then take "source" and "flags".
  } else if (pattern_is_regexp) {
    source = TRY(pattern.as_object()->get(isolate, names::source));
    if (flags.is_undefined()) flags = TRY(pattern.as_object()->get(isolate, names::flags));
  } else {
    source = pattern;
  }
  // 7. Let O be ? RegExpAlloc(newTarget).
  Object* prototype = TRY(get_prototype_from_constructor(isolate, new_target.as_object(),
                                                         Intrinsic::kRegExpPrototype));
  RegExp* regexp = new_regexp_object(isolate, prototype);
  // 8. Return ? RegExpInitialize(O, P, F).
  TRY(regexp_initialize(isolate, regexp, source, flags));
  return regexp;
}

// 22.2.5.2 get RegExp [ %Symbol.species% ]
Completion<Value> regexp_species(Isolate&, const Arguments& arguments) {
  return arguments.this_value();
}

void append_hex_escape(StringBuilder& builder, u32 unit) {
  constexpr char k_digits[] = "0123456789abcdef";
  if (unit <= 0xff) {
    builder.append_latin1("\\x");
  } else {
    builder.append_latin1("\\u");
    builder.append_unit(static_cast<u8>(k_digits[unit >> 12]));
    builder.append_unit(static_cast<u8>(k_digits[unit >> 8 & 15]));
  }
  builder.append_unit(static_cast<u8>(k_digits[unit >> 4 & 15]));
  builder.append_unit(static_cast<u8>(k_digits[unit & 15]));
}

// 22.2.5.1.1 EncodeForRegExpEscape ( c )
void encode_for_regexp_escape(StringBuilder& builder, u32 c) {
  constexpr std::string_view k_syntax_characters = "^$\\.*+?()[]{}|/";
  constexpr std::string_view k_other_punctuators = ",-=<>#&!%:;@~'`\"";
  char ascii = c < 0x80 ? static_cast<char>(c) : '\0';
  // 1. If c is matched by SyntaxCharacter or c is U+002F, then a backslash and c.
  if (ascii && k_syntax_characters.find(ascii) != std::string_view::npos) {
    builder.append_unit('\\');
    builder.append_unit(static_cast<char16_t>(c));
    return;
  }
  // 2. Else if c has a ControlEscape, then a backslash and that.
  if (c >= '\t' && c <= '\r') {
    builder.append_unit('\\');
    builder.append_unit(static_cast<u8>("tnvfr"[c - '\t']));
    return;
  }
  // 3 to 5. Other punctuators, white space, line terminators and surrogates: as numbers.
  if ((ascii && k_other_punctuators.find(ascii) != std::string_view::npos) || is_trimmed(c) ||
      is_surrogate(c)) {
    append_hex_escape(builder, c);
    return;
  }
  builder.append_code_point(c);
}

// 22.2.5.1 RegExp.escape ( S )
Completion<Value> regexp_escape(Isolate& isolate, const Arguments& arguments) {
  // 1. If S is not a String, throw a TypeError exception.
  if (!arguments[0].is_string()) {
    return throw_error(isolate, Message::kRegExpEscapeNonString,
                       describe(isolate, arguments[0]));
  }
  String* string = arguments[0].as_string();
  StringBuilder builder(isolate);
  // 4. For each code point c of cpList, do
  for (u32 i = 0; i < string->length();) {
    u32 c = code_point_at(string, i);
    bool is_alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    // a. At the start a letter or digit could be taken for a part of what precedes.
    if (i == 0 && is_alphanumeric) {
      append_hex_escape(builder, c);
    } else {
      encode_for_regexp_escape(builder, c);
    }
    i += c > 0xffff ? 2 : 1;
  }
  return builder.finish();
}

constexpr BuiltinProperty k_static_properties[] = {
    method(names::escape, 1, regexp_escape),
    {.symbol = symbols::species.symbol,
     .kind = BuiltinKind::kGetter,
     .attributes = attributes::kConfigurable | attributes::kWatched,
     .code = regexp_species,
     .function_name = names::get_species.name},
};

}  // namespace

void make_regexp_class(Isolate& isolate, Realm& realm, Intrinsic) {
  const BuiltinClass k_regexp_class = {
      .constructor = Intrinsic::kRegExp,
      .prototype = Intrinsic::kRegExpPrototype,
      .name = names::RegExp,
      .length = 2,
      .code = regexp_constructor,
      .static_properties = k_static_properties,
      .prototype_properties = k_regexp_prototype_properties,
  };
  make_builtin_class(isolate, realm, k_regexp_class);
  define_builtins(isolate, realm, realm.intrinsic(isolate, Intrinsic::kRegExp),
                  k_regexp_legacy_properties);
}

}  // namespace kaze
