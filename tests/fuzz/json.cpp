// JSON: any text is parsed or refused with a SyntaxError; what was parsed and is written is parsed again
// to the same text, with and without indentation, a reviver and wide characters.
#include "async/context.h"
#include "frontend/source_text.h"
#include "runtime/conversions.h"
#include "runtime/native_function.h"
#include "tests/fuzz/fuzz.h"

namespace kaze::fuzz {

namespace {

constexpr std::string_view k_round_trip = R"js((text) => {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) {
      try { JSON.parse(text, (key, value) => value); } catch { return; }
      throw new Error('a reviver makes a malformed text well-formed');
    }
    throw error;
  }
  try {
    const once = JSON.stringify(value);
    const twice = JSON.stringify(JSON.parse(once));
    if (once !== twice) throw new Error(`${once} becomes ${twice}`);
    const indented = JSON.stringify(value, null, 1);
    if (JSON.stringify(JSON.parse(indented)) !== once) throw new Error(`${indented} is not ${once}`);
    const revived = JSON.stringify(JSON.parse(text, function (key, value, { source }) {
      if (source !== undefined && !Object.is(JSON.parse(source), value)) throw new Error(`source ${source}`);
      return value;
    }));
    if (revived !== once) throw new Error(`revived ${revived} is not ${once}`);
    // The same text, held as UTF-16.
    const wide = JSON.parse(`["\u4e00",${text}]`);
    if (JSON.stringify(wide[1]) !== once) throw new Error(`wide ${JSON.stringify(wide[1])} is not ${once}`);
    const raw = JSON.stringify(JSON.rawJSON(JSON.stringify('' + once)));
    if (JSON.parse(raw) !== once) throw new Error('raw');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
})js";

// One world for many inputs: making it anew each time would take most of the time.
struct World {
  World() {
    ContextOptions options;
    options.isolate.heap.max_heap_bytes = usize{64} << 20;
    options.isolate.heap.verify = false;
    options.isolate.heap.stress = 2;
    options.isolate.heap.stress_interval = 400;
    context = std::make_unique<Context>(options);
    Context::Scope scope(*context);
    Ref<SourceText> source(new SourceText(std::string(k_round_trip), "round_trip.js"));
    Completion<Value> function = context->run_script(std::move(source));
    check(!function.is_abrupt(), "the round trip does not compile");
    round_trip.set(context->isolate().heap(), function.value().as_object());
  }
  ~World() { round_trip.reset(); }
  std::unique_ptr<Context> context;
  Persistent<Object> round_trip;
};

void fuzz_one(std::string_view text) {
  static World* world = new World;
  static u32 uses = 0;
  if (++uses % 2000 == 0) {
    delete world;
    world = new World;
  }
  Context::Scope scope(*world->context);
  Isolate& isolate = world->context->isolate();
  Value argument = new_string_utf8(isolate, text);
  Completion<Value> result = call_with(isolate, world->round_trip.get(), Value::undefined(), argument);
  if (result.is_abrupt()) report("the round trip fails", describe(isolate, isolate.take_exception()));
}

}  // namespace

}  // namespace kaze::fuzz

// The context lives on from input to input, and what hangs off its heap looks lost.
extern "C" __attribute__((visibility("default"))) int __lsan_is_turned_off() { return 1; }

extern "C" int LLVMFuzzerTestOneInput(const kaze::u8* data, size_t size) {
  kaze::fuzz::fuzz_one(std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
