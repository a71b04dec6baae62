"""Batches side by side: in order, complete, and leaving torch as it was."""

from __future__ import annotations

import threading

import pytest
import torch

from index.encoder.bulk import _batches
from index.torch_threads import side_by_side


def test_results_come_in_order_each_from_one_thread_of_torch() -> None:
    before = torch.get_num_threads()
    seen = list(side_by_side(lambda n: (n, torch.get_num_threads()), range(20)))
    assert seen == [(n, 1) for n in range(20)]
    assert torch.get_num_threads() == before
    assert list(side_by_side(str, [])) == []


def test_a_failure_is_raised_and_what_has_not_begun_is_left() -> None:
    before = torch.get_num_threads()
    begun: list[int] = []
    lock = threading.Lock()

    def work(number: int) -> int:
        with lock:
            begun.append(number)
        if number == 0:
            raise ValueError("the first is bad")
        threading.Event().wait(0.05)
        return number

    with pytest.raises(ValueError, match="the first is bad"):
        list(side_by_side(work, range(200)))
    assert len(begun) < 200
    assert torch.get_num_threads() == before


def test_batches_hold_every_text_once_and_no_more_than_fits() -> None:
    lengths = [3, 90, 7, 7, 256, 31, 1, 90, 12] * 5
    batches = _batches(lengths, 200)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    assert all(len(b) == 1 or len(b) * max(lengths[i] for i in b) <= 200 for b in batches)
    longest = [max(lengths[i] for i in batch) for batch in batches]
    assert longest == sorted(longest, reverse=True)
    assert _batches([], 200) == []
