"""Sentence vectors: a leaf that any room may import."""
