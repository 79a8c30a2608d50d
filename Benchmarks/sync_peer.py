"""The peer of `sync.py`: the same lists by dlt, into SQLite. Usage: sync_peer.py BASE_URL STORE"""

import os
import sqlite3
import sys

import requests

os.environ.setdefault("RUNTIME__DLTHUB_TELEMETRY", "false")
os.environ.setdefault("RUNTIME__LOG_LEVEL", "ERROR")

import dlt  # noqa: E402
from dlt.sources.helpers.rest_client import RESTClient  # noqa: E402
from dlt.sources.helpers.rest_client.auth import BearerTokenAuth  # noqa: E402
from dlt.sources.helpers.rest_client.paginators import PageNumberPaginator  # noqa: E402

base, store = sys.argv[1], sys.argv[2]
token = requests.post(
    f"{base}/oauth2/token",
    json={"grant_type": "client_credentials", "client_id": "app-id", "client_secret": "app-secret"},
    timeout=30,
).json()["access_token"]
client = RESTClient(
    base,
    auth=BearerTokenAuth(token),
    paginator=PageNumberPaginator(base_page=1, page_param="page", total_path="page.totalPages"),
)


@dlt.resource(primary_key="id", write_disposition="merge", max_table_nesting=2)
def conversations():
    for inbox in (101, 102, 103):
        parameters = {"mailbox": inbox, "status": "all", "embed": "threads", "sortField": "createdAt", "sortOrder": "asc"}
        yield from client.paginate("/conversations", params=parameters, data_selector="_embedded.conversations")


pipeline = dlt.pipeline(
    pipeline_name="desk", destination=dlt.destinations.sqlalchemy(f"sqlite:///{store}"), dataset_name="main",
    pipelines_dir=f"{store}.pipelines",
)
pipeline.run(conversations())
with sqlite3.connect(store) as db:
    print("stored", db.execute("SELECT count(*) FROM conversations").fetchone()[0])
