"""`docctl` and `python -m docctl`."""

from __future__ import annotations

from docctl.cli.main import main

if __name__ == "__main__":
    main()
