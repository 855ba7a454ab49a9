#include "server/http/host_names.h"

#include <nss.h>

namespace stator::http {

void LookUpHostsInFilesAndDns() {
  static const bool configured = __nss_configure_lookup("hosts", "files dns") == 0;
  // It fails without memory only, and then nsswitch.conf is asked.
  static_cast<void>(configured);
}

}  // namespace stator::http
