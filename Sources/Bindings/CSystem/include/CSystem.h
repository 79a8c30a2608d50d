#pragma once
// What Glibc's Swift module does not export (epoll, eventfd, accept4 …), included once for every module that needs it.
// `_GNU_SOURCE` is defined in the .c file only: in a header it changes `fd_set` and collides with the Glibc module.
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

// GNU extensions, which a header without `_GNU_SOURCE` does not declare.

/// accept4 with SOCK_NONBLOCK and SOCK_CLOEXEC: a descriptor that no child process inherits, not even for a moment.
int csystem_accept(int listener, struct sockaddr_storage *address, socklen_t *length);

/// pthread_setname_np for the calling thread; at most 15 bytes are kept.
void csystem_name_thread(const char *name);

/// The variables of the process, ended by a null pointer. A function because Swift takes the global `environ` for
/// shared mutable state.
char **process_environment(void);

/// Whole seconds since 1970 by the wall clock, and nanoseconds by the clock that never goes back. Functions, because
/// the fields of `timespec` belong to another module or not, depending on how this one was built.
int64_t csystem_seconds(void);
uint64_t csystem_monotonic_nanoseconds(void);

/// Takes the pages of the program and its libraries that were only read out of the process's memory. Whatever is needed
/// again comes from the system's cache, as it did the first time.
void csystem_leave_program_pages(void);
