#include "tests/fuzz/program_mutator.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace kaze::fuzz {

namespace {

// --- The grammar. ---

// A production: `name` may become `text`, in which <x> stands for any production of x.
struct Production {
  std::string_view name;
  std::string_view text;
};

constexpr Production k_grammar[] = {
    {"id", "a"}, {"id", "b"}, {"id", "c"}, {"id", "o"}, {"id", "f"}, {"id", "x"},
    {"key", "a"}, {"key", "b"}, {"key", "length"}, {"key", "constructor"}, {"key", "__proto__"},
    {"key", "toString"}, {"key", "valueOf"}, {"key", "next"}, {"key", "then"}, {"key", "prototype"},
    {"key", "[<expr>]"}, {"key", "0"}, {"key", "[Symbol.iterator]"}, {"key", "[Symbol.toPrimitive]"},
    {"key", "[Symbol.species]"}, {"key", "get"}, {"key", "'a b'"},

    {"number", "0"}, {"number", "-0"}, {"number", "1"}, {"number", "-1"}, {"number", "0.5"},
    {"number", "1e9"}, {"number", "2147483647"}, {"number", "-2147483648"}, {"number", "4294967295"},
    {"number", "4294967296"}, {"number", "9007199254740993"}, {"number", "NaN"}, {"number", "Infinity"},
    {"number", "100"}, {"number", "1000"}, {"number", "65536"}, {"number", "1e300"}, {"number", "3"},
    {"bigint", "0n"}, {"bigint", "1n"}, {"bigint", "-1n"}, {"bigint", "18446744073709551616n"},
    {"bigint", "(1n << 200n)"},
    {"string", "''"}, {"string", "'a'"}, {"string", "'length'"}, {"string", "'\\u{1f600}'"},
    {"string", "'\\ud800'"}, {"string", "'abc'.repeat(<small>)"}, {"string", "'1'"}, {"string", "'\\u4e00b'"},
    {"string", "`a${<expr>}b`"}, {"string", "(<string> + <string>)"}, {"string", "String(<expr>)"},
    {"small", "0"}, {"small", "1"}, {"small", "2"}, {"small", "3"}, {"small", "7"}, {"small", "20"},
    {"small", "50"}, {"small", "300"},
    {"regexp", "/a*?(b)?/g"}, {"regexp", "/(?<a>.)|(?<b>\\d)/dgu"}, {"regexp", "/^(?:a|ab)+$/y"},
    {"regexp", "/[^\\w]/v"}, {"regexp", "/(?<=(.))\\1/gi"}, {"regexp", "new RegExp(<string>, 'g')"},

    {"array", "[]"}, {"array", "[1, 2, 3]"}, {"array", "[1.5, 2.5, <expr>]"}, {"array", "[, 1, , 2]"},
    {"array", "[<expr>, <expr>]"}, {"array", "[...<expr>]"}, {"array", "new Array(<small>)"},
    {"array", "new Array(<small>).fill(<expr>)"}, {"array", "Array.from({length: <small>}, <func>)"},
    {"array", "[{}, 'a', 1]"}, {"array", "Object.freeze([1, 2])"}, {"array", "<array>.concat(<expr>)"},
    {"array", "Object.keys(<expr>)"}, {"array", "[NaN, -0, undefined]"},
    {"typed", "new Uint8Array(<small>)"}, {"typed", "new Float64Array([1, 2, <number>])"},
    {"typed", "new BigInt64Array(4)"}, {"typed", "new Int32Array(<buffer>)"}, {"typed", "new Float16Array(3)"},
    {"typed", "new Uint8ClampedArray(<array>)"}, {"typed", "<typed>.subarray(1)"},
    {"buffer", "new ArrayBuffer(16)"}, {"buffer", "new ArrayBuffer(8, {maxByteLength: 64})"},
    {"buffer", "<buffer>.transfer(<small>)"}, {"buffer", "<typed>.buffer"},
    {"object", "{}"}, {"object", "{a: <expr>, b: <expr>}"}, {"object", "{__proto__: <expr>}"},
    {"object", "{get <key>() { <body> }}"}, {"object", "{set <key>(x) { <body> }}"},
    {"object", "{<key>: <expr>, ...<expr>}"}, {"object", "{<key>(x) { <body> }}"},
    {"object", "{*<key>(x) { <gbody> }}"}, {"object", "{valueOf() { <body> }, toString() { <body> }}"},
    {"object", "{[Symbol.iterator]: function*() { <gbody> }}"},
    {"object", "{next() { <body> }, [Symbol.iterator]() { return this; }, return() { <body> }}"},
    {"object", "{length: <small>, 0: <expr>, 1: <expr>}"}, {"object", "{then(x, y) { <body> }}"},
    {"object", "{[Symbol.dispose]() { <body> }}"},
    {"collection", "new Map([[<expr>, <expr>]])"}, {"collection", "new Set(<array>)"},
    {"collection", "new WeakMap([[{}, <expr>]])"}, {"collection", "new WeakSet()"},
    {"proxy", "new Proxy(<expr>, {})"}, {"proxy", "new Proxy({}, {get(x, y, z) { <body> }})"},
    {"proxy", "new Proxy([], {ownKeys(x) { return ['a', 'length']; }})"},
    {"proxy", "new Proxy(<expr>, {has(x, y) { <body> }, deleteProperty(x, y) { <body> }})"},
    {"proxy", "new Proxy(<func>, {apply(x, y, z) { <body> }, construct(x, y) { <body> }})"},
    {"proxy", "new Proxy(<expr>, {set(x, y, z) { <body> }, defineProperty(x, y, z) { <body> }})"},
    {"proxy", "new Proxy(<expr>, {getOwnPropertyDescriptor(x, y) { <body> }})"},
    {"class", "class { <members> }"}, {"class", "class extends <expr> { <members> }"},
    {"class", "class C extends Array { <members> }"},
    {"class", "class extends Object { constructor(x) { super(x); <body> } }"},
    {"members", ""}, {"members", "<member> <members>"}, {"members", "<member>"},
    {"member", "#p = <expr>; m(x) { return this.#p; }"}, {"member", "static { <body> }"},
    {"member", "<key> = <expr>;"}, {"member", "static <key> = <expr>;"}, {"member", "get <key>() { <body> }"},
    {"member", "<key>(x) { return super.<key2>; }"}, {"member", "static async *<key>(x) { <gbody> }"},
    {"member", "#q(x) { <body> } n(y) { return #q in y && this.#q(y); }"},
    {"key2", "a"}, {"key2", "b"}, {"key2", "length"}, {"key2", "constructor"}, {"key2", "toString"},
    {"key2", "prototype"}, {"key2", "x"},

    {"func", "(x => <expr>)"}, {"func", "((x, y) => { <body> })"}, {"func", "function(x, y) { <body> }"},
    {"func", "function*(x) { <gbody> }"}, {"func", "async (x) => { <abody> }"},
    {"func", "function(...x) { return arguments; }"}, {"func", "<class>"}, {"func", "<id>.bind(<expr>)"},
    {"func", "function f(x) { if (x > 0) return f(x - 1); <body> }"}, {"func", "eval"},
    {"func", "(({a, b: [c] = []}, ...x) => c)"}, {"func", "function(a, b = a) { arguments[0] = b; return a; }"},
    {"func", "'use strict'"}, {"func", "async function*(x) { <gbody> }"},
    {"body", "return <expr>;"}, {"body", "<stmt> return <expr>;"}, {"body", "<stmt>"}, {"body", "throw <expr>;"},
    {"body", "print(1); return <expr>;"}, {"body", "try { <stmt> } finally { <stmt> }"},
    {"gbody", "yield <expr>; <stmt>"}, {"gbody", "yield* <expr>;"}, {"gbody", "x = yield 1; return <expr>;"},
    {"gbody", "try { yield 1; yield 2; } finally { <stmt> }"}, {"gbody", "for (let i = 0; i < 5; i++) yield i;"},
    {"abody", "await <expr>; <stmt>"}, {"abody", "return await <expr>;"},
    {"abody", "for await (const y of <expr>) { <stmt> }"}, {"abody", "await using y = <expr>; <stmt>"},

    {"expr", "<id>"}, {"expr", "<id>"}, {"expr", "<number>"}, {"expr", "<string>"}, {"expr", "<array>"},
    {"expr", "(<object>)"}, {"expr", "<func>"}, {"expr", "<typed>"}, {"expr", "<collection>"},
    {"expr", "<proxy>"}, {"expr", "<bigint>"}, {"expr", "<regexp>"}, {"expr", "<buffer>"},
    {"expr", "undefined"}, {"expr", "null"}, {"expr", "true"}, {"expr", "this"}, {"expr", "Symbol('s')"},
    {"expr", "<id>.<key2>"}, {"expr", "<id>[<expr>]"}, {"expr", "<id>?.<key2>"}, {"expr", "<id>(<expr>)"},
    {"expr", "<id>?.(<expr>)"}, {"expr", "new <id>(<expr>)"}, {"expr", "(<expr> <op> <expr>)"},
    {"expr", "(<expr> ? <expr> : <expr>)"}, {"expr", "(<target> = <expr>)"}, {"expr", "(<target> <aop> <expr>)"},
    {"expr", "<target>++"}, {"expr", "--<target>"}, {"expr", "typeof <expr>"}, {"expr", "-<expr>"},
    {"expr", "!<expr>"}, {"expr", "delete <target>"}, {"expr", "void <expr>"}, {"expr", "[...<expr>].length"},
    {"expr", "<id>.<method>"}, {"expr", "<array>.<method>"}, {"expr", "<string>.<smethod>"},
    {"expr", "<static>"}, {"expr", "([a, b = <expr>, ...c] = <expr>)"}, {"expr", "({a, ...o} = <expr>)"},
    {"expr", "<typed>.<method>"}, {"expr", "<collection>.<cmethod>"}, {"expr", "<regexp>.exec(<string>)"},
    {"expr", "(function*() { <gbody> })().next()"}, {"expr", "(<func>)(<expr>, <expr>)"},
    {"expr", "<id>`a${<expr>}`"}, {"expr", "eval('<id>')"}, {"expr", "new Function('x', 'return x')"},
    {"expr", "<id>.values().<hmethod>"}, {"expr", "Promise.<pmethod>"}, {"expr", "new.target"},
    {"target", "<id>"}, {"target", "<id>.<key2>"}, {"target", "<id>[<expr>]"}, {"target", "this.<key2>"},
    {"target", "<id>[<small>]"}, {"target", "<id>.length"},
    {"op", "+"}, {"op", "-"}, {"op", "*"}, {"op", "/"}, {"op", "%"}, {"op", "<<"}, {"op", ">>>"}, {"op", "&"},
    {"op", "|"}, {"op", "=="}, {"op", "==="}, {"op", "<"}, {"op", ">="}, {"op", "in"}, {"op", "instanceof"},
    {"op", "&&"}, {"op", "||"}, {"op", "??"}, {"op", ","},
    {"aop", "+="}, {"aop", "-="}, {"aop", "||="}, {"aop", "??="}, {"aop", "**="}, {"aop", "<<="},
    {"method", "push(<expr>)"}, {"method", "pop()"}, {"method", "shift()"}, {"method", "unshift(<expr>)"},
    {"method", "splice(<small>, <small>, <expr>)"}, {"method", "slice(<small>)"}, {"method", "sort(<func>)"},
    {"method", "sort()"}, {"method", "map(<func>)"}, {"method", "filter(<func>)"}, {"method", "forEach(<func>)"},
    {"method", "reduce(<func>)"}, {"method", "flat(<small>)"}, {"method", "flatMap(<func>)"},
    {"method", "fill(<expr>, <small>)"}, {"method", "copyWithin(<small>, 0)"}, {"method", "reverse()"},
    {"method", "indexOf(<expr>)"}, {"method", "includes(<expr>)"}, {"method", "join(<expr>)"},
    {"method", "toSpliced(1, 1)"}, {"method", "with(0, <expr>)"}, {"method", "at(<number>)"},
    {"method", "concat(<expr>)"}, {"method", "entries().next()"}, {"method", "set(<expr>, <small>)"},
    {"method", "toString()"}, {"method", "hasOwnProperty(<expr>)"}, {"method", "call(<expr>, <expr>)"},
    {"method", "apply(<expr>, <array>)"}, {"method", "next(<expr>)"}, {"method", "return(<expr>)"},
    {"method", "throw(<expr>)"}, {"method", "findLast(<func>)"}, {"method", "resize(<small>)"},
    {"smethod", "split(<expr>)"}, {"smethod", "replace(<regexp>, <expr>)"}, {"smethod", "slice(<small>, <number>)"},
    {"smethod", "replaceAll('a', <func>)"}, {"smethod", "match(<regexp>)"}, {"smethod", "charCodeAt(<expr>)"},
    {"smethod", "padStart(<small>, <string>)"}, {"smethod", "localeCompare(<string>)"},
    {"smethod", "normalize('NFD')"}, {"smethod", "toUpperCase()"}, {"smethod", "substring(<number>)"},
    {"smethod", "at(-1)"}, {"smethod", "isWellFormed()"}, {"smethod", "lastIndexOf(<string>)"},
    {"cmethod", "set(<expr>, <expr>)"}, {"cmethod", "get(<expr>)"}, {"cmethod", "delete(<expr>)"},
    {"cmethod", "forEach(<func>)"}, {"cmethod", "has(<expr>)"}, {"cmethod", "clear()"},
    {"cmethod", "union(<collection>)"}, {"cmethod", "add(<expr>)"}, {"cmethod", "keys().next()"},
    {"hmethod", "map(<func>).toArray()"}, {"hmethod", "filter(<func>).next()"}, {"hmethod", "take(2).toArray()"},
    {"hmethod", "flatMap(<func>).toArray()"}, {"hmethod", "drop(1).return()"}, {"hmethod", "reduce(<func>)"},
    {"pmethod", "resolve(<expr>).then(<func>, <func>)"}, {"pmethod", "all(<array>)"}, {"pmethod", "reject(1)"},
    {"pmethod", "race(<expr>)"}, {"pmethod", "withResolvers()"}, {"pmethod", "allSettled([<expr>])"},
    {"static", "Object.defineProperty(<expr>, <string>, <expr>)"}, {"static", "Object.setPrototypeOf(<expr>, <expr>)"},
    {"static", "Object.defineProperty(<id>, <small>, {get() { <body> }, configurable: true})"},
    {"static", "Object.assign(<expr>, <expr>)"}, {"static", "Object.freeze(<expr>)"}, {"static", "Object.entries(<expr>)"},
    {"static", "Object.preventExtensions(<expr>)"}, {"static", "Reflect.ownKeys(<expr>)"},
    {"static", "Reflect.construct(<id>, <array>, <expr>)"}, {"static", "Reflect.set(<expr>, <string>, <expr>, <expr>)"},
    {"static", "JSON.stringify(<expr>)"}, {"static", "JSON.parse(<string>, <func>)"}, {"static", "Math.max(<expr>, <expr>)"},
    {"static", "Array.from(<expr>, <func>)"}, {"static", "Object.fromEntries(<expr>)"}, {"static", "BigInt.asIntN(<small>, <expr>)"},
    {"static", "Array.prototype.<method>"}, {"static", "Object.getOwnPropertyDescriptors(<expr>)"},
    {"static", "Object.create(<expr>)"}, {"static", "new Error(<expr>, {cause: <expr>}).stack"}, {"static", "Number(<expr>)"},
    {"static", "Iterator.from(<expr>)"}, {"static", "Iterator.concat(<expr>, <expr>)"}, {"static", "Object.groupBy(<expr>, <func>)"},
    {"static", "Math.sumPrecise(<array>)"}, {"static", "new DataView(<buffer>).setFloat32(<small>, <expr>)"},
    {"static", "Array.prototype.<method2>.call(<expr>, <expr>)"}, {"static", "parseFloat(<expr>)"},
    {"static", "Atomics.add(<typed>, 0, <expr>)"}, {"static", "structuredClone"}, {"static", "Uint8Array.fromBase64(<string>)"},
    {"method2", "push"}, {"method2", "splice"}, {"method2", "sort"}, {"method2", "concat"}, {"method2", "slice"},
    {"method2", "reverse"}, {"method2", "copyWithin"}, {"method2", "lastIndexOf"}, {"method2", "shift"},

    {"stmt", "<expr>;"}, {"stmt", "<target> = <expr>;"}, {"stmt", "var <id> = <expr>;"}, {"stmt", "print(<expr>);"},
    {"stmt", "if (<expr>) { <stmt> } else { <stmt> }"}, {"stmt", "for (let i = 0; i < <small>; i++) { <stmt> }"},
    {"stmt", "for (const <id> of <expr>) { <stmt> }"}, {"stmt", "for (var <id> in <expr>) { <stmt> }"},
    {"stmt", "try { <stmt> } catch (e) { <stmt> }"}, {"stmt", "try { <stmt> } finally { <stmt> }"},
    {"stmt", "{ let <id> = <expr>; <stmt> }"}, {"stmt", "function <id>(x, y) { <body> }"},
    {"stmt", "label: for (const y of <expr>) { if (<expr>) continue label; <stmt> break; }"},
    {"stmt", "switch (<expr>) { case <expr>: <stmt> break; default: <stmt> }"}, {"stmt", "with (<expr>) { <stmt> }"},
    {"stmt", "do { <stmt> } while (<expr> && Math.random() < 0.9);"}, {"stmt", "{ using y = <expr>; <stmt> }"},
    {"stmt", "for (let i = 0; i < 30; i++) { <id>.push(i); <stmt> }"}, {"stmt", "<id>.length = <small>;"},
    {"stmt", "for (let i = 0; i < 40; i++) <id>['k' + i] = <expr>;"}, {"stmt", "delete <target>;"},
    {"stmt", "for (const y of (function*() { <gbody> })()) { <stmt> }"}, {"stmt", "<id>.__proto__ = <expr>;"},
    {"stmt", "async function g(x) { <abody> } g(<expr>);"}, {"stmt", "class C { <members> } new C();"},
    {"stmt", "eval('var <id> = <number>; <id>');"}, {"stmt", "Array.prototype[<small>] = <expr>;"},
    {"stmt", "var <id> = <func>; print(<id>(<expr>));"},
};

class Random {
 public:
  explicit Random(u32 seed) : state_(u64{seed} * 0x9e3779b97f4a7c15ull + 1) {}
  u32 below(usize bound) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return bound ? static_cast<u32>((state_ >> 11) % bound) : 0;
  }

