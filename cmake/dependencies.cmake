# Everything that Debian packages for us. Linked statically where Debian ships an archive, and taken
# as system headers, so that our warnings stay ours.

find_package(Threads REQUIRED)
set(OPENSSL_USE_STATIC_LIBS ON)
find_package(OpenSSL REQUIRED)
set(ZLIB_USE_STATIC_LIBS ON)

function(stator_static_archive variable name)
  find_library(${variable} NAMES lib${name}.a REQUIRED)
endfunction()
stator_static_archive(STATOR_ROCKSDB_A rocksdb)
stator_static_archive(STATOR_SNAPPY_A snappy)
stator_static_archive(STATOR_LZ4_A lz4)
stator_static_archive(STATOR_ZSTD_A zstd)
stator_static_archive(STATOR_BZ2_A bz2)
stator_static_archive(STATOR_ZLIB_A z)
stator_static_archive(STATOR_DEFLATE_A deflate)
stator_static_archive(STATOR_YAML_A yaml)

add_library(ZLIB::ZLIB STATIC IMPORTED)
set_target_properties(ZLIB::ZLIB PROPERTIES IMPORTED_LOCATION ${STATOR_ZLIB_A})

add_library(stator_rocksdb INTERFACE)
target_link_libraries(stator_rocksdb INTERFACE
  ${STATOR_ROCKSDB_A} ${STATOR_SNAPPY_A} ${STATOR_LZ4_A} ${STATOR_ZSTD_A} ${STATOR_BZ2_A}
  ZLIB::ZLIB Threads::Threads ${CMAKE_DL_LIBS})

# Beast and Asio: what tests and benchmarks compare the server with.
if(STATOR_TESTS OR STATOR_BENCH)
  find_path(STATOR_BOOST_INCLUDE boost/beast/version.hpp REQUIRED)
  add_library(stator_beast INTERFACE)
  target_include_directories(stator_beast SYSTEM INTERFACE ${STATOR_BOOST_INCLUDE})
  target_compile_definitions(stator_beast INTERFACE BOOST_ASIO_NO_DEPRECATED)
  target_link_libraries(stator_beast INTERFACE Threads::Threads)
endif()

add_library(stator_crypto INTERFACE)
target_link_libraries(stator_crypto INTERFACE OpenSSL::Crypto ${CMAKE_DL_LIBS} Threads::Threads)

# CLI11: the command line. Header only.
add_library(stator_command_line INTERFACE)

# spdlog and fmt, used as headers: Debian has no archives of them.
add_library(stator_logging INTERFACE)
target_compile_definitions(stator_logging INTERFACE SPDLOG_HEADER_ONLY FMT_HEADER_ONLY)
