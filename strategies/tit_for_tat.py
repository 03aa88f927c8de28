"""Tit for tat and its kin: what was seen decides, and one's own action never does."""

from dataclasses import replace

from secdilemma import ARM, RESTRAIN, Action, Game, parameter, strategy


@strategy(school="classic", cites=["Axelrod 1980", "Axelrod 1984"], aliases=["tit-for-tat"])
class Tft:
    """It begins with restraint, then does what it last saw the other do."""

    def begin(self) -> str:
        """Return good will."""
        return "content"

    def respond(self, mind: str) -> Action:
        """Arm if provoked."""
        return ARM if mind == "provoked" else RESTRAIN

    def interpret(self, mind: str, own: Action, seen: Action) -> str:
        """Remember the last action seen, and nothing else."""
        del mind, own
        return "content" if seen is RESTRAIN else "provoked"


@strategy(school="classic", cites=["Axelrod 1984"], aliases=["suspicious-tit-for-tat"])
class Stft(Tft):
    """It is tit for tat, but it begins by arming."""

    def begin(self) -> str:
        """Return suspicion: provoked by nothing yet."""
        return "provoked"


@strategy(
    school="classic",
    cites=["Molander 1985", "Nowak and Sigmund 1992"],
    aliases=["generous-tit-for-tat"],
)
class Gtft:
    """It is tit for tat, but lets an arming pass with probability `generosity`.

    The default is the most generosity that still resists constant arming in Axelrod's game (T 5,
    R 3, P 1, S 0): the smaller of 1 - (T - R) / (R - S) and (R - P) / (T - P), which is 1/3.
    """

    generosity: float = parameter(
        1 / 3,
        low=0,
        high=1,
        meaning="chance that it lets an arming pass",
        source="Nowak and Sigmund 1992",
    )

    def begin(self) -> str:
        """Return good will."""
        return "content"

    def respond(self, mind: str) -> float:
        """Restrain; if provoked, only out of generosity."""
        return self.generosity if mind == "provoked" else 1.0

    def interpret(self, mind: str, own: Action, seen: Action) -> str:
        """Remember the last action seen, and nothing else."""
        del mind, own
        return "content" if seen is RESTRAIN else "provoked"

    def for_game(self, game: Game) -> "Gtft":
        """Return it with the most generosity that no one exploits in a game.

        That is the smaller of the two ratios above, within 0 and 1; a game in which one of them
        has no denominator changes nothing (Nowak and Sigmund 1992).
        """
        pay = game.row
        if pay.R == pay.S or pay.T == pay.P:
            return self
        once = 1 - (pay.T - pay.R) / (pay.R - pay.S)
        twice = (pay.R - pay.P) / (pay.T - pay.P)
        return replace(self, generosity=max(0.0, min(1.0, once, twice)))


@strategy(
    school="classic",
    name="gtft-10",
    cites=["Wu and Axelrod 1995"],
    aliases=["generous-tit-for-tat-10"],
)
class Gtft10(Gtft):
    """It is generous tit for tat with a generosity of one in ten.

    Wu and Axelrod's tournament with noise had a generous tit for tat; that its generosity was one
    in ten is an assumption here.
    """

    generosity: float = parameter(
        0.1, low=0, high=1, meaning="chance that it lets an arming pass", source="assumption"
    )


@strategy(school="classic", cites=["Axelrod 1984"], aliases=["tit-for-two-tats", "tit-for-2-tats"])
class Tf2t:
    """It arms only after two armings in a row."""

    def begin(self) -> int:
        """Return that no arming has been seen."""
        return 0

    def respond(self, armings: int) -> Action:
        """Arm after two in a row."""
        return ARM if armings >= 2 else RESTRAIN

    def interpret(self, armings: int, own: Action, seen: Action) -> int:
        """Count armings in a row, up to two."""
        del own
        return 0 if seen is RESTRAIN else min(2, armings + 1)


@strategy(school="classic", name="2tft", cites=["Axelrod 1984"], aliases=["two-tits-for-tat"])
class TwoTitsForTat:
    """It answers each arming it sees with two."""

    def begin(self) -> int:
        """Return that no answer is owed."""
        return 0

    def respond(self, owed: int) -> Action:
        """Arm while an answer is owed."""
        return ARM if owed > 0 else RESTRAIN

    def interpret(self, owed: int, own: Action, seen: Action) -> int:
        """Owe two from this turn on if arming was seen, else one less."""
        del own
        return max(0, owed - 1) if seen is RESTRAIN else 2


@strategy(school="classic", cites=["Stewart and Plotkin 2012"], aliases=["hard-tit-for-tat"])
class HardTft:
    """It arms if it saw arming in any of the last three turns."""

    def begin(self) -> int:
        """Return that there was no arming."""
        return 0

    def respond(self, owed: int) -> Action:
        """Arm while an arming is in memory."""
        return ARM if owed > 0 else RESTRAIN

    def interpret(self, owed: int, own: Action, seen: Action) -> int:
        """Keep an arming in memory for three turns."""
        del own
        return max(0, owed - 1) if seen is RESTRAIN else 3


@strategy(
    school="classic",
    cites=["Stewart and Plotkin 2012"],
    aliases=["hard-tit-for-two-tats", "hard-tit-for-2-tats"],
)
class HardTf2t:
    """It arms if it saw two armings in a row within the last three turns.

    Its mind is what it saw in those turns, in the field's letters, the latest last.
    """

    def begin(self) -> str:
        """Return a record of restraint."""
        return "CCC"

    def respond(self, record: str) -> Action:
        """Arm if two armings in a row are on record."""
        return ARM if "DD" in record else RESTRAIN

    def interpret(self, record: str, own: Action, seen: Action) -> str:
        """Put this turn on record and drop the oldest."""
        del own
        return record[1:] + ("C" if seen is RESTRAIN else "D")


@strategy(school="classic", cites=["Nachbar 1992"], aliases=["reverse-tit-for-tat"])
class Bully:
    """It arms until the other arms, gives way then, and returns to arming after."""

    def begin(self) -> str:
        """Return that it presses on."""
        return "pressing"

    def respond(self, mind: str) -> Action:
        """Arm while it presses on."""
        return ARM if mind == "pressing" else RESTRAIN

    def interpret(self, mind: str, own: Action, seen: Action) -> str:
        """Give way to arming, press on against restraint."""
        del mind, own
        return "pressing" if seen is RESTRAIN else "cowed"
