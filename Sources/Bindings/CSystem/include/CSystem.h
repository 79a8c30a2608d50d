#pragma once
// What Glibc's Swift module does not export (epoll, eventfd, accept4 …), included once for every module that needs it.
// `_GNU_SOURCE` is defined in the .c file only: in a header it changes `fd_set` and collides with the Glibc module.
#include <errno.h>
#include <fcntl.h>
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
