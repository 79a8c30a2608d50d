#pragma once
#include <postgresql/libpq-fe.h>

// The codes of a message's fields are character macros, which Swift does not import.

static inline const char *clibpq_sqlstate(const PGresult *result) {
  return PQresultErrorField(result, PG_DIAG_SQLSTATE);
}

static inline const char *clibpq_primary_message(const PGresult *result) {
  return PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
}
