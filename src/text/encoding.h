// Bytes of a named or unknown encoding to UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "entente/status.h"

namespace entente::text {

// Decodes `bytes` and replaces the content of `*out`. `encoding` is a name as ICU knows it ("utf-8", "cp949", "shift_jis"),
// or "auto" or "": UTF-16 with a byte order mark, else valid UTF-8, else valid windows-949 (the superset of EUC-KR), else an
// error; nothing is ever guessed from letter statistics. The Korean names (euc-kr, cp949, ks_c_5601-1987, ...) all mean
// windows-949. Results that no text holds (C1 controls, private use) are errors.
// Errors: kBadText with "byte N"; kInvalidArgument (unknown encoding).
Status DecodeBytes(std::string_view bytes, std::string_view encoding, std::string* out);

// True when DecodeBytes would give `bytes` back unchanged without a look at ICU: `encoding` allows UTF-8 and they are UTF-8.
// Then they need not be copied.
bool IsPlainUtf8(std::string_view bytes, std::string_view encoding);

Status PrepareEncodings();
void PrepareHtml();  // in html.cc

}  // namespace entente::text
