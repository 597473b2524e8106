# Packs src/store/schema.sql into the library as a text.
set(ENTENTE_SCHEMA_FILE ${CMAKE_CURRENT_SOURCE_DIR}/src/store/schema.sql)
file(READ ${ENTENTE_SCHEMA_FILE} ENTENTE_SCHEMA_TEXT)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ENTENTE_SCHEMA_FILE})
set(ENTENTE_EMBEDDED_SCHEMA ${CMAKE_CURRENT_BINARY_DIR}/embedded_schema.cc)
file(CONFIGURE OUTPUT ${ENTENTE_EMBEDDED_SCHEMA} @ONLY CONTENT
  "#include \"store/schema.h\"\nstd::string_view entente::store::SchemaSql() { return R\"sql(@ENTENTE_SCHEMA_TEXT@)sql\"; }\n")
