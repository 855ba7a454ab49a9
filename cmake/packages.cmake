# `cpack -G DEB` in a build of the preset `release`: what `./dev package` does.
include(GNUInstallDirs)

install(TARGETS stator RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.md")

set(CPACK_PACKAGE_NAME stator)
set(CPACK_PACKAGE_VENDOR "The Stator authors")
set(CPACK_PACKAGE_CONTACT "The Stator authors <stator@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "local DynamoDB")
set(CPACK_PACKAGE_DESCRIPTION
  "A native server that speaks the DynamoDB protocol, for development and tests:\n"
  "any AWS SDK, the AWS CLI or a test suite can point at it instead of the cloud.")
string(CONCAT CPACK_PACKAGE_DESCRIPTION ${CPACK_PACKAGE_DESCRIPTION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_GENERATOR DEB)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
include(CPack)
