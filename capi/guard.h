// Private: the one place where exceptions become a status and errors become objects.
#pragma once

#include <algorithm>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

#include "capi/handles.h"

namespace entente::capi {

inline entente_status Fail(Status status, entente_error** error) noexcept {
  const auto code = static_cast<entente_status>(status.code());
  if (error != nullptr) *error = new (std::nothrow) entente_error{std::move(status)};
  return code;
}

// Runs `work` (a Status() call) and turns what goes wrong into a code and an error object.
template <typename Work>
entente_status Guard(entente_error** error, Work work) noexcept {
  if (error != nullptr) *error = nullptr;
  try {
    Status status = work();
    return status.ok() ? ENTENTE_OK : Fail(std::move(status), error);
  } catch (const std::bad_alloc&) {
    return Fail(Status(Code::kNoMemory, {}), error);  // an empty message needs no memory
  } catch (...) {
    return Fail(Status(Code::kInternal, {}), error);
  }
}

inline Status Invalid(const char* message) { return Status(Code::kInvalidArgument, message); }

inline std::string_view ViewOf(const char* text) { return text == nullptr ? std::string_view() : std::string_view(text); }

// Copies a caller's struct as far as both know it, so that older and newer callers work; false when `size` cannot be right.
template <typename Options>
bool CopyOptions(const Options* from, size_t least, Options* to) {
  if (from == nullptr || from->size < least) return false;
  std::memcpy(to, from, std::min(from->size, sizeof(Options)));
  return true;
}

// A borrowed pair of pointer and length as a view; NULL only with a length of 0.
inline bool ReadView(const char* text, size_t bytes, std::string_view* view) {
  if (text == nullptr) return bytes == 0;
  *view = {text, bytes};
  return true;
}

// NULL and "" mean that the caller does not know.
inline Status ReadLanguage(const char* code, Language* language) {
  if (ViewOf(code).empty()) return {};
  const auto known = ParseLanguage(code);
  if (!known) return Status(Code::kInvalidArgument, "unknown language '" + std::string(code) + "' (known: ko, en, ja, zh)");
  *language = *known;
  return {};
}

inline Status ReadFormat(int32_t number, Format* format) {
  if (number != ENTENTE_TEXT && number != ENTENTE_HTML) return Invalid("unknown format");
  *format = number == ENTENTE_HTML ? Format::kHtml : Format::kText;
  return {};
}

inline std::string_view EncodingOf(const char* name) { return ViewOf(name).empty() ? std::string_view("utf-8") : name; }

}  // namespace entente::capi
