"""A help desk that is filled by REST and by mail, and the books of what a sync must find there."""

import base64
import json
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter

PASSWORDS = {"root": "password", "anna": "secret123", "bert": "secret123"}


class Desk:
    def __init__(self, url):
        self.url = url

    def call(self, method, path, body=None, by="root"):
        pair = base64.b64encode(f"{by}:{PASSWORDS[by]}".encode()).decode()
        headers = {"Authorization": f"Basic {pair}", "Accept": "application/json"}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/REST/2.0{path}", data, headers, method=method)
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def wait(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                return self.call("GET", "/queues/all")
            except OSError:
                time.sleep(0.2)
        raise SystemExit(f"Request Tracker did not answer within {seconds} seconds")

    def mail(self, text, queue="General"):
        subprocess.run(
            ["rt-mailgate", "--url", self.url, "--queue", queue, "--action", "correspond"],
            input=text.encode(), check=True, capture_output=True)

    def merge(self, ticket, into, by):
        """Only the older interface can."""
        form = urllib.parse.urlencode({"user": by, "pass": PASSWORDS[by]}).encode()
        with urllib.request.urlopen(f"{self.url}/REST/1.0/ticket/{ticket}/merge/{into}", form) as answer:
            text = answer.read().decode()
        assert "Merge completed" in text, text

    def newest(self):
        found = self.call("GET", "/tickets?query=id%20%3E%200&orderby=id&order=DESC&per_page=1")
        return int(found["items"][0]["id"])


class Books:
    """What happened in each ticket: so many times each kind of event, by whom, with what detail."""

    def __init__(self):
        self.tickets = {}

    def add(self, ticket, kind, actor=None, detail=None):
        self.tickets.setdefault(ticket, Counter())[(kind, actor, detail)] += 1

    def opened(self, ticket, creator, message, writer=None, inbox="1", state="new"):
        """`writer` is whose message the first one is: the customer's, also where staff opened the ticket."""
        self.add(ticket, "state", creator, state)
        self.add(ticket, "inbox", creator, inbox)
        self.add(ticket, message, writer or creator)
