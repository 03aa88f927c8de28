"""The three strategies that do not look: always restrain, always arm, and a coin."""

from secdilemma import ARM, RESTRAIN, Action, parameter, strategy


@strategy(
    school="classic",
    cites=["Axelrod 1984"],
    aliases=["always-cooperate", "always-restrain", "cooperator"],
)
class AllC:
    """It always restrains, whatever the other does."""

    def begin(self) -> str:
        """Return the only mind it has."""
        return "trusting"

    def respond(self, mind: str) -> Action:
        """Restrain."""
        del mind
        return RESTRAIN

    def interpret(self, mind: str, own: Action, seen: Action) -> str:
        """Learn nothing."""
        del own, seen
        return mind


@strategy(
    school="classic", cites=["Axelrod 1984"], aliases=["always-defect", "always-arm", "defector"]
)
class AllD:
    """It always arms, whatever the other does."""

    def begin(self) -> str:
        """Return the only mind it has."""
        return "armed"

    def respond(self, mind: str) -> Action:
        """Arm."""
        del mind
        return ARM

    def interpret(self, mind: str, own: Action, seen: Action) -> str:
        """Learn nothing."""
        del own, seen
        return mind


@strategy(school="classic", cites=["Axelrod 1980"], aliases=["coin"])
class Random:
    """It tosses a coin each turn, and learns nothing from what comes of it."""

    restraint: float = parameter(
        0.5, low=0, high=1, meaning="chance a turn that it restrains", source="Axelrod 1980"
    )

    def begin(self) -> str:
        """Return the only mind it has."""
        return "aimless"

    def respond(self, mind: str) -> float:
        """Restrain with a fixed probability."""
        del mind
        return self.restraint

    def interpret(self, mind: str, own: Action, seen: Action) -> str:
        """Learn nothing."""
        del own, seen
        return mind
