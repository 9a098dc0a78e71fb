// kaze_parse_check: the front end alone, on files or on the conformance suite.
//
//   kaze_parse_check [--module] [--eager] [--dump] [--reparse] [--time] FILE…
//   kaze_parse_check [--module] --batch FILE
//   kaze_parse_check --test262 DIRECTORY [--verbose] [SUBDIRECTORY…]
//
// With --test262 every test is parsed as its front matter says: tests with `negative: phase: parse`
// must fail with a SyntaxError, all others must parse; lazy functions of the latter are then parsed
// again one by one. Tests of features that are not yet in a published standard are skipped.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "frontend/ast_dump.h"
#include "frontend/ast_visit.h"
#include "frontend/parser.h"
#include "regexp/regexp.h"

namespace fs = std::filesystem;

namespace kaze {
namespace {

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

bool validate_regexp(void*, const AstString& pattern, const AstString& flags, std::string* error) {
  std::optional<regexp::Flags> parsed = regexp::Flags::parse(flags.latin1());
  if (!parsed) {
    *error = "Invalid flags";
    return false;
  }
  auto problem = pattern.is_latin1 ? regexp::validate(pattern.latin1(), *parsed)
                                   : regexp::validate(pattern.utf16(), *parsed);
  if (problem) *error = problem->message();
  return !problem;
}

// Stands in for the scopes around a lazy function: knows every private name and pseudo-variable.
class AnyScope final : public OuterScope {
 public:
  OuterBinding lookup(const AstString& name) const override {
    OuterBinding binding;
    u32 first = name.length ? name.unit_at(0) : 0;
    if (first == '#' || first == '%' || name.equals("this") || name.equals("new.target")) {
      binding.kind = OuterBinding::Kind::kSlot;
    }
    return binding;
  }
};

ParseOptions default_options() {
  ParseOptions options;
  options.regexp_validator = validate_regexp;
  options.stack_limit = reinterpret_cast<usize>(__builtin_frame_address(0)) - 4 * 1024 * 1024;
  return options;
}

// Parses each lazy function of `ast`; the message of the first that fails, or that looks different
// from its record.
std::string reparse(const Ast& ast, const ParseOptions& options) {
  if (!ast.lazy_functions) return {};
  AnyScope outer;
  const auto& functions = ast.lazy_functions->functions();
  for (u32 index = 0; index < functions.size(); index++) {
    const LazyFunction& record = functions[index];
    auto inner = parse_lazy_function(ast.source, ast.lazy_functions, index, &outer, options);
    std::string place = "lazy function at " + std::to_string(record.parse_start) + ": ";
    if (!inner->ok()) return place + inner->error.message;
    const FunctionNode* root = inner->root;
    bool is_same = root->end == record.end && root->source_start == record.source_start &&
                   root->source_end == record.source_end && root->length == record.length &&
                   root->is_async == record.is_async && root->is_generator == record.is_generator &&
                   root->function_kind == record.kind && root->is_strict == record.is_strict &&
                   root->uses_arguments == record.uses_arguments &&
                   root->uses_this == record.uses_this &&
                   root->contains_direct_eval == record.contains_direct_eval;
    if (!is_same) return place + "differs from its record";
  }
  return {};
}

// The scopes around a function of a tree that was parsed in full, as a lazy compilation sees them.
class TreeScope final : public OuterScope {
 public:
  explicit TreeScope(const Scope* scope) : scope_(scope) {}

