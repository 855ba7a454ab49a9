#pragma once

namespace stator::server {

// To be called before the process allocates much: large blocks go back to the system when they are
// freed, also after larger ones were. glibc's own rule would keep them for later.
void LetLargeBlocksGo();

// Gives back to the system what the allocator keeps for later, and takes the pages of code and
// constants that only start-up or work long past needed out of the process; the kernel has them at
// hand when they are needed again. Takes less than a millisecond.
void GiveBackProcessMemory();

// Lets the process have as many open files and connections as it may: by default it is a thousand
// together, and a large store has hundreds of files.
void AllowManyFiles();

}  // namespace stator::server
