#define _GNU_SOURCE
#include "CSystem.h"

#include <string.h>
#include <time.h>

int csystem_accept(int listener, struct sockaddr_storage *address, socklen_t *length) {
  return accept4(listener, (struct sockaddr *)address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

void csystem_name_thread(const char *name) {
  char kept[16];
  strncpy(kept, name, sizeof kept - 1);
  kept[sizeof kept - 1] = 0;
  pthread_setname_np(pthread_self(), kept);
}

extern char **environ;

char **process_environment(void) { return environ; }

int64_t csystem_seconds(void) {
  struct timespec moment;
  clock_gettime(CLOCK_REALTIME, &moment);
  return moment.tv_sec;
}

uint64_t csystem_monotonic_nanoseconds(void) {
  struct timespec moment;
  clock_gettime(CLOCK_MONOTONIC, &moment);
  return (uint64_t)moment.tv_sec * 1000000000u + (uint64_t)moment.tv_nsec;
}