  OuterBinding lookup(const AstString& name) const override {
    std::string text = name.to_utf8();
    OuterBinding binding;
    bool is_dynamic = false;
    bool is_fixed = text[0] == '#' || text[0] == '%' || text == "this" || text == "new.target";
    for (const Scope* scope = scope_; scope; scope = scope->parent) {
      const Variable* variable = nullptr;
      for (const Variable* candidate : scope->variables()) {
        if (candidate->name->to_utf8() == text) variable = candidate;
      }
      // In the tree of class C the heritage is evaluated inside the scope of its private names.
      bool is_by_name = scope->kind == ScopeKind::kScript && variable && !variable->is_pseudo();
      if (variable && !is_by_name) {
        if (!variable->is_captured) problem += " not captured: " + text;
        binding.kind =
            is_dynamic && !is_fixed ? OuterBinding::Kind::kDynamic : OuterBinding::Kind::kSlot;
        binding.variable_kind = variable->kind;
        binding.needs_tdz_check = variable->closure_needs_tdz_check;
        return binding;
      }
      if (scope->kind == ScopeKind::kWith || scope->may_gain_variables) is_dynamic = true;
    }
    if (is_dynamic && !is_fixed) binding.kind = OuterBinding::Kind::kDynamic;
    return binding;
  }

  mutable std::string problem;

