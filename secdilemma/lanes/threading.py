"""The lanes' name for :mod:`secdilemma.threads`."""

from secdilemma.threads import in_chunks, thread_count

__all__ = ["in_chunks", "thread_count"]
