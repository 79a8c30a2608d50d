"""Two rounds of work at the desk, and what of them must be booked."""

from desk import Books, Desk

SYSTEM = "RT_System"


def letter(sender, subject, body, *headers):
    lines = [f"From: {sender}", "To: help@desk.example", f"Subject: {subject}", "MIME-Version: 1.0", *headers]
    if not any(header.startswith("Content-Type") for header in headers):
        lines.append("Content-Type: text/plain; charset=utf-8")
    return "\n".join(lines) + "\n\n" + body


MIXED = """--outer
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

The printer is on fire – bitte helft! Grüße

--inner
Content-Type: text/html; charset=utf-8

<p>The printer is on <b>fire</b></p>

--inner--
--outer
Content-Type: text/plain; name="log.txt"
Content-Disposition: attachment; filename="log.txt"

lines of a log

--outer
Content-Type: image/png; name="fire.png"
Content-Disposition: inline; filename="fire.png"
Content-Transfer-Encoding: base64

iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==

--outer--
"""


class Story:
    def __init__(self, desk: Desk):
        self.desk = desk
        self.books = Books()
        self.names = {}
        self.bulk = []

    def first_round(self):
        self.queues = {queue["Name"]: queue["id"] for queue in self.desk.call("GET", "/queues/all?fields=Name")["items"]}
        self.long_conversation()
        self.phone_call()
        self.duplicate()
        self.nobody_asked()
        self.web_page()
        self.shredded()
        self.many(101)

    def long_conversation(self):
        """By mail, answered, commented, solved, reopened by the customer, moved, stalled, solved again."""
        desk, books = self.desk, self.books
        desk.mail(letter("Carla Customer <carla@client.example>", "Printer on fire", MIXED,
                         "Message-ID: <m1@client.example>", "Content-Type: multipart/mixed; boundary=outer"))
        ticket = self.names["fire"] = desk.newest()
        carla = "carla@client.example"
        books.opened(ticket, carla, "public_reply")

        desk.call("POST", f"/ticket/{ticket}/correspond",
                  {"Content": "Use water", "ContentType": "text/plain", "TimeTaken": 7}, by="anna")
        books.add(ticket, "public_reply", "anna")
        books.add(ticket, "time_entry", "anna", "420")
        books.add(ticket, "state", SYSTEM, "open")

        desk.call("POST", f"/ticket/{ticket}/comment",
                  {"Content": "<p>she is <b>angry</b></p>", "ContentType": "text/html"}, by="bert")
        books.add(ticket, "private_note", "bert")
        desk.call("PUT", f"/ticket/{ticket}", {"Status": "resolved"}, by="bert")
        books.add(ticket, "state", "bert", "solved")

        desk.mail(letter("carla@client.example", f"Re: [desk.example #{ticket}] Printer on fire", "It burns again.\n"))
        books.add(ticket, "public_reply", carla)
        books.add(ticket, "state", SYSTEM, "open")
        desk.mail(letter("carla@client.example", f"Re: [desk.example #{ticket}] Absent", "I am on holiday.\n",
                         "Auto-Submitted: auto-replied"))
        books.add(ticket, "auto_reply", carla)

        desk.call("PUT", f"/ticket/{ticket}", {"Owner": "anna"}, by="bert")
        books.add(ticket, "assignment", "bert", "anna")
        desk.call("PUT", f"/ticket/{ticket}",
                  {"Queue": "Billing", "TimeWorked": 22, "Priority": 60, "Subject": "Printer hot"}, by="anna")
        books.add(ticket, "inbox", "anna", self.queues["Billing"])
        books.add(ticket, "time_entry", "anna", "900")
        books.add(ticket, "attribute:priority", carla, "low")
        books.add(ticket, "attribute:priority", "anna", "medium")
        books.add(ticket, "attribute:subject", carla, "Printer on fire")
        books.add(ticket, "attribute:subject", "anna", "Printer hot")

        desk.call("PUT", f"/ticket/{ticket}",
                  {"CustomFields": {"Tags": ["neve", "fire"], "Product": "Neve", "Category": "Hardware"}}, by="anna")
        desk.call("PUT", f"/ticket/{ticket}", {"CustomFields": {"Tags": ["fire"], "Category": "Safety"}}, by="bert")
        books.add(ticket, "tag_added", "anna", "neve")
        books.add(ticket, "tag_added", "anna", "fire")
        books.add(ticket, "tag_removed", "bert", "neve")
        books.add(ticket, "attribute:category", carla, None)
        books.add(ticket, "attribute:category", "anna", "Hardware")
        books.add(ticket, "attribute:category", "bert", "Safety")

        desk.call("PUT", f"/ticket/{ticket}", {"Status": "stalled"}, by="anna")
        books.add(ticket, "state", "anna", "pending")
        desk.call("POST", f"/ticket/{ticket}/correspond", {"Content": "Is it out?", "ContentType": "text/plain", "Status": "resolved"}, by="anna")
        books.add(ticket, "public_reply", "anna")
        books.add(ticket, "state", "anna", "solved")

    def phone_call(self):
        """Opened by staff for a customer, with everything set at once."""
        answer = self.desk.call(
            "POST", "/ticket",
            {"Queue": "Billing", "Subject": "Wrong invoice", "Requestor": "dora@client.example",
             "Content": "She called about an invoice", "Owner": "bert", "TimeWorked": 5,
             "CustomFields": {"Tags": ["invoice", "vip"], "Product": "Otter"}}, by="anna")
        ticket = self.names["phone"] = int(answer["id"])
        books = self.books
        books.opened(ticket, "anna", "public_reply", "dora@client.example", inbox=self.queues["Billing"])
        books.add(ticket, "assignment", "anna", "bert")
        books.add(ticket, "time_entry", "anna", "300")
        books.add(ticket, "tag_added", "anna", "invoice")
        books.add(ticket, "tag_added", "anna", "vip")

    def duplicate(self):
        self.desk.mail(letter("Emil <emil@client.example>", "My invoice", "<p>The invoice&nbsp;is <i>wrong</i></p>\n",
                              "Content-Type: text/html; charset=utf-8"))
        ticket = self.names["duplicate"] = self.desk.newest()
        self.books.opened(ticket, "emil@client.example", "public_reply")

    def nobody_asked(self):
        answer = self.desk.call("POST", "/ticket", {"Queue": "General", "Subject": "Clean up", "Content": "Do it"},
                                by="bert")
        ticket = self.names["nobody"] = int(answer["id"])
        self.books.opened(ticket, "bert", "private_note")

    def web_page(self):
        self.desk.mail(letter("gus@client.example", "Change of owner", "Who does this?\n"))
        ticket = self.names["taken"] = self.desk.newest()
        books = self.books
        books.opened(ticket, "gus@client.example", "public_reply")
        for by, owner in (("anna", "anna"), ("bert", "bert"), ("bert", "Nobody")):
            self.desk.call("PUT", f"/ticket/{ticket}", {"Owner": owner}, by="root")
            books.add(ticket, "assignment", "root", None if owner == "Nobody" else owner)
        self.desk.call("PUT", f"/ticket/{ticket}", {"Requestor": "hana@client.example"}, by="anna")
        books.add(ticket, "attribute:customer", "gus@client.example", "gus@client.example")
        books.add(ticket, "attribute:customer", "anna", "hana@client.example")

    def shredded(self):
        self.desk.mail(letter("gus@client.example", "Forget me", "Please\n"))
        ticket = self.names["shredded"] = self.desk.newest()
        self.books.opened(ticket, "gus@client.example", "public_reply")

    def many(self, count):
        """More than a page of them."""
        for start in range(0, count, 30):
            made = self.desk.call("POST", "/tickets/bulk", [
                {"Queue": "General", "Subject": f"Number {number}", "Requestor": "ida@client.example",
                 "Content": "One of many"} for number in range(start, min(start + 30, count))], by="anna")
            self.bulk += [int(one["id"]) for one in made]
        for ticket in self.bulk:
            self.books.opened(ticket, "anna", "public_reply", "ida@client.example")

    def second_round(self):
        desk, books, names = self.desk, self.books, self.names
        desk.merge(names["duplicate"], names["phone"], by="anna")
        # What was said moves with it, and the one that went is known to have gone.
        books.add(names["phone"], "public_reply", "emil@client.example")
        books.add(names["duplicate"], "merged", "anna", f"rt:{names['phone']}")
        desk.call("POST", f"/ticket/{names['phone']}/correspond", {"Content": "Corrected", "ContentType": "text/plain"}, by="bert")
        books.add(names["phone"], "public_reply", "bert")
        books.add(names["phone"], "state", SYSTEM, "open")

        desk.call("DELETE", f"/ticket/{names['nobody']}")
        books.add(names["nobody"], "deleted", "root", "yes")
        desk.call("PUT", f"/ticket/{names['taken']}", {"Status": "rejected"}, by="anna")
        books.add(names["taken"], "state", "anna", "closed")
