"""Where the bundled strategies and tournaments lie: beside the package, or inside it."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


def checkout_folder(name: str) -> list[str]:
    """Return ``[<checkout>/name]`` when running from a checkout, else an empty list."""
    folder = _ROOT / name
    in_checkout = (_ROOT / "pyproject.toml").is_file() and folder.is_dir()
    return [str(folder)] if in_checkout else []
