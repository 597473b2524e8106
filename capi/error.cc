#include "capi/guard.h"

using namespace entente;

uint32_t entente_abi_version(void) { return 1; }
const char* entente_version(void) { return Version(); }
const char* entente_version_text(void) { return VersionText(); }
const char* entente_status_name(entente_status status) { return CodeName(static_cast<Code>(status)); }

entente_status entente_error_status(const entente_error* error) {
  return error == nullptr ? ENTENTE_OK : static_cast<entente_status>(error->status.code());
}

const char* entente_error_message(const entente_error* error) {
  if (error == nullptr) return "";
  if (!error->status.message().empty()) return error->status.message().c_str();
  return error->status.code() == Code::kNoMemory ? "there is no memory left" : "an internal error";
}

const char* entente_error_origin(const entente_error* error) { return error == nullptr ? "" : error->status.origin().c_str(); }
void entente_error_free(entente_error* error) { delete error; }
