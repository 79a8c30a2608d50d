#pragma once
#include <yaml.h>

// The event's payload is a union of nameless structs, which Swift shows under made-up names;
// these give the three members that are read here names of their own.

static inline const unsigned char *replyledger_yaml_scalar_bytes(const yaml_event_t *event) {
  return event->data.scalar.value;
}

static inline size_t replyledger_yaml_scalar_length(const yaml_event_t *event) {
  return event->data.scalar.length;
}

static inline int replyledger_yaml_scalar_is_plain(const yaml_event_t *event) {
  return event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

static inline const unsigned char *replyledger_yaml_tag(const yaml_event_t *event) {
  switch (event->type) {
  case YAML_SCALAR_EVENT: return event->data.scalar.tag;
  case YAML_SEQUENCE_START_EVENT: return event->data.sequence_start.tag;
  case YAML_MAPPING_START_EVENT: return event->data.mapping_start.tag;
  default: return 0;
  }
}

static inline const unsigned char *replyledger_yaml_anchor(const yaml_event_t *event) {
  switch (event->type) {
  case YAML_ALIAS_EVENT: return event->data.alias.anchor;
  case YAML_SCALAR_EVENT: return event->data.scalar.anchor;
  case YAML_SEQUENCE_START_EVENT: return event->data.sequence_start.anchor;
  case YAML_MAPPING_START_EVENT: return event->data.mapping_start.anchor;
  default: return 0;
  }
}