 private:
  u64 state_;
};

class Writer {
 public:
  Writer(Random& random, usize limit) : random_(random), limit_(limit) {}

  std::string expand(std::string_view name) {
    std::string out;
    expand(name, &out, 0);
    return out;
  }

 private:
  void expand(std::string_view name, std::string* out, u32 depth) {
    constexpr u32 k_max_depth = 7;
    if (depth > k_max_depth || out->size() > limit_) {
      if (name == "stmt" || name == "members" || name == "member") return;
      // What every kind of place accepts.
      *out += name == "op" ? "+" : name == "aop" ? "+=" : name == "object" ? "{}"
              : name == "method" || name == "smethod" || name == "cmethod" ? "toString()"
              : name == "hmethod" ? "next()" : name == "pmethod" ? "resolve(1)"
              : name == "body" || name == "gbody" || name == "abody" ? "return 1;" : "a";
      return;
    }
    usize first = 0;
    while (first < std::size(k_grammar) && k_grammar[first].name != name) first++;
    usize count = 0;
    // Productions of a name may be scattered by interleaving; they are not.
    while (first + count < std::size(k_grammar) && k_grammar[first + count].name == name) count++;
    if (count == 0) return;
    std::string_view text = k_grammar[first + random_.below(count)].text;
    while (!text.empty()) {
      usize open = text.find('<');
      usize close = open == text.npos ? text.npos : text.find('>', open);
      bool is_name = close != text.npos && close > open + 1 &&
                     std::all_of(text.begin() + open + 1, text.begin() + close,
                                 [](char c) { return (c >= 'a' && c <= 'z') || c == '2'; });
      if (!is_name) {
        usize length = open == text.npos ? text.size() : open + 1;
        *out += text.substr(0, length);
        text.remove_prefix(length);
        continue;
      }
      *out += text.substr(0, open);
      expand(text.substr(open + 1, close - open - 1), out, depth + 1);
      text.remove_prefix(close + 1);
    }
  }

