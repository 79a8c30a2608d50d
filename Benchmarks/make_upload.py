"""Writes a made-up `grouped_chats` upload: the same seed gives the same bytes on every machine."""

import random
import sys
from datetime import datetime, timedelta, timezone

import orjson

START = datetime(2025, 1, 1, tzinfo=timezone.utc)
WORDS = (
    "hello thanks please order refund invoice theme plugin update licence account password email site page broken "
    "error screen install upgrade shipping card payment again today yesterday tomorrow support ticket answer works "
    "missing button image menu header footer language setting export import customer value number check "
    "mulțumesc vă rog factură comandă größe straße für über café déjà naïve señor mañana żółć łódź привет спасибо "
    "ευχαριστώ 日本語 ありがとう 你好 谢谢 🙂 👍"
).split()
AGENTS = [(f"agent.{number}", f"agent.{number}@acme.example") for number in range(1, 41)]


def text(chance):
    words = chance.choices(WORDS, k=chance.randint(6, 30))
    mark = chance.random()
    if mark < 0.02:
        words.append("*977#")
    elif mark < 0.10:
        words.append('"quoted"\n\tand \\ more')
    return " ".join(words)


def chat(chance, number):
    at = START + timedelta(seconds=chance.randrange(365 * 86_400), milliseconds=chance.randrange(1_000))
    chat_id = str(24_000_000_000_000_000 + chance.randrange(10**15))
    agent = chance.choice(AGENTS)
    rows = []
    for _ in range(number):
        from_customer = not rows or chance.random() < 0.5
        username, email = (None, None) if from_customer else agent
        rows.append(
            {
                "FB_CHAT_ID": chat_id,
                "MESSAGE_CONTENT": text(chance),
                "DIRECTION": "to_company" if from_customer else "to_client",
                "SOCIAL_CREATE_TIME": at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1_000:03d}Z",
                "AGENT_USERNAME": username,
                "AGENT_EMAIL": email,
            }
        )
        at += timedelta(seconds=chance.choice((15, 60, 300, 1_800, 7_200, 40_000, 100_000)) * (0.5 + chance.random()))
        if chance.random() < 0.1:
            agent = chance.choice(AGENTS)
    return chat_id, rows


def upload(seed, chats, messages):
    chance = random.Random(seed)
    lengths = [2] * chats
    for _ in range(messages - 2 * chats):
        lengths[chance.randrange(chats)] += 1
    return dict(chat(chance, length) for length in lengths)


def write(path, seed=7, chats=8_000, messages=160_000):
    with open(path, "wb") as file:
        file.write(orjson.dumps(upload(seed, chats, messages)))


if __name__ == "__main__":
    write(sys.argv[1])
