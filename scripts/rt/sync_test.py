"""Fills a real Request Tracker, syncs it with the command, and compares the ledger with the books."""

import argparse
import json
import shlex
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from desk import Desk
from ledger import Ledger
from story import Story


class Test:
    def __init__(self, options):
        self.options = options
        self.desk = Desk(options.url)
        self.story = Story(self.desk)
        self.checks = 0
        self.problems = []

    def expect(self, what, found, wanted):
        self.checks += 1
        if found != wanted:
            self.problems.append(f"{what}:\n  found  {found}\n  wanted {wanted}")

    def configure(self, name, login):
        """The settings of a store of its own."""
        folder = Path(self.options.folder) / name
        folder.mkdir()
        (folder / "replyledger.yaml").write_text(
            "store: sqlite:ledger.db\nsources:\n"
            f'  - {{id: rt, kind: request-tracker, base_url: "{self.options.url}/REST/2.0", {login}}}\n')
        return folder

    def replyledger(self, folder, *words):
        result = subprocess.run(
            [self.options.command, *words, "--config", str(folder / "replyledger.yaml"), "--json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        if result.returncode != 0:
            raise SystemExit(f"replyledger {' '.join(words)} ended with {result.returncode}:\n{result.stdout}{result.stderr}")
        return json.loads(result.stdout)

    def sync(self, folder, *words):
        runs = self.replyledger(folder, "sync", "rt", *words)["runs"]
        self.expect("one run", len(runs), 1)
        run = runs[0]
        self.expect("the state of the sync", run["state"], "done")
        self.expect("rejected rows", run["rejected"], 0)
        self.expect("warnings", run["warnings"], [])
        return run

    def compare(self, folder):
        found, wanted = Ledger(folder / "ledger.db").events(), self.story.books.tickets
        self.expect("the tickets", sorted(found), sorted(wanted))
        for ticket in sorted(wanted):
            missing, excess = wanted[ticket] - found.get(ticket, {}), found.get(ticket, {}) - wanted[ticket]
            self.expect(f"ticket {ticket}, missing and too much", (dict(missing), dict(excess)), ({}, {}))

    def figures(self, folder):
        """What people see: conversations that count, and replies by person."""
        metrics = self.replyledger(
            folder, "metric", "M01", "M05", "--from", "2000-01-01", "--to", "2100-01-01", "--by", "person")["metrics"]
        created, replies = metrics
        books = self.story.books.tickets
        counted = [ticket for ticket in books if not any(kind in ("merged", "deleted") for kind, _, _ in books[ticket])]
        self.expect("conversations created", created["value"], len(counted))
        by_person = {"anna": 0, "bert": 0}
        for ticket in counted:
            for person in by_person:
                by_person[person] += books[ticket][("public_reply", person, None)]
        self.expect("human replies", replies["value"], sum(by_person.values()))
        names = {"anna": "Anna Berg", "bert": "Bert Kahn"}
        self.expect(
            "human replies by person", {group["person"]: group["value"] for group in replies["groups"]},
            {names[person]: count for person, count in by_person.items() if count})


def main():
    parser = argparse.ArgumentParser()
    for name in ("url", "token-file", "folder", "command", "shredder"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    test = Test(options)
    run(test, options)
    if test.problems:
        print("\n".join(test.problems), file=sys.stderr)
        print(f"{test.checks - len(test.problems)} passed, {len(test.problems)} failed")
        sys.exit(1)
    print(f"{test.checks} passed, 0 failed")


def run(test, options):
    began = time.monotonic()

    def tell(what):
        print(f"{time.monotonic() - began:6.1f} s  {what}", file=sys.stderr)

    test.desk.wait(120)
    tell("Request Tracker answers")
    story = test.story
    story.first_round()
    tell(f"{len(story.books.tickets)} tickets filed")

    token = Path(options.token_file).read_text()
    reader = test.configure("reader", f'token: "{token}"')
    checks = test.replyledger(reader, "sync", "--test")
    tell(f"tested: {json.dumps(checks)[:2000]}")
    run = test.sync(reader)
    tell(f"first sync: {run}")
    test.expect("new conversations", run["new"], len(story.books.tickets))
    test.compare(reader)
    details(test, reader)
    test.figures(reader)

    # All that changed is fetched; all else is known already.
    story.second_round()
    equal_seconds(test)
    shred(test, options)
    run = test.sync(reader)
    tell(f"second sync: {run}")
    test.compare(reader)
    test.figures(reader)

    for words in ((), ("--date", time.strftime("%Y-%m-%d", time.gmtime())), ("--full",)):
        run = test.sync(reader, *words)
        test.expect("stored when nothing changed", run["stored"], 0)
        tell(f"sync {' '.join(words)}: nothing new")
    test.compare(reader)

    # A superuser sees totals and outgoing mail, and must book the same.
    root = test.configure("root", "user: root, password: password")
    test.sync(root)
    found, wanted = Ledger(root / "ledger.db").events(), Ledger(reader / "ledger.db").events()
    gone = {story.names["duplicate"], story.names["shredded"]}  # never seen by this ledger
    test.expect("what root sees", found, {ticket: wanted[ticket] for ticket in wanted if ticket not in gone})
    tell("synced as root")


def details(test, folder):
    ledger, names = Ledger(folder / "ledger.db"), test.story.names
    fire = ledger.conversation(names["fire"])
    for key, value in {
        "subject": "Printer hot", "channel": "email", "customer_id": "carla@client.example",
        "customer_name": "Carla Customer", "customer_email": "carla@client.example", "assignee_id": "anna",
        "priority": "medium", "category": "Safety", "inbox": test.story.queues["Billing"], "initiator": "customer",
        "link": f"{test.options.url}/Ticket/Display.html?id={names['fire']}",
    }.items():
        test.expect(f"{key} of the long conversation", fire[key], value)
    bodies = ledger.bodies(names["fire"])
    for said in ("The printer is on fire – bitte helft! Grüße", "Use water", "she is angry", "It burns again."):
        test.expect(f"somebody said “{said}”", [said in body for body in bodies].count(True), 1)
    test.expect("files are no text", [body for body in bodies if "lines of a log" in body or "PNG" in body], [])
    test.expect("HTML as text", ledger.bodies(names["duplicate"]), ["The invoice is wrong"])
    test.expect("initiator of an inner ticket", ledger.conversation(names["nobody"])["initiator"], "agent")
    test.expect("queues", ledger.directory("inbox"), {id: name for name, id in test.story.queues.items()})
    people = ledger.directory("person")
    test.expect("people", {name: people.get(name) for name in ("anna", "bert")}, {"anna": "Anna Berg", "bert": "Bert Kahn"})


def equal_seconds(test):
    """Every ticket of the bulk changed in the same second, which is more than a page of them."""
    now = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
    with sqlite3.connect(Path(test.options.folder) / "desk" / "rtdb", timeout=30) as db:
        db.execute(f"UPDATE Tickets SET LastUpdated = ? WHERE id IN ({','.join(map(str, test.story.bulk))})", (now,))


def shred(test, options):
    ticket = test.story.names["shredded"]
    subprocess.run(
        [*shlex.split(options.shredder), "--force", "--no-sqldump", "--plugin", f"Tickets=query,id = {ticket}"],
        check=True, capture_output=True)
    test.story.books.add(ticket, "deleted", None, "yes")


if __name__ == "__main__":
    main()
