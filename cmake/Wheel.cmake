# The target wheel: dist/entente-VERSION-py3-none-PLATFORM.whl in the build tree, with the bundled library inside. A tree that is not bundled
# builds that library in its folder bundled.
set(ENTENTE_DIST_DIR ${CMAKE_BINARY_DIR}/dist CACHE PATH "Where the target wheel writes")
if(ENTENTE_BUNDLE)
  find_package(Python3 3.9 COMPONENTS Interpreter)
  if(Python3_FOUND)
    add_custom_target(wheel DEPENDS entente_c VERBATIM
      COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/make_wheel.py --version ${PROJECT_VERSION} --package ${CMAKE_CURRENT_SOURCE_DIR}/bindings/python
        --library $<TARGET_FILE:entente_c> --licences ${CMAKE_CURRENT_SOURCE_DIR}/LICENSE ${ENTENTE_BUNDLE_DIR}/licences --strip ${CMAKE_STRIP} --readelf ${CMAKE_READELF}
        --output ${ENTENTE_DIST_DIR})
  endif()
else()
  add_custom_target(wheel USES_TERMINAL VERBATIM
    COMMAND ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_SOURCE_DIR} -B ${CMAKE_BINARY_DIR}/bundled -G ${CMAKE_GENERATOR}
      -DENTENTE_BUNDLE=ON -DENTENTE_BUILD_TESTS=OFF -DENTENTE_BUILD_CLI=OFF -DENTENTE_BUILD_WORDPRESS=OFF -DENTENTE_DIST_DIR=${ENTENTE_DIST_DIR}
      -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE=-O2 -DCMAKE_C_COMPILER=${CMAKE_C_COMPILER} -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}
      -DCMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER}
    COMMAND ${CMAKE_COMMAND} --build ${CMAKE_BINARY_DIR}/bundled --target wheel)
endif()
