# kaze_embed_scripts(TARGET DIRECTORY): the .js files of the directory as string literals in a generated
# source of the target (declared in builtins/scripted.h). Run as a script (cmake -P) it writes that file.

if(CMAKE_SCRIPT_MODE_FILE)
  file(GLOB scripts ${DIRECTORY}/*.js)
  set(out "// Generated from src/builtins/js.\n#include \"builtins/scripted.h\"\n\nnamespace kaze {\n\n")
  string(APPEND out "static const EmbeddedScript k_scripts[] = {\n")
  foreach(script ${scripts})
    get_filename_component(name ${script} NAME_WE)
    file(READ ${script} text)
    # A literal may not be too long for some compilers: pieces of at most 12,000 bytes.
    string(LENGTH "${text}" length)
    string(APPEND out "{\"${name}\",\n")
    set(offset 0)
    while(offset LESS length)
      string(SUBSTRING "${text}" ${offset} 12000 piece)
      string(APPEND out "R\"kaze(${piece})kaze\"\n")
      math(EXPR offset "${offset} + 12000")
    endwhile()
    string(APPEND out "},\n")
  endforeach()
  string(APPEND out "};\n\nconst std::span<const EmbeddedScript> k_embedded_scripts = k_scripts;\n\n")
  string(APPEND out "}  // namespace kaze\n")
  file(WRITE ${OUTPUT} "${out}")
  return()
endif()

set(KAZE_EMBED_SCRIPTS ${CMAKE_CURRENT_LIST_FILE})

function(kaze_embed_scripts target directory)
  file(GLOB scripts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${directory}/*.js)
  set(output ${CMAKE_BINARY_DIR}/generated/embedded_scripts.cpp)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DDIRECTORY=${CMAKE_SOURCE_DIR}/${directory} -DOUTPUT=${output}
            -P ${KAZE_EMBED_SCRIPTS}
    DEPENDS ${scripts} ${KAZE_EMBED_SCRIPTS} VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
