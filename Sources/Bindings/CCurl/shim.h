#pragma once
#include <curl/curl.h>

// curl_easy_setopt, curl_easy_getinfo and curl_multi_setopt take “…”, which Swift cannot call:
// one function for each kind of argument.

static inline CURLcode replyledger_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode replyledger_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode replyledger_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode replyledger_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode replyledger_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

typedef size_t (*replyledger_curl_receiver)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode replyledger_curl_set_receiver(CURL *handle, CURLoption option, replyledger_curl_receiver value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode replyledger_curl_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode replyledger_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode replyledger_curl_get_text(CURL *handle, CURLINFO info, char **value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode replyledger_curl_multi_set_long(CURLM *handle, CURLMoption option, long value) {
  return curl_multi_setopt(handle, option, value);
}

// The message's payload is a nameless union; with CURLMSG_DONE it holds the result.
static inline CURLcode replyledger_curl_message_result(const CURLMsg *message) {
  return message->data.result;
}
