// The methods of String.prototype that depend on Unicode's data: letter case, normalization, collation
// (ECMA-262 22.1.3, with the arguments of ECMA-402 20.1).
#include <cstring>

#include "base/collation.h"
#include "base/unicode.h"
#include "builtins/string_support.h"
#include "runtime/isolate.h"

namespace kaze {

namespace {

// --- Letter case. ---

// Whether lower or upper case mapping leaves every unit of ASCII as it is; false if there are others.
template <typename Unit>
bool is_ascii_without(std::span<const Unit> units, char first, char last) {
  auto is_affected = [=](Unit unit) {
    u32 above = static_cast<u32>(unit) - static_cast<u8>(first);
    return static_cast<u32>(unit >= 0x80) | static_cast<u32>(above <= static_cast<u32>(last - first));
  };
  // In blocks, each without a branch.
  constexpr usize k_block = 16;
  usize i = 0;
  for (; i + k_block <= units.size(); i += k_block) {
    u32 affected = 0;
    for (usize k = 0; k < k_block; k++) affected |= is_affected(units[i + k]);
    if (affected) return false;
  }
  for (; i < units.size(); i++) {
    if (is_affected(units[i])) return false;
  }
  return true;
}

Completion<String*> from_utf16(Isolate& isolate, const std::u16string& text) {
  if (text.size() > k_max_string_length) return throw_error(isolate, Message::kInvalidStringLength);
  return new_string_utf16(isolate, text);
}

Completion<String*> lower_case(Isolate& isolate, String* string) {
  if (with_units(string, [](auto units) { return is_ascii_without(units, 'A', 'Z'); })) {
    return string;
  }
  if (!string->is_latin1()) return from_utf16(isolate, to_lower_case(string->view16()));
  u8* units;
  String* result = TRY(new_string_buffer8(isolate, string->length(), &units));
  latin1_to_lower_case(string->view8(), reinterpret_cast<char*>(units));
  return result;
}

Completion<String*> upper_case(Isolate& isolate, String* string) {
  if (with_units(string, [](auto units) { return is_ascii_without(units, 'a', 'z'); })) {
    return string;
  }
  if (string->is_latin1()) {
    u8* units;
    String* result = TRY(new_string_buffer8(isolate, string->length(), &units));
    if (latin1_to_upper_case(string->view8(), reinterpret_cast<char*>(units))) return result;
  }
  return from_utf16(isolate, to_upper_case(string->to_utf16()));
}

// 22.1.3.28 String.prototype.toLowerCase ( )
Completion<Value> string_to_lower_case(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.toLowerCase"));
  return lower_case(isolate, string);
}

// 22.1.3.30 String.prototype.toUpperCase ( )
Completion<Value> string_to_upper_case(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.toUpperCase"));
  return upper_case(isolate, string);
}

// The first of the language tags that `locales` requests (ECMA-402 9.2.1 CanonicalizeLocaleList, as far
// as one tag needs it), or an empty text.
Completion<std::string> requested_locale(Isolate& isolate, Value locales) {
  if (locales.is_undefined()) return std::string();
  Value tag = locales;
  if (!locales.is_string()) {
    Object* list = TRY(to_object(isolate, locales));
    f64 length = TRY(length_of_array_like(isolate, list));
    if (length == 0) return std::string();
    tag = TRY(list->get(isolate, PropertyKey::from_index(0)));
    if (!tag.is_string() && !tag.is_object()) {
      return throw_type_error(isolate, "Language ID should be string or object.");
    }
  }
  String* text = TRY(to_string(isolate, tag));
  std::string result = text->to_utf8();
  if (!is_language_tag(result)) {
    return throw_range_error(isolate, "Incorrect locale information provided");
  }
  return result;
}

// The languages whose rules for letter case differ from the root's (SpecialCasing.txt; Greek drops
// accents).
bool has_own_case_rules(std::string_view tag) {
  std::string_view language = tag.substr(0, tag.find('-'));
  auto is = [&](const char* code) {
    return language.size() == 2 && (language[0] | 32) == code[0] && (language[1] | 32) == code[1];
  };
  return is("tr") || is("az") || is("lt") || is("el");
}

// 22.1.3.26 String.prototype.toLocaleLowerCase ( [ reserved1 [ , reserved2 ] ] )
Completion<Value> string_to_locale_lower_case(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.toLocaleLowerCase"));
  std::string locale = TRY(requested_locale(isolate, arguments[0]));
  if (!has_own_case_rules(locale)) return lower_case(isolate, string);
  return from_utf16(isolate, to_lower_case(string->to_utf16(), locale));
}

// 22.1.3.27 String.prototype.toLocaleUpperCase ( [ reserved1 [ , reserved2 ] ] )
Completion<Value> string_to_locale_upper_case(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.toLocaleUpperCase"));
  std::string locale = TRY(requested_locale(isolate, arguments[0]));
  if (!has_own_case_rules(locale)) return upper_case(isolate, string);
  return from_utf16(isolate, to_upper_case(string->to_utf16(), locale));
}

// --- Normalization. ---

// 22.1.3.15 String.prototype.normalize ( [ form ] )
Completion<Value> string_normalize(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.normalize"));
  // 3, 4. If form is undefined, let f be "NFC", else ? ToString(form).
  NormalizationForm form = NormalizationForm::kNFC;
  if (!arguments[0].is_undefined()) {
    String* text = TRY(to_string(isolate, arguments[0]));
    // 5. If f is not one of "NFC", "NFD", "NFKC", or "NFKD", throw a RangeError exception.
    if (text->equals("NFC")) {
      form = NormalizationForm::kNFC;
    } else if (text->equals("NFD")) {
      form = NormalizationForm::kNFD;
    } else if (text->equals("NFKC")) {
      form = NormalizationForm::kNFKC;
    } else if (text->equals("NFKD")) {
      form = NormalizationForm::kNFKD;
    } else {
      return throw_error(isolate, Message::kNormalizationForm);
    }
  }
  if (string->is_latin1()) {
    // ASCII is the same in every form, all of Latin-1 in NFC.
    if (form == NormalizationForm::kNFC || is_ascii(string->view8())) return string;
    return from_utf16(isolate, normalize(string->to_utf16(), form));
  }
  if (is_surely_normalized(string->view16(), form)) return string;
  return from_utf16(isolate, normalize(string->view16(), form));
}

// --- Collation. ---

// The collators an isolate uses: that of the root locale, and the last one asked for beside it.
class TextState final : public Isolate::Extension {
 public:
  static const Collator& collator(Isolate& isolate, const CollatorOptions& options) {
    auto& extension = isolate.extension(Isolate::ExtensionKind::kText);
    if (!extension) extension = std::make_unique<TextState>();
    TextState& state = static_cast<TextState&>(*extension);
    std::unique_ptr<Collator>& place = options == CollatorOptions() ? state.root_ : state.other_;
    if (!place || !(place->options() == options)) place = std::make_unique<Collator>(options);
    return *place;
  }

