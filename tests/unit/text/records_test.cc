#include "text/records.h"

#include "unit/catch.h"

using namespace entente;
using text::Record;

namespace {

Status Read(std::string line, Record* record) {
  text::RecordReader reader;
  return reader.Read(&line, record);
}

std::string ErrorOf(const std::string& line) {
  Record record;
  const Status status = Read(line, &record);
  CHECK((status.ok() || status.code() == Code::kBadRecord));
  return status.ok() ? "" : status.message();
}

}  // namespace

TEST_CASE("all fields of a record") {
  Record record;
  REQUIRE(Read(R"({"id": "a", "language": "ko", "published": "2024-06", "title": "t", "body": "b\n\u00e9", "format": "html", "x": {"y": [1]}})", &record).ok());
  CHECK(record.id == "a");
  CHECK(record.language == Language::kKorean);
  CHECK(record.published == "2024-06");
  CHECK(record.title == "t");
  CHECK(record.body == "b\n\u00e9");
  CHECK(record.format == Format::kHtml);
}

TEST_CASE("null and missing fields keep the defaults") {
  Record record;
  record.published = "2020";
  REQUIRE(Read(R"({"id": 17, "language": null, "published": null, "title": null, "body": "b"})", &record).ok());
  CHECK(record.id == "17");
  CHECK(record.published == "2020");
  CHECK(record.language == Language::kUnknown);
}

TEST_CASE("mistakes are told") {
  CHECK(ErrorOf(R"({"body": "a"})").empty());
  CHECK_FALSE(ErrorOf(R"({"body": "a")").empty());
  CHECK_FALSE(ErrorOf(R"({"body": "a"} x)").empty());
  CHECK_FALSE(ErrorOf(R"({"body": "a)").empty());
  CHECK_FALSE(ErrorOf(R"({"body": "a", "x": tru})").empty());
  CHECK_FALSE(ErrorOf(R"({"id": "a"})").empty());
  CHECK_FALSE(ErrorOf("[]").empty());
  CHECK_FALSE(ErrorOf("nonsense").empty());
  CHECK_FALSE(ErrorOf("{\"body\": \"\xFF\"}").empty());
  CHECK_FALSE(ErrorOf("{\"body\": \"a\tb\"}").empty());
  CHECK(ErrorOf(R"({"body": 3})").find("'body'") != std::string::npos);
  CHECK(ErrorOf(R"({"body": "a", "language": "xx"})").find("xx") != std::string::npos);
  CHECK(ErrorOf(R"({"body": "a", "format": "pdf"})").find("pdf") != std::string::npos);
}

TEST_CASE("lone surrogates are mistakes, pairs are not") {
  CHECK_FALSE(ErrorOf(R"({"body": "\ud800"})").empty());
  CHECK_FALSE(ErrorOf(R"({"body": "\udc00"})").empty());
  CHECK_FALSE(ErrorOf(R"({"body": "\ud83dx"})").empty());
  CHECK_FALSE(ErrorOf(R"({"body": "\udc00\ud83d"})").empty());
  Record record;
  REQUIRE(Read(R"({"body": "\ud83d\ude00"})", &record).ok());
  CHECK(record.body == "\U0001F600");
}

TEST_CASE("a deep record is a mistake, not a crash") {
  CHECK_FALSE(ErrorOf("{\"body\": \"a\", \"x\": " + std::string(100000, '[')).empty());
}
