"""What a turn looks like from the other side: the dilemma of interpretation.

Two things go wrong, and they are not the same. *Execution error* changes what is done, and both
sides know it afterwards. *Misperception* changes only what the other side sees, and nobody knows.
Misperception is a detection problem: a false alarm reads restraint as arming, a miss reads arming
as restraint; ambiguity is their sum and threat bias the share of worst-case reading in it.
"""

from dataclasses import dataclass, fields, replace

from secdilemma.errors import (
    GameError,
    UnknownNameError,
    check_chance,
    check_number,
    check_probability,
    suggestion,
)
from secdilemma.io.numbers import given_chance

ERRORS = ("execution_c", "execution_d", "false_alarm", "miss")


@dataclass(frozen=True, slots=True)
class Perception:
    """How actions are carried out, seen and recorded; every field is a probability.

    Parameters
    ----------
    execution_c
        e_C: intended restraint is carried out as arming.
    execution_d
        e_D: intended arming is carried out as restraint. A strike is never mistaken.
    false_alarm
        ε_CD: restraint is seen as arming.
    miss
        ε_DC: arming is seen as restraint.
    hotline
        h: a false alarm is corrected.
    intelligence
        q: both errors of sight are scaled by 1 - q.
    public_record
        κ: in that turn both sides go by the same two sightings, of their own action too.
    sensibility
        s: a state that armed reads the arming it sees as restraint (Booth and Wheeler 2008).
    joint_decision
        j: in that turn both sides decide jointly, and both mean to restrain; execution can still
        err. An alliance's common decisions (see :mod:`secdilemma.institutions`).

    Raises
    ------
    GameError
        If one is not a probability, or an error below 1e-300.
    """

    execution_c: float = 0.0
    execution_d: float = 0.0
    false_alarm: float = 0.0
    miss: float = 0.0
    hotline: float = 0.0
    intelligence: float = 0.0
    public_record: float = 0.0
    sensibility: float = 0.0
    joint_decision: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            check = check_chance if field.name in ERRORS else check_probability
            value = check(f"perception.{field.name}", getattr(self, field.name))
            object.__setattr__(self, field.name, value)

    @classmethod
    def from_ambiguity(cls, ambiguity: float, threat_bias: float = 0.0) -> "Perception":
        """Return misperception with ambiguity a and threat bias β, and nothing else.

        Parameters
        ----------
        ambiguity
            a = ε_CD + ε_DC.
        threat_bias
            β = (ε_CD - ε_DC) / a, from -1 to 1; at 1 every error is worst-case.

        Raises
        ------
        GameError
            If the two do not give probabilities.

        Examples
        --------
        >>> Perception.from_ambiguity(0.1, threat_bias=0.6).describe()
        'misperception 8 % / 2 %'
        """
        a = check_number("perception.ambiguity", ambiguity, 0.0, 2.0)
        bias = check_number("perception.threat_bias", threat_bias, -1.0, 1.0)
        alarm, miss = a * (1 + bias) / 2, a * (1 - bias) / 2
        if max(alarm, miss) > 1:
            raise GameError(
                f"perception.ambiguity: got {ambiguity!r} with threat_bias {threat_bias!r}; "
                f"expected a(1 + |β|)/2 of at most 1."
            )
        return cls(false_alarm=alarm, miss=miss)

    @property
    def ambiguity(self) -> float:
        """A = ε_CD + ε_DC, before intelligence and hotline."""
        return self.false_alarm + self.miss

    @property
    def threat_bias(self) -> float:
        """β = (ε_CD - ε_DC) / a; zero where nothing is ambiguous."""
        return (self.false_alarm - self.miss) / self.ambiguity if self.ambiguity else 0.0

    @property
    def sighted_false_alarm(self) -> float:
        """The chance that restraint is seen as arming once intelligence has helped."""
        return self.false_alarm * (1 - self.intelligence)

    @property
    def uncorrected_false_alarm(self) -> float:
        """ε_CD (1 - q)(1 - h): the false alarms that intelligence and hotline leave."""
        return self.sighted_false_alarm * (1 - self.hotline)

    @property
    def sighted_miss(self) -> float:
        """The chance that arming is seen as restraint once intelligence has helped."""
        return self.miss * (1 - self.intelligence)

    def with_execution(self, error: float) -> "Perception":
        """Return this with the same execution error for both actions."""
        return replace(self, execution_c=error, execution_d=error)

    def describe(self) -> str:
        """Return one line in words, such as ``misperception 8 % / 2 %, execution error 1 %``."""
        parts = []
        if self.ambiguity:
            both = f"{given_chance(self.false_alarm)} / {given_chance(self.miss)}"
            parts.append(f"misperception {both}")
        if self.execution_c == self.execution_d:
            parts += [f"execution error {given_chance(self.execution_c)}"] * (self.execution_c > 0)
        else:
            both = f"{given_chance(self.execution_c)} / {given_chance(self.execution_d)}"
            parts.append(f"execution error {both}")
        for name in (
            "hotline",
            "intelligence",
            "public_record",
            "sensibility",
            "joint_decision",
        ):
            value = getattr(self, name)
            parts += [f"{name.replace('_', ' ')} {given_chance(value)}"] * (value > 0)
        return ", ".join(parts) or "no errors"


REGIMES = {
    "none": Perception(),
    "exec1": Perception(execution_c=0.01, execution_d=0.01),
    "exec5": Perception(execution_c=0.05, execution_d=0.05),
    "per5": Perception(false_alarm=0.05, miss=0.05),
    "perA": Perception(false_alarm=0.08, miss=0.02),
    "W12": Perception(false_alarm=0.20, miss=0.05),
    "W34": Perception(false_alarm=0.016, miss=0.004),
}


def regime(name: str) -> Perception:
    """Return a named regime of errors.

    Raises
    ------
    UnknownNameError
        If there is none of that name.

    Examples
    --------
    >>> regime("perA").describe()
    'misperception 8 % / 2 %'
    """
    for known, perception in REGIMES.items():
        if known.lower() == name.lower():
            return perception
    hint = suggestion(name, REGIMES)
    expected = ", ".join(REGIMES)
    raise UnknownNameError(
        f"perception {name!r}: no such regime; expected one of {expected}.{hint}"
    )
