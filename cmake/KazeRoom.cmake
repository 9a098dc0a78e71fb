# kaze_room(NAME [DEPENDS lib...] [ICU] [BOOST] [EXCEPTIONS]): the static library of src/NAME.
# A room without sources yet is an interface library, so that the list above never changes order.

find_package(ICU 72 COMPONENTS uc i18n data)
find_package(Threads REQUIRED)

function(kaze_target_options target)
  cmake_parse_arguments(ARG "EXCEPTIONS" "" "" ${ARGN})
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR}/include
                                               ${CMAKE_BINARY_DIR}/generated)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wno-unused-parameter
    -Wno-missing-field-initializers -fno-strict-aliasing -fno-math-errno -ffp-contract=off
    -fvisibility=hidden -mcx16 -march=x86-64-v2)
  if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
    target_compile_options(${target} PRIVATE -Wno-invalid-offsetof -fcolor-diagnostics)
  else()
    target_compile_options(${target} PRIVATE -Wno-invalid-offsetof -fdiagnostics-color)
  endif()
  if(NOT ARG_EXCEPTIONS)
    target_compile_options(${target} PRIVATE -fno-exceptions -fno-rtti)
  endif()
  if(KAZE_DEBUG)
    target_compile_definitions(${target} PRIVATE KAZE_DEBUG=1)
  endif()
  if(KAZE_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${KAZE_SANITIZE} -fno-omit-frame-pointer
                                             -fno-sanitize-recover=undefined)
    target_link_options(${target} PRIVATE -fsanitize=${KAZE_SANITIZE})
  endif()
endfunction()

function(kaze_room name)
  cmake_parse_arguments(ARG "ICU;BOOST;EXCEPTIONS" "" "DEPENDS" ${ARGN})
  list(REMOVE_ITEM ARG_DEPENDS ICU)
  set(target kaze_${name})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
  if(NOT sources)
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE ${ARG_DEPENDS})
    return()
  endif()
  add_library(${target} STATIC ${sources})
  if(ARG_EXCEPTIONS)
    kaze_target_options(${target} EXCEPTIONS)
  else()
    kaze_target_options(${target})
  endif()
  if(name STREQUAL "base")
    # ICU is linked statically: its shared libraries would dominate start-up.
    target_link_libraries(${target} PUBLIC
      -Wl,-Bstatic icui18n icuuc icudata double-conversion -Wl,-Bdynamic dl m)
  endif()
  target_link_libraries(${target} PUBLIC ${ARG_DEPENDS} Threads::Threads)
endfunction()
