"""Each line of a form is a test of its own."""

from strategy_form import LISTS, StrategyForm


def pytest_generate_tests(metafunc):
    """Repeat a form's test for each line of its list."""
    name = metafunc.function.__name__.removeprefix("test_")
    if metafunc.cls is not None and issubclass(metafunc.cls, StrategyForm) and name in LISTS:
        lines = getattr(metafunc.cls, LISTS[name])
        arguments = [each for each in metafunc.fixturenames if each != "request"]
        metafunc.parametrize(arguments, lines)
