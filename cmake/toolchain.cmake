# Compiler cache, linker, warnings and sanitizers for every target of ours.

find_program(STATOR_CCACHE ccache)
if(STATOR_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${STATOR_CCACHE})
endif()

find_program(STATOR_MOLD mold)
find_program(STATOR_LLD ld.lld)
if(STATOR_MOLD)
  add_link_options(-fuse-ld=mold)
elseif(STATOR_LLD)
  add_link_options(-fuse-ld=lld)
endif()

add_library(stator_warnings INTERFACE)
target_compile_options(stator_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
if(PROJECT_IS_TOP_LEVEL)
  # In the build of somebody else's test, with their flags, a false alarm shall not be an error.
  target_compile_options(stator_warnings INTERFACE -Werror)
endif()

add_compile_options(-fno-omit-frame-pointer -ffunction-sections -fdata-sections)
add_link_options(-Wl,--gc-sections)

# The release binary carries no symbols.
# Link-time optimization was measured and left out: no difference that outlasts the noise, and half a
# minute for each link.
add_library(stator_static_runtime INTERFACE)
if(NOT STATOR_SANITIZE)
  # At fixed addresses: moving it to others at each start took a tenth of the start.
  target_link_options(stator_static_runtime INTERFACE -static-libstdc++ -static-libgcc
    $<$<CONFIG:Release>:-s> $<$<CONFIG:Release>:-no-pie>)
  if(STATOR_MOLD)
    # Functions that are the same byte for byte become one: a MB less. What runs before main() lies
    # together, on fewer pages.
    target_link_options(stator_static_runtime INTERFACE $<$<CONFIG:Release>:-Wl,--icf=safe>
      $<$<CONFIG:Release>:-Wl,-z,keep-text-section-prefix>)
  endif()
endif()
if(STATOR_STATIC)
  # Needs no libc where it runs, and starts half a millisecond sooner, since nothing has to be mapped
  # and bound. glibc warns that names are resolved by its shared libraries; of those it needs none
  # for /etc/hosts and DNS (since 2.34), which is all that is wanted here.
  target_link_options(stator_static_runtime INTERFACE -static)
endif()

if(STATOR_SANITIZE)
  add_compile_options(-fsanitize=${STATOR_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${STATOR_SANITIZE})
endif()

if(STATOR_FUZZERS)
  # Coverage feedback for libFuzzer; its main() is linked into the fuzz targets only.
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
