"""Arrays that take seconds to make, kept in a folder under a name made of what they were made from."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


def digest_of(*parts: str) -> str:
    """24 hex digits that change with any of the parts."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def kept_array(folder: Path | None, name: str, digest: str, make: Callable[[], Array]) -> Array:
    """The array of that name and digest; made, and kept in place of older ones, where the folder has it not."""
    file = folder / f"{name}-{digest}.npy" if folder else None
    if file is not None:
        with contextlib.suppress(OSError, ValueError, EOFError):
            kept: Array = np.load(file).astype(np.float32)
            return kept
    # As it is read back, so that the first run scores like all later ones.
    made: Array = make().astype(np.float16).astype(np.float32)
    if file is not None:
        with contextlib.suppress(OSError):  # without a place to keep it, it is made again next time
            _save(file, name, made.astype(np.float16))
    return made


def _save(file: Path, name: str, array: npt.NDArray[np.float16]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    for old in file.parent.glob(f"{name}-*.npy"):
        old.unlink(missing_ok=True)
    part = file.with_suffix(f".part{os.getpid()}")
    with part.open("wb") as out:
        np.save(out, array)
    os.replace(part, file)
