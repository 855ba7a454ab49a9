#pragma once

namespace stator::http {

// From now on this process looks up names of hosts in /etc/hosts and by DNS. What else
// nsswitch.conf may ask for comes in shared libraries of the C library that is installed, and a
// program that has its own built in cannot rely on those. To be called before a look-up;
// thread-safe.
void LookUpHostsInFilesAndDns();

}  // namespace stator::http
