// Private: what the opaque handles of entente_c.h hold.
#pragma once

#include <string>

#include "capi/entente_c.h"
#include "entente/archive.h"
#include "entente/entente.h"
#include "entente/input.h"

struct entente_engine {
  entente::Engine engine;
};

struct entente_extraction {
  entente::Extraction extraction;
  std::string json;
  std::string title, body;  // decoded; what the offsets refer to
  std::string explanation;  // "" where none was asked for
};

struct entente_stream {
  entente::ArticleStream stream;
  uint64_t line = 0;
};

struct entente_import {
  std::string table, report;
};

struct entente_archive {
  entente::Archive archive;
};

struct entente_answer {
  std::string text;
};

struct entente_error {
  entente::Status status;
};
