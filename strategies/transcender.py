"""Booth and Wheeler's transcender: trust is a capital that a community can live on."""

from secdilemma import ARM, RESTRAIN, Action, parameter, strategy


@strategy(school="Booth-Wheeler", cites=["Booth and Wheeler 2008"])
class Transcender:
    """A state that believes in community and draws on trust as long as any is left.

    - *the dilemma can be left behind*: it begins with all the trust that it can hold;
    - *trust is a capital*: each restraint seen adds to it, each arming seen is drawn from it, and
      it restrains while any is left;
    - *what that costs*: it puts up with arming in every second turn for ever.

    That the bank holds four is an assumption.
    """

    bank: int = parameter(4, low=1, high=50, meaning="the most trust it can hold")

    def begin(self) -> int:
        """Return full trust."""
        return self.bank

    def respond(self, trust: int) -> Action:
        """Restrain while there is trust."""
        return RESTRAIN if trust > 0 else ARM

    def interpret(self, trust: int, own: Action, seen: Action) -> int:
        """Add to trust or draw on it."""
        del own
        return min(self.bank, trust + 1) if seen is RESTRAIN else max(0, trust - 1)
