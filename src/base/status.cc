#include "entente/status.h"

namespace entente {

const char* CodeName(Code code) {
  switch (code) {
    case Code::kOk: return "ok";
    case Code::kInvalidArgument: return "invalid_argument";
    case Code::kNotFound: return "not_found";
    case Code::kBadText: return "bad_text";
    case Code::kBadPack: return "bad_pack";
    case Code::kBadRecord: return "bad_record";
    case Code::kIo: return "io";
    case Code::kLimit: return "limit";
    case Code::kCancelled: return "cancelled";
    case Code::kNoMemory: return "no_memory";
    case Code::kUnsupported: return "unsupported";
    case Code::kInternal: return "internal";
  }
  return "unknown";
}

std::string Status::ToString() const {
  if (ok()) return "ok";
  std::string text = origin_;
  if (!text.empty()) text += ": ";
  return text + message_ + " (" + CodeName(code_) + ")";
}

}  // namespace entente
