"""``python -m secdilemma``."""

from secdilemma.cli import main

if __name__ == "__main__":
    main()
