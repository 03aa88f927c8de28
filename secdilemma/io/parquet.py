"""Parquet files: written by column and in pieces, read with care, and compared number by number.

A piece is a table of a few hundred thousand rows at most, and becomes one row group, so that a file
of any length takes the memory of a piece. Files are compressed with Snappy, which cannot pretend to
hold more than about 21 times its own size, and every page has a checksum.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from secdilemma.errors import ResultsError

if TYPE_CHECKING:
    import pyarrow

ROWS = 2**17
"""About how many rows a piece has."""
_MOST_EXPANSION = 32  # of a file: what is said to hold more numbers than this allows is damaged


@dataclass(frozen=True, slots=True)
class Columns:
    """A Parquet file that is made when it is written.

    Parameters
    ----------
    pieces
        Returns the tables that it consists of, one after the other, all of the same columns.
    keys
        The columns that say what a row is about.
    """

    pieces: "Callable[[], Iterator[pyarrow.Table]]"
    keys: tuple[str, ...]

    def __call__(self, stream: BinaryIO) -> None:
        """Write the file into an open binary file."""
        from pyarrow import parquet

        writer = None
        for piece in self.pieces():
            if writer is None:
                writer = parquet.ParquetWriter(
                    stream,
                    piece.schema,
                    compression="snappy",
                    use_dictionary=_words_in(piece.schema),
                    write_statistics=False,
                    write_page_checksum=True,
                )
            writer.write_table(piece, row_group_size=max(1, len(piece)))
        if writer is not None:
            writer.close()

    def read(self, path: Path, stream: BinaryIO) -> "Iterator[pyarrow.Table]":
        """Yield the pieces of a file that should hold the same; see :func:`pieces_in`."""
        forms = [(piece.schema, len(piece)) for piece in self.pieces()]
        return pieces_in(path, stream, forms[0][0], sum(rows for _, rows in forms))

    def compared_with(self, kept: "Iterator[pyarrow.Table]") -> str:
        """Return in words where it differs most from pieces that were kept; empty if nowhere.

        Raises
        ------
        ResultsError
            If they are not pieces of the same rows.
        """
        worst = None
        for one, other in zip_longest(kept, self.pieces()):
            if one is None or other is None or len(one) != len(other):
                raise ResultsError("its row groups are others.")
            for name in other.column_names:
                found = _differing(one, other, name, self.keys)
                if found is not None and (worst is None or found.size > worst.size):
                    worst = found
        return "" if worst is None else worst.in_words()


def numbers(values: NDArray[Any]) -> "pyarrow.Array":
    """Return a column of numbers, which are not copied.

    ``pyarrow.array`` would import pandas, which takes longer than all that a tournament writes.
    """
    import pyarrow

    flat = np.ascontiguousarray(values).ravel()
    kind = pyarrow.from_numpy_dtype(flat.dtype)
    return pyarrow.Array.from_buffers(kind, len(flat), [None, pyarrow.py_buffer(flat)])


def coded(codes: NDArray[Any], words: Sequence[str]) -> "pyarrow.DictionaryArray":
    """Return a column of words, each as its place in `words`."""
    import pyarrow

    texts = [word.encode() for word in words]
    ends = np.cumsum([0, *map(len, texts)]).astype(np.int32)
    buffers = [None, pyarrow.py_buffer(ends), pyarrow.py_buffer(b"".join(texts))]
    made = pyarrow.Array.from_buffers(pyarrow.string(), len(texts), buffers)
    return pyarrow.DictionaryArray.from_arrays(numbers(codes.astype(np.int32)), made)


def _words_in(schema: "pyarrow.Schema") -> list[str]:
    import pyarrow

    return [field.name for field in schema if pyarrow.types.is_dictionary(field.type)]


def pieces_in(
    path: Path, stream: BinaryIO, schema: "pyarrow.Schema", rows: int
) -> "Iterator[pyarrow.Table]":
    """Yield the row groups of a Parquet file that somebody else may have written.

    Parameters
    ----------
    path
        What messages call it.
    stream
        The open file.
    schema, rows
        The columns and the number of rows that it must have.

    Raises
    ------
    ResultsError
        If it is damaged, or has other columns or another number of rows.
    """
    import pyarrow
    from pyarrow import parquet

    try:
        size = stream.seek(0, 2)
        stream.seek(0)
        file = parquet.ParquetFile(stream, page_checksum_verification=True)
        _require_form(path, file, schema, rows, size)
        for group in range(file.metadata.num_row_groups):
            piece = file.read_row_group(group, use_threads=False)
            piece.validate(full=True)
            _require_whole(path, piece)
            yield piece
    except (pyarrow.ArrowException, OSError, ValueError, KeyError, MemoryError) as error:
        why = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
        raise ResultsError(f"{path}: damaged: {why}.") from error


def _require_form(path: Path, file: Any, schema: "pyarrow.Schema", rows: int, size: int) -> None:
    found = file.schema_arrow
    if not found.equals(schema):
        others = [field.name for field in schema if field not in list(found)]
        others += [name for name in found.names if name not in schema.names]
        raise ResultsError(f"{path}: damaged: other columns: {', '.join(others) or 'their order'}.")
    if file.metadata.num_rows != rows:
        got = f"got {file.metadata.num_rows:,} rows; expected {rows:,}, as run.json has it"
        raise ResultsError(f"{path}: damaged: {got}.")
    numbers = len(schema) - len(_words_in(schema))
    if rows * numbers * 8 > _MOST_EXPANSION * size:
        raise ResultsError(f"{path}: damaged: {size:,} bytes cannot hold {rows:,} rows.")


def _require_whole(path: Path, piece: "pyarrow.Table") -> None:
    for name, column in zip(piece.column_names, piece.columns, strict=True):
        infinite = column.type == "double" and np.isinf(column.to_numpy()).any()
        if infinite or (column.null_count and column.type == "int64"):
            raise ResultsError(f"{path}: damaged: {name}: expected finite numbers.")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two tables differ most.

    Parameters
    ----------
    size
        By how much; infinite where one of them has no number or another word.
    place
        The column and the row, in words.
    kept, made
        What stands there in one and in the other.
    """

    size: float
    place: str
    kept: object
    made: object

    def in_words(self) -> str:
        """Return it as a clause."""
        by = f"the largest difference is {self.size:.3g}: " if np.isfinite(self.size) else ""
        return f"{by}{self.place}: {self.kept} kept, {self.made} now"


def _differing(
    one: "pyarrow.Table", other: "pyarrow.Table", name: str, keys: tuple[str, ...]
) -> Difference | None:
    if one[name].equals(other[name]):
        return None
    kept, made = (each[name].to_numpy() for each in (one, other))
    if kept.dtype.kind == "O":
        sizes = np.where(kept == made, 0.0, np.inf)
    else:
        with np.errstate(invalid="ignore"):
            sizes = np.abs(kept.astype(np.float64) - made.astype(np.float64))
        sizes[np.isnan(kept) != np.isnan(made)] = np.inf
        sizes[np.isnan(kept) & np.isnan(made)] = 0.0
    row = int(sizes.argmax())
    if not sizes[row]:
        return None
    known = [key for key in keys if key != name and key in other.column_names]
    place = [f"{key} {other[key][row].as_py()}" for key in known]
    return Difference(float(sizes[row]), f"{name} at {', '.join(place)}", kept[row], made[row])