 private:
  const Scope* scope_;
};

void collect_functions(Node* node, std::vector<FunctionNode*>& out) {
  for_each_child(node, [&](Node* child) {
    if (auto* function = node_cast<FunctionNode>(child)) out.push_back(function);
    collect_functions(child, out);
  });
}

// Compares each lazy function, parsed on its own, with the same function in a full parse.
std::string verify(Ref<SourceText> source, bool is_module, const ParseOptions& options) {
  ParseOptions eager_options = options;
  eager_options.lazy = false;
  auto parse = is_module ? parse_module : parse_script;
  auto lazy = parse(source, options);
  auto eager = parse(source, eager_options);
  if (!lazy->ok() || !eager->ok()) {
    return lazy->ok() == eager->ok() ? "" : "lazy and full parse disagree";
  }
  if (!lazy->lazy_functions) return {};
  std::vector<FunctionNode*> functions;
  collect_functions(eager->root, functions);
  std::string problems;
  for (u32 index = 0; index < lazy->lazy_functions->functions().size(); index++) {
    const LazyFunction& record = lazy->lazy_functions->at(index);
    FunctionNode* full = nullptr;
    for (FunctionNode* function : functions) {
      bool is_arrow = function->is_arrow();
      u32 start = is_arrow               ? function->start
                  : function->name_scope ? function->name_scope->start
                                         : function->scope->start;
      if (start == record.parse_start) full = function;
    }
    std::string place = "lazy function at " + std::to_string(record.parse_start);
    if (!full) return place + " is not in the full tree";
    const Scope* own = full->name_scope ? full->name_scope : full->scope;
    TreeScope outer(own->parent);
    auto alone = parse_lazy_function(source, lazy->lazy_functions, index, &outer, options);
    if (!alone->ok()) return place + ": " + alone->error.message;
    AstDumpOptions dump{.scopes = true, .resolutions = true, .within = full->scope};
    std::string expected = dump_ast(full, dump);
    dump.within = alone->root->scope;
    std::string actual = dump_ast(alone->root, dump);
    if (!outer.problem.empty()) problems += place + ":" + outer.problem;
    if (expected != actual) problems += place + ":\n  " + expected + "\n  " + actual;
    if (problems.size() > 4000) break;
  }
  return problems;
}

struct Test {
  bool only_strict = false;
  bool no_strict = false;
  bool is_module = false;
  bool is_raw = false;
  bool is_negative_parse = false;
  std::vector<std::string> features;
};

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (char c : text) {
    if (std::strchr(" ,[]-\n", c) && !(c == '-' && !word.empty())) {
      if (!word.empty()) out.push_back(std::exchange(word, {}));
    } else {
      word += c;
    }
  }
  if (!word.empty()) out.push_back(word);
  return out;
}

// The value of `key` in the front matter: the rest of its line and the indented lines below.
std::string field(std::string_view matter, std::string_view key) {
  usize place = 0;
  while ((place = matter.find(key, place)) != std::string_view::npos) {
    bool is_key = (place == 0 || matter[place - 1] == '\n') && matter[place + key.size()] == ':';
    place += key.size();
    if (!is_key) continue;
    usize end = place;
    while ((end = matter.find('\n', end)) != std::string_view::npos) {
      end++;
      if (end >= matter.size() || (matter[end] != ' ' && matter[end] != '-')) break;
    }
    return std::string(matter.substr(place + 1, end - place - 1));
  }
  return {};
}

Test parse_front_matter(const std::string& text) {
  Test test;
  usize begin = text.find("/*---"), end = text.find("---*/");
  if (begin == std::string::npos || end == std::string::npos) return test;
  std::string matter = text.substr(begin + 5, end - begin - 5);
  for (char& c : matter) {
    if (c == '\r') c = '\n';
  }
  for (const std::string& flag : words(field(matter, "flags"))) {
    test.only_strict |= flag == "onlyStrict";
    test.no_strict |= flag == "noStrict";
    test.is_module |= flag == "module";
    test.is_raw |= flag == "raw";
  }
  test.features = words(field(matter, "features"));
  std::string negative = field(matter, "negative");
  test.is_negative_parse = negative.find("phase: parse") != std::string::npos;
  return test;
}

std::set<std::string> proposed_features(const fs::path& suite) {
  std::set<std::string> features;
  std::ifstream in(suite / "features.txt");
  std::string line;
  while (std::getline(in, line)) {
    if (line.starts_with("## Standard")) break;
    if (line.empty() || line[0] == '#') continue;
    features.insert(line.substr(0, line.find_first_of(" \t#")));
  }
  return features;
}

int run_suite(const fs::path& suite, const std::vector<std::string>& parts, bool is_verbose) {
  std::set<std::string> proposed = proposed_features(suite);
  ParseOptions options = default_options();
  usize runs = 0, failures = 0, skipped = 0;
  for (const std::string& part : parts) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(suite / "test" / part)) {
      if (entry.path().extension() == ".js") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
      if (file.string().find("_FIXTURE") != std::string::npos) continue;
      std::string text = read_file(file);
      Test test = parse_front_matter(text);
      if (std::any_of(test.features.begin(), test.features.end(),
                      [&](const std::string& name) { return proposed.count(name); })) {
        skipped++;
        continue;
      }
      for (bool strict : {false, true}) {
        if (test.is_module || test.is_raw) {
          if (strict) continue;
        } else if (strict ? test.no_strict : test.only_strict) {
          continue;
        }
        std::string source = strict ? "\"use strict\";\n" + text : text;
        auto source_text = make_ref<SourceText>(source, file.string());
        auto ast = test.is_module ? parse_module(source_text, options)
                                  : parse_script(source_text, options);
        runs++;
        std::string problem;
        if (test.is_negative_parse) {
          if (ast->ok()) {
            problem = "should not parse";
          } else if (ast->error.kind != ParseErrorKind::kSyntaxError) {
            problem = "wrong kind of error: " + ast->error.message;
          } else if (is_verbose) {
            std::printf("  %s: %s\n", file.c_str(), ast->error.message.c_str());
          }
        } else if (!ast->ok()) {
          SourcePosition position = source_text->position(ast->error.start);
          problem = std::to_string(position.line) + ":" + std::to_string(position.column) + ": " +
                    ast->error.message;
        } else {
          problem = reparse(*ast, options);
          if (problem.empty()) problem = verify(source_text, test.is_module, options);
        }
        if (!problem.empty()) {
          failures++;
          std::printf("FAIL %s%s: %s\n", file.c_str(), strict ? " (strict)" : "", problem.c_str());
        }
      }
    }
  }
  std::printf("%zu runs, %zu failures (%.3f %% pass), %zu tests skipped\n", runs, failures,
              runs ? 100.0 * static_cast<double>(runs - failures) / static_cast<double>(runs) : 0.0,
              skipped);
  return failures ? 1 : 0;
}

