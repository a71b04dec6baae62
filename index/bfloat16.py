"""Whether this processor multiplies bfloat16 itself."""

from __future__ import annotations


def has_bfloat16() -> bool:
    """True with AMX, AVX-512 BF16 or their like; elsewhere bfloat16 is emulated, and slow.

    Imports torch.
    """
    import torch

    return any(on for name, on in torch.cpu.get_capabilities().items() if "bf16" in name)
