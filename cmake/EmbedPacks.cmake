# Packs every file under src/lang into the library: a helper program writes them as arrays of 64-bit words.
add_executable(entente_embed ${CMAKE_CURRENT_LIST_DIR}/embed.cc)
target_compile_features(entente_embed PRIVATE cxx_std_20)
target_link_libraries(entente_embed PRIVATE entente_warnings)
file(GLOB_RECURSE ENTENTE_PACK_FILES CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/src/lang/*.tsv
  ${CMAKE_CURRENT_SOURCE_DIR}/src/lang/*.txt)
set(ENTENTE_EMBEDDED_PACKS ${CMAKE_CURRENT_BINARY_DIR}/embedded_packs.cc)
add_custom_command(OUTPUT ${ENTENTE_EMBEDDED_PACKS}
  COMMAND entente_embed ${CMAKE_CURRENT_SOURCE_DIR}/src/lang ${ENTENTE_EMBEDDED_PACKS} ${ENTENTE_PACK_FILES}
  DEPENDS entente_embed ${ENTENTE_PACK_FILES} COMMENT "Embedding the language packs" VERBATIM)
