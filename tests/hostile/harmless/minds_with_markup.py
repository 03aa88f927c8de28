"""The names of its minds would do harm on a terminal or a page."""

from secdilemma import RESTRAIN, strategy


@strategy(school="hostile")
class MindsWithMarkup:
    """It plays <img src=x onerror=alert(1)> \x1b[31m tit for tat, [bold]loudly[/bold]."""

    def begin(self):
        return ("\x1b]0;owned\x07", "<script>alert(1)</script>", RESTRAIN)

    def respond(self, mind):
        return mind[2]

    def interpret(self, mind, own, seen):
        return (*mind[:2], seen)
