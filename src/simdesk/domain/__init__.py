"""What a card is and when it dies: values and pure functions.

Ranges of days are inclusive at both ends, a last day is a day on which things still work,
and the base day of a length is day 0 unless a rule counts it.
"""
