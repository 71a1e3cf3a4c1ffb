#pragma once
// One function compiled for several instruction sets, of which the machine's best is chosen when it starts.

// Without contraction the bits are the same whichever runs. Sanitizers cannot run the resolver that chooses.
#if defined(__x86_64__) && defined(__linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
#define ACTVIZ_CLONES [[gnu::target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")]]
#else
#define ACTVIZ_CLONES
#endif
