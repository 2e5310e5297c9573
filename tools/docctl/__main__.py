"""`docctl` and `python -m docctl`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; whoever interrupts it, even while it starts, sees no traceback."""
    try:
        from docctl.cli.main import main as start  # noqa: PLC0415 - an interrupt while it is loaded counts too

        start()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
