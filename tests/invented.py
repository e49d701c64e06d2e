"""Invented sentences and paragraphs of news, the same for one seed, for tests that need many of them."""

from __future__ import annotations

import random

NAMES = [
    "Ada Brill",
    "Tomas Ferrow",
    "Ines Calder",
    "Oskar Wend",
    "Mira Sandoz",
    "Pavel Innis",
    "Lena Hoyt",
    "Jon Ruske",
]
PLACES = ["Ellery", "Tarnholm", "Port Quill", "Saltmarsh", "Veddin", "Upper Lorne", "Cassowick", "Greymouth"]
BODIES = ["the harbour board", "the school council", "the water company", "the bus operator", "the county court",
          "the fire service", "the hospital trust", "the museum"]  # fmt: skip
THINGS = ["a new pier", "a night bus", "two wells", "the old mill", "a flood wall", "the east ward", "a reading room",
          "the ferry line", "an aqueduct", "the fish market"]  # fmt: skip
VERBS = ["close", "buy", "repair", "rent out", "move", "paint", "sell", "rebuild", "insure", "survey"]
FORMS = [
    "{body} in {place} will {verb} {thing}, {name} said on {day}.",
    "The work is to cost {n} crowns and to take {m} months, according to {body}.",
    "{name}, who speaks for {body}, called the plan to {verb} {thing} \"late but sound\".",
    "Residents of {place} had asked for {thing} in a letter that {n} people signed.",
    "A vote on whether to {verb} {thing} ended with {m} in favour and {k} against.",
    "\"We have looked at {thing} from every side,\" {name} told reporters in {place}.",
    "Last year {body} spent {n} crowns on {thing}, the yearly report shows.",
    "Critics say that {place} needs {thing} less than it needs a plan for {day}.",
    "{name} said she would {verb} {thing} \"even if it rains for {m} weeks\".",
    "The first {k} workers arrived in {place} on {day} and left before noon.",
    "An inspector found {m} cracks in {thing} and asked {body} to {verb} it.",
    "Nobody at {body} answered a question about the {n} crowns.",
]  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


def sentence(rng: random.Random) -> str:
    text = rng.choice(FORMS).format(
        body=rng.choice(BODIES), place=rng.choice(PLACES), verb=rng.choice(VERBS), thing=rng.choice(THINGS),
        name=rng.choice(NAMES), day=rng.choice(DAYS), n=rng.randrange(1000, 99000), m=rng.randrange(3, 40),
        k=rng.randrange(2, 30),
    )  # fmt: skip
    return text[0].upper() + text[1:]


def paragraphs(rng: random.Random, count: int) -> list[str]:
    return [" ".join(sentence(rng) for _ in range(rng.randrange(1, 4))) for _ in range(count)]
