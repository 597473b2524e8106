#include "pack/table.h"

#include "unit/catch.h"

using entente::Code;
using entente::pack::Table;

TEST_CASE("a table gives the wanted columns in the wanted order") {
  auto table = Table::Parse("x.tsv", "# for people\na\tb\tc\n\n1\t2\t3\n4\t5\t6\r\n", {"c", "a"});
  REQUIRE(table.ok());
  REQUIRE(table->rows() == 2);
  CHECK(table->cell(0, 0) == "3");
  CHECK(table->cell(0, 1) == "1");
  CHECK(table->cell(1, 0) == "6");
  CHECK(table->Error(1, "bad").ToString() == "x.tsv:5: bad (bad_pack)");
}

TEST_CASE("a mistake in a table names its line") {
  CHECK(Table::Parse("x.tsv", "a\tb\n1\n", {"a"}).status().origin() == "x.tsv:2");
  CHECK(Table::Parse("x.tsv", "a\tb\n", {"c"}).status().code() == Code::kBadPack);
  CHECK(Table::Parse("x.tsv", "", {"a"}).status().code() == Code::kBadPack);
  CHECK(Table::Load("no/such.tsv", {"a"}).status().code() == Code::kBadPack);
}
