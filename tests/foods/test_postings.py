"""The sorted word lists of an import."""

from array import array

from nutritrack.foods.postings import _cut


def numbers(*values: int) -> "array[int]":
    return array("I", values)


def test_a_cut_has_what_every_group_has_in_some_list():
    word, begun = [numbers(1, 3, 5, 9)], [numbers(2, 3), numbers(9, 11)]
    assert _cut([word, begun], 10) == [3, 9]
    assert _cut([word, begun], 1) == [3]


def test_a_beginning_that_nothing_has_finds_nothing():
    assert _cut([[numbers(1, 2)], []], 10) == []
