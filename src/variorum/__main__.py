"""``python -m variorum``: the same as the ``variorum`` command."""

from .cli import run

if __name__ == "__main__":
    run()
