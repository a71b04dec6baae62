"""Learning rates by depth, for training a network over the encoder."""

from __future__ import annotations

from typing import Any, Protocol

import torch


class Rates(Protocol):
    """What decides the rates."""

    @property
    def rate(self) -> float:
        """Learning rate of the encoder's top layer."""

    @property
    def head_rate(self) -> float:
        """Learning rate of the network on top of the encoder."""

    @property
    def layer_decay(self) -> float:
        """Factor by which the rate decays from each layer to the one below."""

    @property
    def weight_decay(self) -> float:
        """Weight decay of matrices."""


def parameter_groups(network: torch.nn.Module, depth: int, options: Rates) -> list[dict[str, Any]]:
    """Learning rates fall towards the input; biases and norms do not decay.

    ``depth`` is the number of the encoder's layers.
    """
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("encoder.layers."):
            rate = options.rate * options.layer_decay ** (depth - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder.features"):
            rate = options.head_rate
        elif name.startswith("encoder."):
            rate = options.rate * options.layer_decay**depth
        else:
            rate = options.head_rate
        decay = options.weight_decay if parameter.ndim > 1 else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return [
        {"params": parameters, "lr": rate, "weight_decay": decay, "base": rate}
        for (rate, decay), parameters in groups.items()
    ]
