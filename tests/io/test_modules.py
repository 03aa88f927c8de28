"""Names that packages hand on, and those that moved, which still work and say where to."""

import sys
from importlib import import_module

import pytest

import secdilemma
from secdilemma.io.modules import handed_on


@pytest.mark.parametrize("old", sorted(secdilemma._MOVED))
def test_an_old_path_leads_to_the_new_module_and_says_so(old, monkeypatch):
    new = secdilemma._MOVED[old]
    monkeypatch.delitem(sys.modules, old, raising=False)
    parent, _, last = old.rpartition(".")
    if parent in secdilemma._MOVED:
        monkeypatch.delitem(sys.modules, parent, raising=False)
        with pytest.warns(DeprecationWarning, match=f"^{parent} has moved"):
            import_module(parent)
    with pytest.warns(DeprecationWarning, match=rf"^{old} has moved to {new};"):
        module = import_module(old)
    there = import_module(new)
    names = [name for name in dir(there) if not name.startswith("_")]
    assert names
    for name in names:
        assert getattr(module, name) is getattr(there, name)
    monkeypatch.delattr(sys.modules[parent], last, raising=False)
    monkeypatch.delitem(sys.modules, old)


def test_the_warning_points_at_the_line_that_imports(monkeypatch):
    monkeypatch.delitem(sys.modules, "secdilemma.perception", raising=False)
    with pytest.warns(DeprecationWarning, match=r"secdilemma\.games\.perception") as told:
        from secdilemma.perception import Perception
    assert told[0].filename == __file__
    assert Perception is secdilemma.Perception


def test_what_never_was_is_not_found():
    with pytest.raises(ModuleNotFoundError):
        import_module("secdilemma.peceptions")
    with pytest.raises(AttributeError, match="has no attribute 'Peace'"):
        handed_on("secdilemma.games", {"War": "war"})[0]("Peace")


@pytest.mark.parametrize(
    "room", ["", ".analysis", ".automata", ".catalogue", ".matches", ".populations", ".tournament"]
)
def test_a_package_hands_on_what_it_lists(room):
    package = import_module(f"secdilemma{room}")
    for name in package.__all__:
        assert getattr(package, name) is not None
    assert set(package.__all__) <= set(dir(package))
