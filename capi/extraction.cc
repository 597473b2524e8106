#include "capi/guard.h"

using namespace entente;

namespace {

const char* Give(const std::string& text, size_t* bytes) {
  if (bytes != nullptr) *bytes = text.size();
  return text.c_str();
}

const char* GiveNothing(size_t* bytes) {
  if (bytes != nullptr) *bytes = 0;
  return nullptr;
}

}  // namespace

const char* entente_extraction_json(const entente_extraction* extraction, size_t* bytes) {
  return extraction == nullptr ? GiveNothing(bytes) : Give(extraction->json, bytes);
}

const char* entente_extraction_explanation(const entente_extraction* extraction, size_t* bytes) {
  return extraction == nullptr || extraction->explanation.empty() ? GiveNothing(bytes) : Give(extraction->explanation, bytes);
}

size_t entente_extraction_deal_count(const entente_extraction* extraction) { return extraction == nullptr ? 0 : extraction->extraction.deals.size(); }
size_t entente_extraction_amount_count(const entente_extraction* extraction) { return extraction == nullptr ? 0 : extraction->extraction.amounts.size(); }
size_t entente_extraction_warning_count(const entente_extraction* extraction) { return extraction == nullptr ? 0 : extraction->extraction.warnings.size(); }

const char* entente_extraction_field(const entente_extraction* extraction, int32_t field, size_t* bytes) {
  if (extraction == nullptr || (field != ENTENTE_TITLE && field != ENTENTE_BODY)) return GiveNothing(bytes);
  return Give(field == ENTENTE_TITLE ? extraction->title : extraction->body, bytes);
}

void entente_extraction_free(entente_extraction* extraction) { delete extraction; }

size_t entente_text_units(const char* text, size_t bytes, int32_t unit) {
  if (text == nullptr || (unit != ENTENTE_CODE_POINTS && unit != ENTENTE_UTF16_UNITS)) return 0;
  size_t count = 0;
  for (size_t i = 0; i < bytes; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    count += (byte & 0xC0) != 0x80;
    count += unit == ENTENTE_UTF16_UNITS && byte >= 0xF0;  // a code point beyond the first plane has two units
  }
  return count;
}
