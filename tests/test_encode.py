"""Sentence vectors: shape, length, and that likeness of meaning shows."""

import numpy as np

from variorum import encode


def test_rows_have_length_one_and_unknown_text_is_nought() -> None:
    rows = encode.vectors(["The mayor opened the bridge.", "", "  "])
    assert rows.shape == (3, 256)
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 0, 0], atol=1e-5)


def test_a_paraphrase_is_nearer_than_another_subject() -> None:
    said, again, other = encode.vectors(
        [
            "The council will cut spending on roads next year.",
            "Road budgets are to be reduced by the council.",
            "A cat was rescued from a tall tree.",
        ]
    )
    assert said @ again > 0.5 > said @ other


def test_a_row_does_not_depend_on_its_neighbours() -> None:
    alone = encode.vectors(["Storm closes harbour"])
    among = encode.vectors(["x", "Storm closes harbour", "a much longer sentence than the others here"])
    assert np.array_equal(alone[0], among[1])


def test_the_whole_encoder_gives_rows_of_length_one_that_do_not_depend_on_their_neighbours() -> None:
    texts = ["Storm closes harbour", "", "A much longer sentence than the others here, said the mayor. " * 40]
    rows = encode.contextual(texts)
    assert rows.shape == (3, 384)
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 0, 1], atol=1e-4)
    assert np.array_equal(encode.contextual(texts[:1])[0], rows[0])


def test_the_whole_encoder_knows_word_order() -> None:
    dog, man = encode.contextual(["The dog bit the man.", "The man bit the dog."])
    fast = encode.vectors(["The dog bit the man.", "The man bit the dog."])
    assert dog @ man < 0.99
    assert fast[0] @ fast[1] > 0.999


def test_the_pieces_of_a_text_lie_in_it_in_order() -> None:
    text = "The ferry’s hull was repaired, Quill said."
    places, vectors = encode.pieces(text)
    assert vectors.shape == (len(places), encode.WIDTH)
    assert text[places[0][0] : places[0][1]] == "The"
    assert all(0 <= start < end <= len(text) for start, end in places.tolist())
    assert sorted(places.tolist()) == places.tolist()


def test_an_empty_text_has_no_pieces_and_an_endless_one_not_endlessly_many() -> None:
    assert encode.pieces(" ")[1].shape == (0, encode.WIDTH)
    assert len(encode.pieces("harbour " * 5_000)[0]) == 254
