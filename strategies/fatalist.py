"""Booth and Wheeler's fatalist: insecurity cannot be escaped, so one arms."""

from secdilemma import ARM, Action, strategy


@strategy(school="Booth-Wheeler", cites=["Booth and Wheeler 2008"])
class Fatalist:
    """A state for which insecurity is the human lot: it arms, and does not strike.

    - *insecurity is inescapable*: nothing that it sees can change its mind, so there is one;
    - *survival, not conquest*: it never begins a war.

    Its behaviour is that of the classic all-d; its reasons are not.
    """

    def begin(self) -> str:
        """Return the only mind it has."""
        return "resigned"

    def respond(self, mind: str) -> Action:
        """Arm."""
        del mind
        return ARM

    def interpret(self, mind: str, own: Action, seen: Action) -> str:
        """See nothing new."""
        del own, seen
        return mind