 private:
  std::unique_ptr<Collator> root_;
  std::unique_ptr<Collator> other_;
};

int compare_collated(Isolate& isolate, const String* a, const String* b,
                     const CollatorOptions& options) {
  if (a->equals(b)) return 0;
  int result;
  if (options == CollatorOptions() && a->is_latin1() && b->is_latin1() &&
      compare_ascii_collated(a->view8(), b->view8(), &result)) {
    return result;
  }
  const Collator& collator = TextState::collator(isolate, options);
  if (!a->is_latin1() && !b->is_latin1()) return collator.compare(a->view16(), b->view16());
  return collator.compare(a->to_utf16(), b->to_utf16());
}

// ECMA-402 9.2.13 GetOption of type string: the index of the value, or -1 if it is undefined.
Completion<i32> string_option(Isolate& isolate, Object* options, std::string_view name,
                              std::initializer_list<const char*> values) {
  PropertyKey key = PropertyKey::from_atom(intern_latin1(isolate, name));
  Value value = TRY(options->get(isolate, key));
  if (value.is_undefined()) return -1;
  String* text = TRY(to_string(isolate, value));
  i32 index = 0;
  for (const char* allowed : values) {
    if (text->equals(allowed)) return index;
    index++;
  }
  return throw_range_error(isolate, "Value " + text->to_utf8() + " out of range for " +
                                        "Intl.Collator options property " + std::string(name));
}

// The options of Intl.Collator that change the order (ECMA-402 10.1.2).
Completion<void> read_collator_options(Isolate& isolate, Value value, CollatorOptions* out) {
  if (value.is_undefined()) return {};
  Object* options = TRY(to_object(isolate, value));
  TRY(string_option(isolate, options, "usage", {"sort", "search"}));
  TRY(string_option(isolate, options, "localeMatcher", {"lookup", "best fit"}));
  PropertyKey numeric = PropertyKey::from_atom(intern_latin1(isolate, "numeric"));
  out->numeric = to_boolean(TRY(options->get(isolate, numeric)));
  i32 case_first =
      TRY(string_option(isolate, options, "caseFirst", {"false", "upper", "lower"}));
  if (case_first > 0) out->case_first = static_cast<CollatorOptions::CaseFirst>(case_first);
  i32 sensitivity = TRY(
      string_option(isolate, options, "sensitivity", {"variant", "base", "accent", "case"}));
  if (sensitivity > 0) {
    out->sensitivity = static_cast<CollatorOptions::Sensitivity>(sensitivity);
  }
  PropertyKey punctuation = PropertyKey::from_atom(intern_latin1(isolate, "ignorePunctuation"));
  out->ignore_punctuation = to_boolean(TRY(options->get(isolate, punctuation)));
  return {};
}

// 22.1.3.12 String.prototype.localeCompare ( that [ , reserved1 [ , reserved2 ] ] )
Completion<Value> string_locale_compare(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype.localeCompare"));
  String* that = TRY(to_string(isolate, arguments[0]));
  CollatorOptions options;
  options.locale = TRY(requested_locale(isolate, arguments[1]));
  TRY(read_collator_options(isolate, arguments[2], &options));
  // English orders as the root does.
  if (options.locale == "en" || options.locale == "en-US") options.locale.clear();
  int order = compare_collated(isolate, string, that, options);
  return Value::int32(order < 0 ? -1 : order > 0 ? 1 : 0);
}

constexpr BuiltinProperty k_properties[] = {
    method(names::localeCompare, 1, string_locale_compare),
    method(names::normalize, 0, string_normalize),
    method(names::toLocaleLowerCase, 0, string_to_locale_lower_case),
    method(names::toLocaleUpperCase, 0, string_to_locale_upper_case),
    method(names::toLowerCase, 0, string_to_lower_case),
    method(names::toUpperCase, 0, string_to_upper_case),
};

}  // namespace

const std::span<const BuiltinProperty> k_string_case_properties = k_properties;

}  // namespace kaze
