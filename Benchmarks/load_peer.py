"""What origin D's stack, FastAPI and SQLAlchemy on uvicorn, makes of the same questions over the same rows.

`fill LEDGER STORE` copies what is asked for out of our ledger into tables as that system has them, with the indexes that
the questions want; the time to a first response stands beside each conversation, as it does there. `create_app`
serves them. SQL computes the answers, the ORM reads them, pydantic writes the JSON and Jinja2 the page.
"""

import os
import sqlite3
import sys
from datetime import date, datetime, timedelta, timezone

SECONDS = 86_400

FILL = """
CREATE TABLE conversations (chat_id VARCHAR PRIMARY KEY, created_at INTEGER NOT NULL, first_response_seconds INTEGER,
  first_response_person VARCHAR, waiting_since INTEGER);
CREATE TABLE messages (id INTEGER PRIMARY KEY, chat_id VARCHAR NOT NULL, at INTEGER NOT NULL, is_agent BOOLEAN NOT NULL,
  person VARCHAR NOT NULL);
INSERT INTO messages (chat_id, at, is_agent, person)
  SELECT conversation_key, occurred_at, actor_kind = 'agent', actor_name FROM ledger.events
  JOIN ledger.message_bodies USING (conversation_key, event_id, version)
  WHERE kind = 'public_reply' AND actor_kind IN ('agent', 'customer') AND body NOT LIKE '%*977#%' ORDER BY occurred_at;
INSERT INTO conversations (chat_id, created_at, waiting_since)
  SELECT conversation_key, created_at, waiting_since FROM ledger.conversation_facts;
CREATE INDEX messages_chat ON messages (chat_id, is_agent, at);
UPDATE conversations SET first_response_seconds = (SELECT min(at) FROM messages
  WHERE messages.chat_id = conversations.chat_id AND is_agent) - created_at;
UPDATE conversations SET first_response_person = (SELECT person FROM messages
  WHERE messages.chat_id = conversations.chat_id AND is_agent ORDER BY at LIMIT 1);
CREATE INDEX messages_at ON messages (is_agent, at, person);
CREATE INDEX conversations_at ON conversations (created_at, first_response_seconds, first_response_person);
CREATE INDEX conversations_waiting ON conversations (waiting_since) WHERE waiting_since IS NOT NULL;
ANALYZE;
"""

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Today</title></head><body>
<nav>{% for name in navigation %}<a href="/{{ name }}">{{ name }}</a>{% endfor %}</nav>
<main><h1>Today</h1>
{% for figure in figures %}<section><h2>{{ figure.name }}</h2><p>{{ figure.value }} <small>{{ figure.before }}</small></p>
</section>{% endfor %}
<table><thead><tr><th>Person</th><th>Replies</th><th>First response</th></tr></thead><tbody>
{% for row in people %}<tr><th>{{ row.person }}</th><td>{{ row.replies }}</td><td>{{ row.response }}</td></tr>{% endfor %}
</tbody></table>
<table><thead><tr><th>Day</th><th>Conversations</th><th>Replies</th></tr></thead><tbody>
{% for row in days %}<tr><th>{{ row.day }}</th><td>{{ row.conversations }}</td><td>{{ row.replies }}</td></tr>{% endfor %}
</tbody></table>
<ol>{% for one in waiting %}<li><a href="/conversations/{{ one.chat_id }}">{{ one.chat_id }}</a>, since {{ one.waiting_since }}
</li>{% endfor %}</ol></main></body></html>"""


def fill(ledger, store):
    with sqlite3.connect(store) as db:
        db.execute("ATTACH ? AS ledger", (ledger,))
        db.executescript(FILL)


def create_app():
    from fastapi import Depends, FastAPI, Query
    from fastapi.responses import HTMLResponse
    from jinja2 import Environment
    from pydantic import BaseModel
    from sqlalchemy import Integer, String, create_engine, func, select
    from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

    engine = create_engine("sqlite:///" + os.environ["PEER_STORE"], pool_size=20, max_overflow=44)
    sessions = sessionmaker(engine)

    class Base(DeclarativeBase):
        pass

    class Conversation(Base):
        __tablename__ = "conversations"
        chat_id: Mapped[str] = mapped_column(String, primary_key=True)
        created_at: Mapped[int] = mapped_column(Integer)
        first_response_seconds: Mapped[int | None] = mapped_column(Integer)
        first_response_person: Mapped[str | None] = mapped_column(String)
        waiting_since: Mapped[int | None] = mapped_column(Integer)

    class Message(Base):
        __tablename__ = "messages"
        id: Mapped[int] = mapped_column(Integer, primary_key=True)
        chat_id: Mapped[str] = mapped_column(String)
        at: Mapped[int] = mapped_column(Integer)
        is_agent: Mapped[bool] = mapped_column()
        person: Mapped[str] = mapped_column(String)

    class Group(BaseModel):
        person: str
        value: int

    class Answer(BaseModel):
        metric: str
        value: int
        groups: list[Group]

    def session():
        with sessions() as opened:
            yield opened

    def seconds(day):
        return int(datetime(day.year, day.month, day.day, tzinfo=timezone.utc).timestamp())

    def replies_by_person(db, begin, end):
        count = func.count().label("replies")
        return db.execute(
            select(Message.person, count).where(Message.is_agent, Message.at >= begin, Message.at < end)
            .group_by(Message.person).order_by(count.desc(), Message.person)
        ).all()

    def median(db, begin, end):
        found = (Conversation.created_at >= begin, Conversation.created_at < end, Conversation.first_response_seconds.is_not(None))
        number = db.scalar(select(func.count()).where(*found))
        if not number:
            return None
        return db.scalar(
            select(Conversation.first_response_seconds).where(*found).order_by(Conversation.first_response_seconds)
            .limit(1).offset((number - 1) // 2)
        )

    def figures(db, begin, end):
        created = select(func.count()).where(Conversation.created_at >= begin, Conversation.created_at < end)
        replies = select(func.count()).where(Message.is_agent, Message.at >= begin, Message.at < end)
        return db.scalar(created), db.scalar(replies), median(db, begin, end)

    def middle(values):
        return values[(len(values) - 1) // 2] if values else None

    def by_day(db, column, *conditions):
        day = column // SECONDS
        return dict(db.execute(select(day.label("day"), func.count()).where(*conditions).group_by("day")).all())

    app = FastAPI()
    page = Environment(autoescape=True).from_string(PAGE)

    @app.get("/api/numbers/M05", response_model=Answer)
    def number(begin: date = Query(alias="from"), end: date = Query(alias="to"), db: Session = Depends(session)):
        groups = replies_by_person(db, seconds(begin), seconds(end))
        return Answer(
            metric="M05", value=sum(row.replies for row in groups),
            groups=[Group(person=row.person, value=row.replies) for row in groups],
        )

    @app.get("/", response_class=HTMLResponse)
    def today(first: date, last: date, db: Session = Depends(session)):
        begin, end = seconds(first), seconds(last + timedelta(1))
        now, before = figures(db, begin, end), figures(db, 2 * begin - end, begin)
        names = ("Conversations", "Replies", "First response")
        per_person = {}
        responses = select(Conversation.first_response_person, Conversation.first_response_seconds).where(
            Conversation.created_at >= begin, Conversation.created_at < end, Conversation.first_response_person.is_not(None)
        ).order_by(Conversation.first_response_seconds)
        for person, found in db.execute(responses):
            per_person.setdefault(person, []).append(found)
        created = by_day(db, Conversation.created_at, Conversation.created_at >= begin, Conversation.created_at < end)
        replied = by_day(db, Message.at, Message.is_agent, Message.at >= begin, Message.at < end)
        waiting = db.scalars(
            select(Conversation).where(Conversation.waiting_since.is_not(None)).order_by(Conversation.waiting_since).limit(5)
        ).all()
        days = range(begin // SECONDS, end // SECONDS)
        return page.render(
            navigation=["numbers", "conversations", "team", "sla", "sources", "settings"],
            figures=[{"name": name, "value": value, "before": other} for name, value, other in zip(names, now, before)],
            people=[
                {"person": row.person, "replies": row.replies, "response": middle(per_person.get(row.person))}
                for row in replies_by_person(db, begin, end)
            ],
            days=[
                {"day": date.fromordinal(719_163 + day), "conversations": created.get(day, 0), "replies": replied.get(day, 0)}
                for day in days
            ],
            waiting=waiting,
        )

    return app


if __name__ == "__main__":
    fill(*sys.argv[2:4])
