"""Gradual: punishments that grow with each offence, and two turns of peace after each.

Two versions were published, and they differ in what counts as an offence. Both count offences,
which could go on for ever, so the count is bounded: by half the length of the match where that is
known, which changes nothing, as a punishment of that length outlasts the match; by `memory` where
it is not. It never exceeds MOST, beyond which there would be more minds than are explored: the
version of 1997 gets there only in matches of almost 5,000 turns, that of 2018 possibly after 194.
"""

from typing import NamedTuple

from secdilemma import ARM, RESTRAIN, Action, Context, parameter, strategy

MOST = 97


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

    memory: int = parameter(
        20, low=1, high=MOST, meaning="the most offences it counts if the length is not known"
    )

    def begin(self, context: Context) -> Record:
        """Return a clean record."""
        most = self.memory if context.turns is None else min(MOST, (context.turns + 1) // 2)
        return Record(0, 0, most)

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
