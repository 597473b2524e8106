// node extract.js FILE [PUBLISHED]: prints the deals of one article as JSON, by koffi on the C library. "npm ci" brings koffi; the
// environment variable ENTENTE_LIBRARY names libentente.so.1 where the system's loader does not find it.
// Tested by: tests/install/install_test.py
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const koffi = require('koffi');

const library = koffi.load(process.env.ENTENTE_LIBRARY || 'libentente.so.1');
for (const handle of ['engine', 'extraction', 'error']) koffi.pointer(`entente_${handle}`, koffi.opaque());
const open = library.func('int32_t entente_engine_open(const void *options, _Out_ entente_engine *engine, _Out_ entente_error *error)');
const extract = library.func(`int32_t entente_extract_text(entente_engine engine, const char *id, const uint8_t *text, size_t text_bytes,
  const char *published, const char *encoding, _Out_ entente_extraction *extraction, _Out_ entente_error *error)`);
const json = library.func('const char *entente_extraction_json(entente_extraction extraction, size_t *bytes)');
const dealCount = library.func('size_t entente_extraction_deal_count(entente_extraction extraction)');
const message = library.func('const char *entente_error_message(entente_error error)');
const origin = library.func('const char *entente_error_origin(entente_error error)');
const freeEngine = library.func('void entente_engine_free(entente_engine engine)');
const freeExtraction = library.func('void entente_extraction_free(entente_extraction extraction)');
const freeError = library.func('void entente_error_free(entente_error error)');

// Makes a call whose last two parameters are the places for a handle and for an error; gives the handle.
function made(call, ...inputs) {
  const handle = [null], error = [null];
  if (call(...inputs, handle, error) === 0) return handle[0];
  const what = `${message(error[0])} (${origin(error[0])})`;
  freeError(error[0]);
  throw new Error(what);
}

function main(file, published) {
  if (file === undefined) {
    console.error('usage: node extract.js FILE [PUBLISHED]');
    return 2;
  }
  let engine = null, extraction = null;
  try {
    const text = fs.readFileSync(file);
    engine = made(open, null);
    extraction = made(extract, engine, path.basename(file), text, text.length, published ?? null, 'auto');
    console.log(json(extraction, null));
    return Number(dealCount(extraction)) > 0 ? 0 : 1;
  } catch (problem) {
    console.error(`${file}: ${problem.message}`);
    return 2;
  } finally {
    freeExtraction(extraction);
    freeEngine(engine);
  }
}

process.exitCode = main(...process.argv.slice(2));
