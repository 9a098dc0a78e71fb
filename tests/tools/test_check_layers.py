import tempfile
import unittest
from pathlib import Path

from loader import load_tool

layers = load_tool("check-layers")


def globals_in(text):
    return [name for _, name in layers.mutable_globals(text)]


class Includes(unittest.TestCase):
    def test_own_room_and_lower_rooms_are_allowed(self):
        self.assertIsNone(layers.check_include("vm", '"', "vm/frame.h"))
        self.assertIsNone(layers.check_include("vm", '"', "base/arena.h"))
        self.assertIsNone(layers.check_include("vm", "<", "vector"))

    def test_higher_room_is_refused(self):
        self.assertIn("below vm", layers.check_include("runtime", '"', "vm/frame.h"))

    def test_room_that_is_to_know_nothing_of_a_lower_one(self):
        self.assertIn("knows nothing", layers.check_include("regexp", '"', "runtime/object.h"))

    def test_operating_system_headers(self):
        self.assertIn("operating system", layers.check_include("jit", "<", "sys/mman.h"))
        self.assertIsNone(layers.check_include("base", "<", "sys/mman.h"))

    def test_include_without_room_is_refused(self):
        self.assertIsNotNone(layers.check_include("vm", '"', "frame.h"))

    def test_public_header_reaches_nothing_internal(self):
        found = layers.check_file("include/kaze/vm.h", '#include <kaze/value.h>\n#include "vm/frame.h"\n')
        self.assertEqual(len(found), 1)
        self.assertTrue(found[0].startswith("include/kaze/vm.h:2:"))

    def test_public_interface_is_used_from_async_up(self):
        self.assertIsNone(layers.check_include("async", '"', "kaze/vm.h"))
        self.assertIsNotNone(layers.check_include("runtime", '"', "kaze/vm.h"))


class MutableGlobals(unittest.TestCase):
    def test_found(self):
        for text, name in [
            ("int counter = 0;", "counter"),
            ("namespace a { namespace { std::vector<int> list; } }", "list"),
            ("static bool ready;", "ready"),
            ("thread_local int depth = 0;", "depth"),
            ("const char* name = 0;", "name"),
            ("std::vector<const char*> names;", "names"),
            ("int table[3] = {1, 2, 3};", "table"),
            ("std::atomic<int> state{0};", "state"),
            ("void f() { static int calls = 0; ++calls; }", "calls"),
            ("void f() { if (x) { static Cache cache(12); } }", "cache"),
            ("class A { static int live; void f(); };", "live"),
            ("class alignas(8) A { static int live; };", "live"),
            ("inline Registry registry;", "registry"),
            ("template <class T> struct A { static inline T last; };", "last"),
            ("#define X(a) a\n[[maybe_unused]] int counter;", "counter"),
        ]:
            with self.subTest(text):
                self.assertEqual(globals_in(text), [name])

    def test_not_found(self):
        for text in [
            "constexpr int k_size = 3;",
            "const int sizes[] = {1, 2};",
            "const char* const name = 0;",
            "static const std::vector<int> list = {1};",
            "inline constexpr Table k_table{.a = 1, .b = {2, 3}};",
            "void f(int a, int b = 3);",
            "int g() { int local = 0; return local; }",
            "struct A { int field = 0; Member<B> other; static constexpr int k = 1; };",
            "class A { static int create(int size); static A* make(); };",
            "enum class Kind : uint8_t { kA, kB = 3 };",
            "using Map = std::vector<int>;",
            "template <class T> T max(T a, T b) { return a; }",
            "extern const int k_sizes[];",
            "struct A; class B; enum class C : int;",
            "// int counter = 0;\n/* int other; */",
            'const char k_text[] = "int counter = 0;";',
            "namespace a::b { static void f() { for (int i = 0; i < 3; i++) { int x = i; } } }",
            "bool operator==(const A& a, const A& b) { return a.x == b.x; }",
            "A::A(int x) : x_(x), y_{x} { z_ = 0; }",
            "static_assert(sizeof(int) == 4);",
            "auto f() -> int { static const int k = 2; return k; }",
        ]:
            with self.subTest(text):
                self.assertEqual(globals_in(text), [])


class Tree(unittest.TestCase):
    def check(self, files):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return layers.check(Path(folder))[0]

    def test_clean_tree(self):
        self.assertEqual(self.check({"src/vm/a.cpp": '#include "vm/a.h"\n', "src/vm/a.h": ""}), [])

    def test_unknown_room(self):
        self.assertEqual(len(self.check({"src/attic/a.cpp": ""})), 1)

    def test_long_file(self):
        self.assertEqual(len(self.check({"src/vm/a.cpp": "\n" * 1501})), 1)

    def test_allow_list_needs_a_reason_and_a_use(self):
        files = {"src/vm/a.cpp": "int counter;\n"}
        self.assertEqual(len(self.check(files)), 1)
        files["tools/allowed-globals.txt"] = "src/vm/a.cpp:counter  # counts\n"
        self.assertEqual(self.check(files), [])
        files["tools/allowed-globals.txt"] = "src/vm/a.cpp:counter\n"
        self.assertEqual(len(self.check(files)), 2)
        files = {"tools/allowed-globals.txt": "src/vm/a.cpp:counter  # counts\n"}
        self.assertEqual(len(self.check(files)), 1)


if __name__ == "__main__":
    unittest.main()
