#include "text/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>

#include "text/utf8.h"

namespace entente::text {
namespace {

constexpr const char* kKorean = "windows-949";

// Lower case, without '-' and '_'.
std::string KeyOf(std::string_view name) {
  std::string key;
  for (char c : name)
    if (c != '-' && c != '_' && c != ' ') key += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return key;
}

bool IsUtf8Name(const std::string& key) { return key == "utf8"; }
bool IsAutoName(const std::string& key) { return key.empty() || key == "auto"; }

std::string ConverterName(std::string_view name) {
  const std::string key = KeyOf(name);
  constexpr std::array<const char*, 9> kNames = {"euckr", "cp949", "windows949", "ms949", "uhc", "ksc56011987", "ksc5601", "ksx1001", "korean"};
  return std::find(kNames.begin(), kNames.end(), key) == kNames.end() ? std::string(name) : kKorean;
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Status OpenConverter(const std::string& name, Converter* converter) {
  UErrorCode error = U_ZERO_ERROR;
  converter->reset(ucnv_open(name.c_str(), &error));
  if (U_SUCCESS(error)) ucnv_setToUCallBack(converter->get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  if (U_SUCCESS(error)) return {};
  if (error == U_MEMORY_ALLOCATION_ERROR) return Status(Code::kNoMemory, {});
  return Status(Code::kInvalidArgument, "unknown encoding '" + name + "'");
}

Status BadBytes(const std::string& name, size_t offset) {
  return Status(Code::kBadText, "the text is not valid " + name, "byte " + std::to_string(offset));
}

// No text of a newspaper holds these; converters give them for bytes that the encoding does not define.
bool IsForeign(char32_t c) { return (c >= 0x80 && c <= 0x9F) || (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000 || c == 0xFFFD; }

// Appends UTF-16 that may be cut inside a pair (`*lead` carries the half). False with `*bad` at a foreign code point.
bool AppendWide(const char16_t* units, size_t count, char32_t* lead, std::string* out, size_t* bad) {
  for (size_t i = 0; i < count; ++i) {
    char32_t c = units[i];
    if (c >= 0xD800 && c <= 0xDBFF) {
      *lead = c;
      continue;
    }
    if (c >= 0xDC00 && c <= 0xDFFF) c = 0x10000 + ((*lead - 0xD800) << 10) + (c - 0xDC00);
    if (IsForeign(c)) return *bad = i, false;
    AppendUtf8(c, out);
  }
  return true;
}

Status DecodeByIcu(std::string_view bytes, const std::string& name, std::string* out) {
  Converter converter;
  if (Status status = OpenConverter(name, &converter); !status.ok()) return status;
  out->clear();
  out->reserve(bytes.size() + bytes.size() / 2);
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  std::array<char16_t, 4096> wide;
  std::array<int32_t, 4096> offsets;
  char32_t lead = 0;
  for (bool more = true; more;) {
    const char* const start = from;
    // pieces, because ICU counts offsets in 32 bits
    const char* const stop = end - from > (1 << 20) ? from + (1 << 20) : end;
    char16_t* to = wide.data();
    UErrorCode error = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &to, wide.data() + wide.size(), &from, stop, offsets.data(), stop == end, &error);
    size_t bad = 0;
    if (!AppendWide(wide.data(), static_cast<size_t>(to - wide.data()), &lead, out, &bad))
      return BadBytes(name, static_cast<size_t>(start - bytes.data()) + static_cast<size_t>(std::max(0, offsets[bad])));
    if (error == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_FAILURE(error)) {
      std::array<char, 32> invalid;
      auto length = static_cast<int8_t>(invalid.size());
      UErrorCode ignored = U_ZERO_ERROR;
      ucnv_getInvalidChars(converter.get(), invalid.data(), &length, &ignored);
      const auto after = static_cast<size_t>(from - bytes.data());
      return BadBytes(name, after - std::min(after, static_cast<size_t>(std::max<int8_t>(length, 0))));
    }
    more = stop != end;
  }
  return {};
}

bool HasUtf16Mark(std::string_view bytes) {
  return bytes.size() >= 2 && ((bytes[0] == '\xFF' && bytes[1] == '\xFE') || (bytes[0] == '\xFE' && bytes[1] == '\xFF'));
}

}  // namespace

bool IsPlainUtf8(std::string_view bytes, std::string_view encoding) {
  const std::string key = KeyOf(encoding);
  return (IsAutoName(key) || IsUtf8Name(key)) && !FindInvalidUtf8(bytes);
}

Status DecodeBytes(std::string_view bytes, std::string_view encoding, std::string* out) {
  const std::string key = KeyOf(encoding);
  if (IsUtf8Name(key)) {
    if (Status status = CheckUtf8(bytes); !status.ok()) return status;
    out->assign(bytes);
    return {};
  }
  if (!IsAutoName(key)) return DecodeByIcu(bytes, ConverterName(encoding), out);
  if (HasUtf16Mark(bytes)) return DecodeByIcu(bytes, "UTF-16", out);
  const auto bad = FindInvalidUtf8(bytes);
  if (!bad) {
    out->assign(bytes);
    return {};
  }
  const Status korean = DecodeByIcu(bytes, kKorean, out);
  if (korean.ok() || korean.code() == Code::kNoMemory) return korean;
  // The byte that rules out UTF-8 is the one to look at, unless the text is Korean up to a later slip.
  return Status(Code::kBadText, "the text is neither valid UTF-8 (first bad byte " + std::to_string(*bad) + ") nor valid " + kKorean +
                " (" + korean.origin() + ")", "byte " + std::to_string(*bad));
}

Status PrepareEncodings() {
  Converter converter;
  const Status status = OpenConverter(kKorean, &converter);
  return status.code() == Code::kInvalidArgument ? Status(Code::kInternal, "ICU has no Korean converter") : status;
}

}  // namespace entente::text
