"""``python -m secdilemma``."""

import sys

if __name__ == "__main__":
    if not sys.flags.safe_path:
        del sys.path[0]  # the folder one stands in: what is there is not Python's

    from secdilemma.cli import main

    main()
