"""The recognition models that come with the rapidocr package, opened from its folder; nothing is ever downloaded."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ReadingError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

DETECTOR, RECOGNISER = "*_det_*.onnx", "*_rec_*.onnx"
_threads = [0]  # how many each model may use; 0 is every processor


def use_threads(count: int) -> None:
    """Of several processes that read files each leaves processors to its brothers; said before a model is opened."""
    _threads[0] = count


def model_file(pattern: str) -> Path:
    """The model file of that pattern; ReadingError where the package is not installed or has none."""
    spec = find_spec("rapidocr")
    folders = spec.submodule_search_locations if spec else None
    found = sorted(p for folder in folders or () for p in (Path(folder) / "models").glob(pattern))
    if not found:
        raise ReadingError("识别图片要用的模型没有安装完整。请运行 pip install --force-reinstall rapidocr 后再试。")
    return found[-1]


@cache
def session(pattern: str) -> InferenceSession:
    """The model of that pattern, opened once a process and shared by its threads."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _threads[0]
    options.enable_cpu_mem_arena = False  # what a large page took is given back
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting costs others nothing
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model_file(pattern), options, providers=["CPUExecutionProvider"])
