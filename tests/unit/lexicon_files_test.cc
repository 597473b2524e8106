#include "lexicon_files.h"

#include <cstdio>

#include "unit/catch.h"

using namespace entente;

namespace {

Status StatusOf(const LexiconFile& file) { return ReadLexiconFiles({file}).status(); }

}  // namespace

TEST_CASE("lexicons come from paths and from memory") {
  CHECK(ReadLexiconFiles({}).value() == nullptr);
  CHECK(StatusOf({}).code() == Code::kInvalidArgument);
  CHECK(StatusOf({.path = "/no/such/file.tsv"}).code() == Code::kNotFound);
  CHECK(StatusOf({.path = "/no/such/file.tsv"}).origin() == "/no/such/file.tsv");
  CHECK(StatusOf({.text = "name\tkind\n\xFF\tcompany\n", .name = "x"}).code() == Code::kBadText);
  CHECK(StatusOf({.text = "name\tkind\nA\tcompany\n"}).origin() == "lexicon:2");
  CHECK(StatusOf({.text = "\xEF\xBB\xBFname\tkind\r\nGaon\tcompany\r\n"}).ok());
  const std::string path = "lexicon_files_test.tsv";
  std::FILE* file = std::fopen(path.c_str(), "wb");
  REQUIRE(file != nullptr);
  std::fputs("name\tkind\nGaon\tcompany\nGaon\tfund\n", file);
  std::fclose(file);
  CHECK(StatusOf({.path = path}).origin() == path + ":3");
  std::remove(path.c_str());
}

TEST_CASE("a broken lexicon is an error or a lexicon, never more") {
  const std::string_view tables[] = {"name\tkind\taliases\tambiguous\tlei\tisin\n가온\tcompany\tGaon|G2 | \t1\t529900T8BM49AURSDO55\tKR7005930003\n",
                                     "text\tclasses\n삼각편대\tcoop+agree\n옛말\t-\n",
                                     "singular\tplural\tclasses\tparty\nzorble\tzorbles\tacquire\tcompany\n"};
  for (const std::string_view table : tables)
    for (size_t cut = 0; cut <= table.size(); ++cut) {
      const std::string head(table.substr(0, cut));
      for (const std::string& text : {head, head + "\t", head + "\n", head + "|", head + std::string(table.substr(std::min(cut + 1, table.size()))), head + std::string(table)}) {
        const Status status = ReadLexiconFiles({{.text = text}}).status();
        if (!status.ok()) CHECK((status.code() == Code::kBadPack || status.code() == Code::kBadText));
        if (!status.ok()) CHECK(status.origin().starts_with("lexicon"));
      }
    }
}

TEST_CASE("names of a lexicon are normalised as articles are") {
  // 가온 in decomposed Hangul, and full-width letters
  auto read = ReadLexiconFiles({{.text = "name\tkind\taliases\n\xE1\x84\x80\xE1\x85\xA1\xE1\x84\x8B\xE1\x85\xA9\xE1\x86\xAB\tcompany\tＧＡＯＮ\n"}});
  REQUIRE(read.ok());
  REQUIRE(read.value()->OfSurface("가온") != nullptr);
  CHECK(read.value()->OfSurface("GAON") == read.value()->OfSurface("가온"));
}