// Parses each of the scripts in a file, separated by zero bytes: one line of outcome for each.
int run_batch(const std::string& path, bool is_module) {
  std::string text = read_file(path);
  ParseOptions options = default_options();
  for (usize start = 0; start <= text.size();) {
    usize end = std::min(text.find('\0', start), text.size());
    auto source = make_ref<SourceText>(text.substr(start, end - start), "x.js");
    auto ast = is_module ? parse_module(source, options) : parse_script(source, options);
    if (ast->ok()) {
      std::string problem = reparse(*ast, options);
      std::printf("%s\n", problem.empty() ? "OK" : problem.c_str());
    } else {
      std::string report = format_parse_error(*source, ast->error);
      usize marks = report.find('\n', report.find('\n') + 1) + 1;
      std::string line = report.substr(marks, report.find('\n', marks) - marks);
      usize first = line.find('^'), last = line.rfind('^');
      std::printf("%s @%d+%zu\n", report.substr(report.rfind("\n\n") + 2).c_str(),
                  first == std::string::npos ? -1 : static_cast<int>(first), last - first + 1);
    }
    start = end + 1;
  }
  return 0;
}

int check_file(const std::string& path, bool is_module, bool eager, bool dump, bool again,
               bool time) {
  ParseOptions options = default_options();
  options.lazy = !eager;
  auto source = make_ref<SourceText>(read_file(path), path);
  auto start = std::chrono::steady_clock::now();
  auto ast = is_module ? parse_module(source, options) : parse_script(source, options);
  auto end = std::chrono::steady_clock::now();
  if (!ast->ok()) {
    std::printf("%s\n", format_parse_error(*source, ast->error).c_str());
    return 1;
  }
  if (time) {
    double ms = std::chrono::duration<double, std::milli>(end - start).count();
    std::printf("%s: %.1f ms, %.1f MB/s, tree %zu KiB, strings %u, lazy functions %zu (%zu KiB)\n",
                path.c_str(), ms, source->size() / 1e3 / ms, ast->arena.bytes_used() / 1024,
                ast->strings.size(),
                ast->lazy_functions ? ast->lazy_functions->functions().size() : 0,
                ast->lazy_functions ? ast->lazy_functions->memory_size() / 1024 : 0);
  }
  if (dump) {
    std::printf("%s\n", dump_body(ast->root, {.scopes = true, .resolutions = true}).c_str());
  }
  if (again) {
    start = std::chrono::steady_clock::now();
    std::string problem = reparse(*ast, options);
    if (problem.empty() && !time) problem = verify(source, is_module, options);
    end = std::chrono::steady_clock::now();
    if (!problem.empty()) {
      std::printf("%s: %s\n", path.c_str(), problem.c_str());
      return 1;
    }
    if (time) {
      std::printf("  again: %.1f ms\n",
                  std::chrono::duration<double, std::milli>(end - start).count());
    }
  }
  return 0;
}

}  // namespace
}  // namespace kaze

int main(int argc, char** argv) {
  bool is_module = false, dump = false, again = false, time = false, verbose = false;
  bool eager = false;
  std::string suite, batch;
  std::vector<std::string> rest;
  for (int i = 1; i < argc; i++) {
    std::string_view argument = argv[i];
    if (argument == "--module") {
      is_module = true;
    } else if (argument == "--dump") {
      dump = true;
    } else if (argument == "--eager") {
      eager = true;
    } else if (argument == "--reparse") {
      again = true;
    } else if (argument == "--time") {
      time = true;
    } else if (argument == "--verbose") {
      verbose = true;
    } else if (argument == "--batch" && i + 1 < argc) {
      batch = argv[++i];
    } else if (argument == "--test262" && i + 1 < argc) {
      suite = argv[++i];
    } else {
      rest.emplace_back(argument);
    }
  }
  if (!batch.empty()) return kaze::run_batch(batch, is_module);
  if (!suite.empty()) {
    if (rest.empty()) rest = {"language", "built-ins", "annexB"};
    return kaze::run_suite(suite, rest, verbose);
  }
  int status = 0;
  for (const std::string& path : rest) {
    status |= kaze::check_file(path, is_module, eager, dump, again, time);
  }
  return status;
}
