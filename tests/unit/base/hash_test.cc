// Tests of src/base/hash.h: what a table holds, and that a lack of memory while it grows or copies a key leaves it as it was.
#include "base/hash.h"

#include <new>
#include <string>

#include "catch.h"

using namespace entente;

namespace {

int copies_left = -1;  // until a copy throws; -1: none does

struct Costly {
  Costly() = default;
  explicit Costly(int number_in) : number(number_in) {}
  Costly(const Costly& other) : number(other.number) {
    if (copies_left == 0) throw std::bad_alloc();
    if (copies_left > 0) --copies_left;
  }
  Costly(Costly&& other) noexcept : number(other.number) {}
  Costly& operator=(const Costly&) = delete;
  Costly& operator=(Costly&&) = delete;
  int number = 0;
};

}  // namespace

TEST_CASE("a map holds what was put in, through growth and erasure") {
  HashMap<std::string, int> map;
  for (int i = 0; i < 5000; ++i) map[std::to_string(i)] = i;
  for (int i = 0; i < 5000; i += 2) map.erase(std::to_string(i));
  for (int i = 5000; i < 9000; ++i) REQUIRE(map.try_emplace(std::to_string(i), i).second);
  REQUIRE(map.size() == 6500);
  for (int i = 0; i < 9000; ++i) REQUIRE(map.contains(std::to_string(i)) == (i >= 5000 || i % 2 == 1));
  REQUIRE(!map.emplace(std::string("7001"), 1).second);
  REQUIRE(map.find(std::string("7001"))->second == 7001);
  map.clear();
  REQUIRE(map.empty());
}

TEST_CASE("a set holds what was put in") {
  HashSet<std::string> set;
  set.reserve(100);
  for (int i = 0; i < 3000; ++i) REQUIRE(set.insert(std::to_string(i)).second);
  REQUIRE(!set.insert(std::string("17")).second);
  REQUIRE(set.size() == 3000);
  REQUIRE(!set.contains(std::string("3000")));
}

TEST_CASE("a value whose copy throws leaves the map as it was") {
  HashMap<int, Costly> map;
  const Costly value(7);
  for (int i = 0; i < 40; ++i) {
    copies_left = 0;
    REQUIRE_THROWS_AS(map.try_emplace(i, value), std::bad_alloc);
    copies_left = -1;
    REQUIRE(map.size() == static_cast<size_t>(i));
    REQUIRE(map.find(i) == map.end());
    REQUIRE(map.try_emplace(i, value).second);
  }
  for (int i = 0; i < 40; ++i) REQUIRE(map.find(i)->second.number == 7);
}