  Random& random_;
  usize limit_;
};

// --- Tokens. ---

struct Span {
  usize begin;
  usize end;
};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || c == '.';
}

// Roughly: words and numbers, quoted strings, single characters.
std::vector<Span> tokenize(std::string_view text) {
  std::vector<Span> tokens;
  for (usize i = 0; i < text.size();) {
    char c = text[i];
    if (c == ' ' || c == '\n' || c == '\t') {
      i++;
      continue;
    }
    usize begin = i++;
    if (is_word(c)) {
      while (i < text.size() && is_word(text[i])) i++;
    } else if (c == '\'' || c == '"' || c == '`') {
      while (i < text.size() && text[i] != c) i += text[i] == '\\' ? 2 : 1;
      i = std::min(i + 1, text.size());
    }
    tokens.push_back({begin, i});
  }
  return tokens;
}

// The token that closes the bracket at `open`, or `open` itself.
usize closing(std::string_view text, const std::vector<Span>& tokens, usize open) {
  i32 depth = 0;
  for (usize i = open; i < tokens.size(); i++) {
    char c = text[tokens[i].begin];
    if (c == '(' || c == '[' || c == '{') depth++;
    if ((c == ')' || c == ']' || c == '}') && --depth == 0) return i;
  }
  return open;
}

