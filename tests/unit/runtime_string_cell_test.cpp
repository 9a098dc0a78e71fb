// Strings, static atoms and the atom table, with a bare heap.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "runtime/atom_table.h"
#include "runtime/names.h"
#include "runtime/string_factory.h"
#include "stress.h"

namespace kaze {
namespace {

constexpr auto k_kinds = [] {
  std::array<CellKindInfo, static_cast<usize>(CellKind::kCount)> kinds{};
  for (CellKindInfo& kind : kinds) kind.name = "other";
  kinds[static_cast<usize>(CellKind::kString)] = {"String", &String::trace};
  return kinds;
}();

class StringCell : public testing::Test {
 protected:
  String* flat(std::string_view text) {
    String* string = StringFactory::new_flat(heap_, static_cast<u32>(text.size()), true);
    std::memcpy(StringFactory::units8(string), text.data(), text.size());
    return string;
  }
  String* flat(std::u16string_view text) {
    String* string = StringFactory::new_flat(heap_, static_cast<u32>(text.size()), false);
    std::memcpy(StringFactory::units16(string), text.data(), text.size() * 2);
    return string;
  }
  String* rope(String* left, String* right) { return StringFactory::new_rope(heap_, left, right); }

  Heap heap_{k_kinds, stressed_by_environment()};
  HeapEntry entry_{heap_};
};

TEST(StaticAtoms, AreCompleteImmortalStrings) {
  String* length = names::length;
  EXPECT_EQ(kind_of(length), CellKind::kString);
  EXPECT_EQ(length->gc_state(), GcState::kImmortal);
  EXPECT_EQ(length->shape_id_, k_string_shape_id);
  EXPECT_TRUE(length->is_atom() && length->is_latin1() && length->is_flat());
  EXPECT_EQ(length->view8(), "length");
  EXPECT_EQ(length->hash(), hash_units("length", 6));
  EXPECT_EQ(PropertyKey(names::length).string(), length);
  EXPECT_EQ(static_cast<String*>(names::empty)->length(), 0u);
}

TEST(StaticAtoms, AreFoundByTheirUnits) {
  for (usize i = 0; i < static_cast<usize>(Name::kCount); i++) {
    String* atom = static_atom(static_cast<Name>(i));
    EXPECT_EQ(find_static_atom(atom->view8(), atom->hash()), atom) << atom->view8();
  }
  EXPECT_EQ(find_static_atom("lengt", hash_units("lengt", 5)), nullptr);
}

TEST(StaticAtoms, HoldEveryLatin1UnitOnce) {
  for (u32 unit = 0; unit < 256; unit++) {
    char text = static_cast<char>(unit);
    String* atom = static_unit_atom(static_cast<u8>(unit));
    EXPECT_EQ(atom->length(), 1u);
    EXPECT_EQ(atom->at(0), unit);
    EXPECT_EQ(find_static_atom({&text, 1}, hash_units(&text, 1)), atom);
    EXPECT_EQ((atom->flags_ & string_flags::kArrayIndex) != 0, unit >= '0' && unit <= '9');
  }
  EXPECT_EQ(static_unit_atom('*'), static_cast<String*>(names::star));
}

TEST(StaticAtoms, DescribeTheWellKnownSymbols) {
  Symbol* iterator = symbols::iterator;
  EXPECT_EQ(kind_of(iterator), CellKind::kSymbol);
  EXPECT_EQ(iterator->shape_id_, k_symbol_shape_id);
  EXPECT_EQ(iterator->gc_state(), GcState::kImmortal);
  ASSERT_TRUE(iterator->description().is_string());
  EXPECT_EQ(iterator->description().as_string()->view8(), "Symbol.iterator");
  EXPECT_FALSE(iterator->is_private());
  EXPECT_NE(iterator->hash(), static_cast<Symbol*>(symbols::match)->hash());
}

TEST(ArrayIndex, IsCanonicalAndBelowTheLimit) {
  auto parse = [](std::string_view text) -> i64 {
    u32 index;
    return parse_array_index(text.data(), text.size(), &index) ? i64{index} : -1;
  };
  EXPECT_EQ(parse("0"), 0);
  EXPECT_EQ(parse("42"), 42);
  EXPECT_EQ(parse("4294967294"), 4294967294);
  EXPECT_EQ(parse("4294967295"), -1);
  EXPECT_EQ(parse("9999999999"), -1);
  EXPECT_EQ(parse("01"), -1);
  EXPECT_EQ(parse("-1"), -1);
  EXPECT_EQ(parse("1.5"), -1);
  EXPECT_EQ(parse(""), -1);
}

TEST_F(StringCell, FlattensRopesOfAMillionNodesOfAnyShape) {
  constexpr int k_nodes = 1000000;
  String* unit = flat("ab");
  String* left = unit;
  String* right = unit;
  String* zigzag = unit;
  for (int i = 0; i < k_nodes; i++) {
    left = rope(left, unit);
    right = rope(unit, right);
    zigzag = i % 2 ? rope(zigzag, unit) : rope(unit, zigzag);
  }
  std::string expected;
  for (int i = 0; i <= k_nodes; i++) expected += "ab";
  for (String* string : {left, right, zigzag}) {
    EXPECT_TRUE(string->is_rope());
    EXPECT_EQ(string->view8(), expected);
    EXPECT_FALSE(string->is_rope());
  }
}

TEST_F(StringCell, FlattensABushOfRopes) {
  // Both children of every node are ropes, down to pairs; the spine leans left, then right.
  String* spine = rope(flat("<"), flat(">"));
  std::string expected = "<>";
  for (int i = 0; i < 1000; i++) {
    String* pair = rope(flat("x"), flat(std::to_string(i)));
    bool before = i % 3 == 0;
    spine = before ? rope(pair, spine) : rope(spine, pair);
    expected = before ? "x" + std::to_string(i) + expected : expected + "x" + std::to_string(i);
  }
  EXPECT_EQ(spine->to_utf8(), expected);
  EXPECT_EQ(spine->length(), expected.size());
}

TEST_F(StringCell, WidensTheLatin1PartsOfAWideRope) {
  String* string = rope(rope(flat("h\xe9"), flat(u"\u4e16")), flat("z"));
  EXPECT_FALSE(string->is_latin1());
  EXPECT_EQ(string->view16(), u"h\u00e9\u4e16z");
  EXPECT_EQ(string->to_utf8(), "h\u00e9\u4e16z");
  EXPECT_EQ(string->at(2), 0x4e16);
}

TEST_F(StringCell, ComparesAcrossWidthsAndForms) {
  String* narrow = flat("caf\xe9");
  String* wide = flat(u"caf\u00e9");
  String* joined = rope(flat("ca"), flat(u"f\u00e9"));
  String* slice = StringFactory::new_slice(heap_, flat("xcaf\xe9y"), 1, 4);
  for (String* a : {narrow, wide, joined, slice}) {
    for (String* b : {narrow, wide, joined, slice}) {
      EXPECT_TRUE(a->equals(b));
      EXPECT_EQ(a->compare(b), 0);
      EXPECT_EQ(a->hash(), b->hash());
    }
  }
  EXPECT_TRUE(slice->equals("caf\xe9"));
  EXPECT_FALSE(slice->equals("cafe"));
  EXPECT_LT(flat("abc")->compare(flat(u"abd")), 0);
  EXPECT_GT(flat("abc")->compare(flat("ab")), 0);
  EXPECT_LT(flat("\xff")->compare(flat(u"\u0100")), 0);
}

TEST_F(StringCell, RopesKeepTheirChildrenAlive) {
  Persistent<String> root(heap_, rope(flat("one-"), rope(flat("two-"), flat("three"))));
  heap_.collect();
  for (int i = 0; i < 1000; i++) flat("garbage garbage garbage");
  heap_.collect();
  EXPECT_EQ(root->view8(), "one-two-three");
  heap_.collect();
  EXPECT_EQ(root->view8(), "one-two-three");
}

KAZE_NOINLINE void fill_table(Heap& heap, AtomTable& table, RootedVector<String>& kept) {
  for (int i = 0; i < 2000; i++) {
    std::string text = "atom" + std::to_string(i);
    String* atom = StringFactory::new_flat(heap, static_cast<u32>(text.size()), true,
                                           string_flags::kAtom);
    std::memcpy(StringFactory::units8(atom), text.data(), text.size());
    table.insert(atom);
    if (i % 4 == 0) kept.push_back(atom);
  }
}

TEST_F(StringCell, TheAtomTableForgetsDeadAtoms) {
  for (CollectionKind kind : {CollectionKind::kMinor, CollectionKind::kFull}) {
    AtomTable table(heap_);
    RootedVector<String> kept(heap_);
    {
      NoGcScope scope(heap_);
      fill_table(heap_, table, kept);
    }
    EXPECT_EQ(table.size(), 2000u);
    heap_.collect(kind);
    // A stale word of the stack may keep a few alive.
    EXPECT_GE(table.size(), 500u);
    EXPECT_LT(table.size(), 600u);
    for (String* atom : kept) EXPECT_EQ(table.find(atom->view8(), atom->hash()), atom);
    fill_table(heap_, table, kept);
    heap_.collect(CollectionKind::kFull);
    for (String* atom : kept) EXPECT_NE(table.find(atom->view8(), atom->hash()), nullptr);
  }
}

}  // namespace
}  // namespace kaze
