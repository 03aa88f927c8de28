"""Probers: a fixed opening finds out what the other is like, and decides the rest.

While the opening lasts the mind is what was seen so far, in the field's letters.
"""

from secdilemma import ARM, RESTRAIN, Action, strategy

Mind = str | tuple[str, str]


class Probing:
    """What they share: an opening, and tit for tat unless the answers to it say otherwise."""

    opening = "DCC"

    def verdict(self, answers: str) -> str:
        """Return the mind that the answers lead to for good, or "" to play tit for tat."""
        raise NotImplementedError

    def begin(self) -> Mind:
        """Return that nothing was seen yet."""
        return ("probe", "")

    def respond(self, mind: Mind) -> Action:
        """Play the opening, and then as the mind says."""
        if isinstance(mind, tuple):
            return RESTRAIN if self.opening[len(mind[1])] == "C" else ARM
        return ARM if mind in ("exploit", "provoked") else RESTRAIN

    def interpret(self, mind: Mind, own: Action, seen: Action) -> Mind:
        """Collect the answers to the opening, judge them, and go on accordingly."""
        del own
        if mind in ("exploit", "reassured"):
            return mind
        last = "content" if seen is RESTRAIN else "provoked"
        if not isinstance(mind, tuple):
            return last
        answers = mind[1] + ("C" if seen is RESTRAIN else "D")
        if len(answers) < len(self.opening):
            return ("probe", answers)
        return self.verdict(answers) or last


@strategy(school="classic", cites=["Li, Hingston and Kendall 2011"])
class Prober(Probing):
    """It opens D, C, C and arms for good against one that does not answer.

    That is one that restrained in turns 2 and 3. Otherwise it plays tit for tat.
    """

    def verdict(self, answers: str) -> str:
        """Exploit restraint in the second and third turn."""
        return "exploit" if answers[1:] == "CC" else ""


@strategy(school="classic", name="prober-2", cites=["Prison 1998"])
class Prober2(Probing):
    """It opens D, C, C and restrains for good with one that answers and forgives.

    That is one that armed in turn 2 and restrained in turn 3. Otherwise it plays tit for tat.
    """

    def verdict(self, answers: str) -> str:
        """Trust one that answered once."""
        return "reassured" if answers[1:] == "DC" else ""


@strategy(school="classic", name="prober-3", cites=["Prison 1998"])
class Prober3(Probing):
    """It opens D, C and arms for good against one that does not answer at once.

    That is one that restrained in turn 2. Otherwise it plays tit for tat.
    """

    opening = "DC"

    def verdict(self, answers: str) -> str:
        """Exploit restraint in the second turn."""
        return "exploit" if answers[1] == "C" else ""


@strategy(school="classic", cites=["Prison 1998"])
class HardProber(Probing):
    """It opens D, D, C, C and arms for good against one that does not answer.

    That is one that restrained in turns 2 and 3. Otherwise it plays tit for tat.
    """

    opening = "DDCC"

    def verdict(self, answers: str) -> str:
        """Exploit restraint in the second and third turn."""
        return "exploit" if answers[1:3] == "CC" else ""