void change(std::string* text, Random& random) {
  Writer writer(random, 600);
  std::vector<Span> tokens = tokenize(*text);
  if (tokens.empty()) {
    *text = "var a = <x>, b, c, o, f, x;\n";
    text->replace(text->find("<x>"), 3, writer.expand("expr"));
    *text += writer.expand("stmt");
    return;
  }
  usize at = random.below(tokens.size());
  Span token = tokens[at];
  switch (random.below(10)) {
  case 0:
  case 1: {  // A statement between two.
    while (at < tokens.size() && !std::strchr(";{}", (*text)[tokens[at].begin])) at++;
    usize place = at < tokens.size() ? tokens[at].end : text->size();
    text->insert(place, "\n" + writer.expand("stmt") + "\n");
    return;
  }
  case 2: {  // A word or literal becomes an expression.
    for (usize i = 0; i < tokens.size() && !is_word((*text)[token.begin]); i++) {
      token = tokens[at = (at + 1) % tokens.size()];
    }
    std::string replacement = writer.expand(random.below(3) ? "expr" : "id");
    text->replace(token.begin, token.end - token.begin, replacement);
    return;
  }
  case 3: {  // The inside of brackets becomes an expression.
    usize end = closing(*text, tokens, at);
    if (end == at) return change(text, random);
    char c = (*text)[token.begin];
    text->replace(token.end, tokens[end].begin - token.end, writer.expand(c == '{' ? "stmt" : "expr"));
    return;
  }
  case 4: {  // A part goes.
    usize end = std::max(closing(*text, tokens, at), at);
    text->erase(token.begin, tokens[end].end - token.begin);
    return;
  }
  case 5: {  // A part occurs again, somewhere else.
    usize end = closing(*text, tokens, at);
    if (end == at) end = std::min(at + random.below(12), tokens.size() - 1);
    std::string part = text->substr(token.begin, tokens[end].end - token.begin);
    text->insert(tokens[random.below(tokens.size())].end, " " + part + " ");
    return;
  }
  case 6: {  // Two tokens change places.
    Span other = tokens[random.below(tokens.size())];
    if (other.begin == token.begin) return;
    Span first = token.begin < other.begin ? token : other;
    Span second = token.begin < other.begin ? other : token;
    std::string a = text->substr(first.begin, first.end - first.begin);
    std::string b = text->substr(second.begin, second.end - second.begin);
    text->replace(second.begin, second.end - second.begin, a);
    text->replace(first.begin, first.end - first.begin, b);
    return;
  }
  case 7: {  // A word becomes another of the program's.
    Span other = tokens[random.below(tokens.size())];
    if (!is_word((*text)[token.begin]) || !is_word((*text)[other.begin])) return change(text, random);
    text->replace(token.begin, token.end - token.begin,
                  std::string(text->substr(other.begin, other.end - other.begin)));
    return;
  }
  case 8: {  // A part runs many times, or is tried.
    usize begin = text->rfind('\n', token.begin);
    begin = begin == std::string::npos ? 0 : begin + 1;
    usize end = text->find('\n', token.begin);
    if (end == std::string::npos) end = text->size();
    static constexpr std::string_view k_frames[][2] = {
        {"for (let i = 0; i < 20; i++) {\n", "\n}"},
        {"try {\n", "\n} catch (e) { print(e.name); }"},
        {"(function(x) {\n", "\n})(1);"},
        {"(() => { 'use strict';\n", "\n})();"},
        {"[...(function*() {\n", "\n})()];"},
        {"(async () => {\n", "\n})();"},
    };
    auto& frame = k_frames[random.below(std::size(k_frames))];
    text->insert(end, frame[1]);
    text->insert(begin, frame[0]);
    return;
  }
  default:  // A new line at the end, with what there is.
    *text += "\n" + writer.expand("stmt");
  }
}

}  // namespace

usize mutate_program(u8* data, usize size, usize max_size, u32 seed) {
  std::string text(reinterpret_cast<const char*>(data), size);
  Random random(seed);
  random.below(1);
  for (u32 i = 1 + random.below(4); i > 0; i--) change(&text, random);
  if (text.size() > max_size) text.resize(max_size);
  std::memcpy(data, text.data(), text.size());
  return text.size();
}

}  // namespace kaze::fuzz
