#include "text/encoding.h"

#include "unit/catch.h"

using namespace entente;

namespace {

std::string Decoded(const std::string& bytes, const std::string& encoding) {
  std::string out;
  const Status status = text::DecodeBytes(bytes, encoding, &out);
  return status.ok() ? out : status.origin() + " " + CodeName(status.code());
}

}  // namespace

TEST_CASE("automatic: UTF-8, else Korean, else an error") {
  CHECK(Decoded("가나", "auto") == "가나");
  CHECK(Decoded("\xB0\xA1\xB3\xAA", "auto") == "가나");
  CHECK(Decoded("\xB0\xA1 KT \xC7\xD2", "") == "가 KT 할");
  CHECK(Decoded("\x8C\x63", "auto") == "똠");  // outside of KS X 1001, inside windows-949
  CHECK(Decoded("ab\xFF\xFF", "auto") == "byte 2 bad_text");
  CHECK(Decoded("\xB0", "auto") == "byte 0 bad_text");
  CHECK(Decoded(std::string("\xFF\xFE\x00\xAC", 4), "auto") == "가");
}

TEST_CASE("named encodings") {
  for (const char* name : {"cp949", "EUC-KR", "windows-949", "ks_c_5601-1987", "MS949", "uhc"}) CHECK(Decoded("\xB0\xA1", name) == "가");
  CHECK(Decoded("\\100", "cp949") == "\\100");  // not the won sign
  CHECK(Decoded("가", "utf-8") == "가");
  CHECK(Decoded("\xB0\xA1", "utf-8") == "byte 0 bad_text");
  CHECK(Decoded("\x83\x4B", "shift_jis") == "ガ");
  CHECK(Decoded("a", "no-such") == " invalid_argument");
}

TEST_CASE("bytes that the Korean encoding does not define are errors with their offset") {
  CHECK(Decoded("\xB0\xA1\x80", "cp949") == "byte 2 bad_text");
  CHECK(Decoded("\xB0\xA1\xFF", "cp949") == "byte 2 bad_text");
  CHECK(Decoded("a\xC9\xA1", "cp949") == "byte 1 bad_text");  // private use
  CHECK(Decoded("\xB0\xA1\xB0", "cp949") == "byte 2 bad_text");
  std::string text;
  for (int i = 0; i < 700000; ++i) text += "\xB0\xA1";
  CHECK(Decoded(text + "\x80", "cp949") == "byte 1400000 bad_text");
  CHECK(Decoded(text, "cp949").size() == 2100000);
}
