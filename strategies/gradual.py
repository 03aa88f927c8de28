"""Gradual: punishments that grow with each offence, and two turns of peace after each.

Two versions were published, and they differ in what counts as an offence. Both count offences,
which could go on for ever; here no more than `memory` are counted, so that an offence after that is
answered like the last one counted. A longer memory makes an automaton of more minds: about half its
square.
"""

from typing import NamedTuple

from secdilemma import ARM, RESTRAIN, Action, parameter, strategy

MOST = 97  # more would be more minds than are explored


class Record(NamedTuple):
    """What it remembers: offences, turns still due for the last, and the most that it counts.

    The last turn that is due is the first of the two of peace; the second is an ordinary one.
    """

    offences: int
    due: int
    most: int


@strategy(
    school="classic",
    cites=["Beaufils, Delahaye and Mathieu 1997"],
    aliases=["gradual-1997", "original-gradual"],
)
class Gradual:
    """It answers the n-th offence with n turns of arming and two of restraint.

    In this version, of 1997, what the other does during a punishment, and in the first of the two
    turns of peace after it, is no offence.
    """

    memory: int = parameter(10, low=1, high=MOST, meaning="the most offences it counts")

    def begin(self) -> Record:
        """Return a clean record."""
        return Record(0, 0, self.memory)

    def respond(self, record: Record) -> Action:
        """Arm while punishment is due."""
        return ARM if record.due > 1 else RESTRAIN

    def interpret(self, record: Record, own: Action, seen: Action) -> Record:
        """Work off what is due; if nothing is, take offence at arming."""
        del own
        if record.due > 0:
            return record._replace(due=record.due - 1)
        return record if seen is RESTRAIN else _punishing(_offended(record))


@strategy(school="classic", name="gradual-2018", cites=["CRISTAL-SMAC 2018"])
class Gradual2018(Gradual):
    """It answers an offence with as many armings as it has seen in all.

    Two turns of restraint follow. In this version, of 2018, every arming seen counts, during a
    punishment too, though another punishment begins only once the last and the first turn of peace
    after it are over.
    """

    def interpret(self, record: Record, own: Action, seen: Action) -> Record:
        """Count arming, and punish it if nothing is due already."""
        del own
        counted = record if seen is RESTRAIN else _offended(record)
        if record.due > 0:
            return counted._replace(due=record.due - 1)
        return counted if seen is RESTRAIN else _punishing(counted)


def _offended(record: Record) -> Record:
    return record._replace(offences=min(record.most, record.offences + 1))


def _punishing(record: Record) -> Record:
    return record._replace(due=record.offences + 1)
