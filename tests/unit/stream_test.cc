#include <algorithm>
#include <cstring>

#include "entente/input.h"
#include "unit/catch.h"

using namespace entente;

namespace {

const Engine& TheEngine() {
  static const Result<Engine> engine = Engine::Open({});
  REQUIRE(engine.ok());
  return engine.value();
}

ReadBytes From(const std::string& text, size_t step) {
  return [text, step, used = size_t{0}](char* to, size_t capacity) mutable -> Result<size_t> {
    const size_t count = std::min({step, capacity, text.size() - used});
    std::memcpy(to, text.data() + used, count);
    used += count;
    return count;
  };
}

std::string RunAll(const std::string& text, uint32_t threads, size_t step) {
  auto stream = ArticleStream::Open(TheEngine(), From(text, step), {.name = "n", .threads = threads});
  REQUIRE(stream.ok());
  std::string all;
  for (StreamItem item; stream->Next(&item);)
    all += std::to_string(item.line) + " " + (item.status.ok() ? item.json : item.status.ToString()) + "\n";
  return all;
}

}  // namespace

TEST_CASE("the result does not depend on threads or on how the bytes come") {
  std::string text;
  for (int i = 0; i < 500; ++i) {
    if (i % 17 == 3) text += "broken\n";
    if (i % 29 == 5) text += "\n";
    text += "{\"id\": \"" + std::to_string(i) + "\", \"published\": \"2024-05-04\", \"body\": \"가온전자는 새벽로보틱스에 " + std::to_string(i + 1) + "억원을 투자했다.\"}\n";
  }
  const std::string one = RunAll(text, 1, 1 << 20);
  CHECK(std::count(one.begin(), one.end(), '\n') == 530);
  CHECK(RunAll(text, 2, 1 << 20) == one);
  CHECK(RunAll(text, 5, 333) == one);
}

TEST_CASE("line ends, byte order mark, last line without an end") {
  CHECK(RunAll("", 1, 100).empty());
  CHECK(RunAll("\n\r\n  \n", 2, 100).empty());
  const std::string out = RunAll("\xEF\xBB\xBF{\"id\": 1, \"body\": \"a\"}\r\n{\"id\": 2, \"body\": \"b\"}", 1, 1);
  CHECK(out.find("1 {") == 0);
  CHECK(out.find("\n2 {") != std::string::npos);
}

TEST_CASE("records in a Korean encoding") {
  auto stream = ArticleStream::Open(TheEngine(), From("{\"body\": \"\xB0\xA1\"}\n", 100), {});
  StreamItem item;
  REQUIRE(stream->Next(&item));
  CHECK(item.status.ok());
  CHECK(item.body == "가");
  CHECK_FALSE(stream->Next(&item));
}

TEST_CASE("bad options") {
  CHECK(ArticleStream::Open(TheEngine(), From("", 1), {.encoding = "x-none"}).status().code() == Code::kInvalidArgument);
  CHECK(ArticleStream::Open(TheEngine(), From("", 1), {.published = "2024-02-30"}).status().code() == Code::kInvalidArgument);
}

TEST_CASE("a stream may be left at any time") {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "{\"body\": \"가온전자는 새벽로보틱스에 3억원을 투자했다.\"}\n";
  auto stream = ArticleStream::Open(TheEngine(), From(text, 1 << 20), {.threads = 3});
  StreamItem item;
  CHECK(stream->Next(&item));
}
