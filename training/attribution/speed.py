"""Two parts of a layer that torch's own CPU versions make slow to train: attention and dropout."""

from __future__ import annotations

import functools
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from index.attribution.network import Encoder, Layer, Network

_POOL = 1 << 24


class Attention(torch.autograd.Function):
    """Torch's fused attention forwards; backwards one window at a time, which stays in cache."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
        """All (batch, heads, length, width); `mask` additive or None."""
        out: Tensor = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        ctx.save_for_backward(q, k, v, out)
        ctx.mask = mask
        return out

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, Tensor, Tensor, None]:
        """Gradients, with the attention weights computed again."""
        (grad,) = grads
        q, k, v, out = ctx.saved_tensors
        scale = q.shape[-1] ** -0.5
        dq, dk, dv = (torch.empty(q.shape, dtype=q.dtype) for _ in range(3))
        inner = (grad * out).sum(-1, keepdim=True)
        for i in range(q.shape[0]):
            query, g = q[i] * scale, grad[i]
            weights = torch.bmm(query, k[i].transpose(1, 2))
            if ctx.mask is not None:
                weights += ctx.mask[i]
            weights = torch.softmax(weights, -1)
            dv[i] = torch.bmm(weights.transpose(1, 2), g)
            ds = torch.bmm(g, v[i].transpose(1, 2)).sub_(inner[i]).mul_(weights)
            dq[i] = torch.bmm(ds, k[i]).mul_(scale)
            dk[i] = torch.bmm(ds.transpose(1, 2), query)
        return dq, dk, dv, None


@functools.cache
def _pool(share: float) -> Tensor:
    return torch.empty(_POOL, dtype=torch.bfloat16).bernoulli_(1 - share).div_(1 - share)


class PoolDropout(nn.Module):
    """Dropout whose masks are slices, at random places, of one large mask drawn once."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """`x` of any shape up to eight million entries."""
        if not self.training:
            return x
        n = x.numel()
        at = int(torch.randint(0, _POOL - n, ()))
        return x * _pool(self.share)[at : at + n].view(x.shape)


def quicken(network: nn.Module, share: float) -> None:
    """Put both into a network about to be trained."""
    for module in network.modules():
        if isinstance(module, Layer):
            module.attend = Attention.apply
        if isinstance(module, Layer | Encoder):
            module.dropout = PoolDropout(share)
        elif isinstance(module, Network):
            module.dropout = PoolDropout(2 * share)
