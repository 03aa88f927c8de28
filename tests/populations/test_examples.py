"""The examples in the docstrings of populations hold."""

import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

from secdilemma import populations

MODULES = [each.name for each in iter_modules(populations.__path__) if not each.ispkg]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    found = doctest.testmod(import_module(f"secdilemma.populations.{name}"))
    assert not found.failed
