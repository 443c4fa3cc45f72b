"""Monthly bills of the networks and their own brands: by hand before, on and after the bill day, and by card.

What becomes of an unpaid bill, and when, could not be read of any of them: overdue, and no day of loss.
"""

CASES = """
docomo-postpaid
# The bill day is the owner's; here the last day of the month. 30 November is followed by 31 December.
  before: bill_day=31 next_bill_on=2026-11-30
    2026-11-25 bill
    2026-11-25: usable, 2026-12-31 bill
  on: bill_day=31 next_bill_on=2026-11-30
    2026-11-30: usable, 2026-11-30 bill
    2026-11-30 bill
    2026-11-30: usable, 2026-12-31 bill
  after: bill_day=31 next_bill_on=2026-11-30
    2026-12-01: overdue, 2026-11-30 bill
    2026-12-05 bill
    2026-12-05: usable, 2026-12-31 bill
  card: bill_day=31 payment_card_expires=2027-02
    2026-12-05: usable, 2027-02-28 payment_card
    2027-02-28: usable, 2027-02-28 payment_card
    2027-03-01: usable, 2027-02-28 payment_card

ahamo
# The use of a month is charged at the end of the next. Of February in a leap year: the 29th.
  before: bill_day=31 next_bill_on=2028-01-31
    2028-01-20 bill
    2028-01-20: usable, 2028-02-29 bill
    2028-02-28 bill
    2028-02-28: usable, 2028-03-31 bill
  on: bill_day=31 next_bill_on=2028-02-29
    2028-02-29: usable, 2028-02-29 bill
    2028-02-29 bill
    2028-02-29: usable, 2028-03-31 bill
  after: bill_day=31 next_bill_on=2028-02-29
    2028-03-01: overdue, 2028-02-29 bill
    2028-03-10 bill
    2028-03-10: usable, 2028-03-31 bill
  card: bill_day=31 payment_card_expires=2028-02
    2028-02-29: usable, 2028-02-29 payment_card
    2028-03-01: usable, 2028-02-29 payment_card

irumo
# Closed to new users since 4 June 2025; lines that exist are billed on.
  before: bill_day=31 next_bill_on=2026-12-31
    2026-12-28 bill
    2026-12-28: usable, 2027-01-31 bill
  on: bill_day=31 next_bill_on=2026-12-31
    2026-12-31: usable, 2026-12-31 bill
    2026-12-31 bill
    2026-12-31: usable, 2027-01-31 bill
  after: bill_day=31 next_bill_on=2026-12-31
    2027-01-01: overdue, 2026-12-31 bill
    2027-01-04 bill
    2027-01-04: usable, 2027-01-31 bill
  card: bill_day=31 payment_card_expires=2026-12
    2026-12-31: usable, 2026-12-31 payment_card
    2027-01-01: usable, 2026-12-31 payment_card

au-postpaid
# au.com: debit on the 25th; a failed one is to be paid in a shop by the end of the month.
  before: bill_day=25 next_bill_on=2026-11-25
    2026-11-23 bill
    2026-11-23: usable, 2026-12-25 bill
  on: bill_day=25 next_bill_on=2026-11-25
    2026-11-25: usable, 2026-11-25 bill
    2026-11-25 bill
    2026-11-25: usable, 2026-12-25 bill
  after: bill_day=25 next_bill_on=2026-11-25
    2026-11-26: overdue, 2026-11-25 bill
    2026-11-30: overdue, 2026-11-25 bill
    2026-11-30 bill
    2026-11-30: usable, 2026-12-25 bill
  card: bill_day=25 payment_card_expires=2027-04
    2027-04-30: usable, 2027-04-30 payment_card
    2027-05-01: usable, 2027-04-30 payment_card

uq-postpaid
# uqwimax.jp: at the month's end (other tables name the 25th or the 10th); a failed debit is not tried again.
  before: bill_day=31 next_bill_on=2027-01-31
    2027-01-29 bill
    2027-01-29: usable, 2027-02-28 bill
  on: bill_day=31 next_bill_on=2027-02-28
    2027-02-28: usable, 2027-02-28 bill
    2027-02-28 bill
    2027-02-28: usable, 2027-03-31 bill
  after: bill_day=31 next_bill_on=2027-02-28
    2027-03-01: overdue, 2027-02-28 bill
    2027-03-20 bill
    2027-03-20: usable, 2027-03-31 bill
  card: bill_day=31 payment_card_expires=2027-06
    2027-06-30: usable, 2027-06-30 payment_card
    2027-07-01: usable, 2027-06-30 payment_card

sb-postpaid
# SoftBank's timetable could not be read; a user's two weeks and 60 to 90 days are counted on by nobody.
  before: bill_day=26 next_bill_on=2026-11-26
    2026-11-22 bill
    2026-11-22: usable, 2026-12-26 bill
  on: bill_day=26 next_bill_on=2026-11-26
    2026-11-26: usable, 2026-11-26 bill
    2026-11-26 bill
    2026-11-26: usable, 2026-12-26 bill
  after: bill_day=26 next_bill_on=2026-11-26
    2026-11-27: overdue, 2026-11-26 bill
    2027-02-26: overdue, 2026-11-26 bill
    2027-02-26 bill
    # One payment settles the oldest bill; December's is open.
    2027-02-26: overdue, 2026-12-26 bill
  card: bill_day=26 payment_card_expires=2027-09
    2027-09-30: usable, 2027-09-30 payment_card
    2027-10-01: usable, 2027-09-30 payment_card

ymobile-postpaid
# ymobile.jp: bills of the past two months can be paid online.
  before: bill_day=26 next_bill_on=2026-12-26
    2026-12-25 bill
    2026-12-25: usable, 2027-01-26 bill
  on: bill_day=26 next_bill_on=2026-12-26
    2026-12-26: usable, 2026-12-26 bill
    2026-12-26 bill
    2026-12-26: usable, 2027-01-26 bill
  after: bill_day=26 next_bill_on=2026-11-26
    2027-01-10: overdue, 2026-11-26 bill
    2027-01-10 bill
    2027-01-10: overdue, 2026-12-26 bill
    2027-01-10 bill
    2027-01-10: usable, 2027-01-26 bill
  card: bill_day=26 payment_card_expires=2027-11
    2027-11-30: usable, 2027-11-30 payment_card
    2027-12-01: usable, 2027-11-30 payment_card

linemo-best
# Cards are charged about the 10th; after a failed charge a slip with a fee comes.
  before: bill_day=10 next_bill_on=2026-12-10
    2026-12-09 bill
    2026-12-09: usable, 2027-01-10 bill
  on: bill_day=10 next_bill_on=2026-12-10
    2026-12-10: usable, 2026-12-10 bill
    2026-12-10 bill
    2026-12-10: usable, 2027-01-10 bill
  after: bill_day=10 next_bill_on=2026-12-10
    2026-12-11: overdue, 2026-12-10 bill
    2026-12-24 bill
    2026-12-24: usable, 2027-01-10 bill
  card: bill_day=10 payment_card_expires=2026-12
    2026-12-10: usable, 2026-12-31 payment_card
    2027-01-01: usable, 2026-12-31 payment_card

rakuten-saikyo
# From 1,078 yen a month. The terms of July 2021: lines that the company designates may be suspended when
# unused for 180 days in a row. So the use stops the service, and of a loss nothing is known.
  before: bill_day=27 next_bill_on=2026-11-27
    2026-11-26 bill
    2026-11-26: usable, 2026-12-27 bill
  on: bill_day=27 next_bill_on=2026-11-27
    2026-11-27: usable, 2026-11-27 bill
    2026-11-27 bill
    2026-11-27: usable, 2026-12-27 bill
  after: bill_day=27 next_bill_on=2026-11-27
    2026-11-28: overdue, 2026-11-27 bill
    2026-12-10 bill
    2026-12-10: usable, 2026-12-27 bill
  card: bill_day=27 payment_card_expires=2027-05
    2027-05-31: usable, 2027-05-31 payment_card
    2027-06-01: usable, 2027-05-31 payment_card
  use: auto_renew=yes last_used_on=2026-07-01
    # Day 182 + 180 = 362.
    2026-12-28: usable, 2026-12-28 suspended
    2026-12-29: suspended, 2026-12-28 suspended
    2026-12-30 use
    # 364 + 180 = 544 = 179 of 2027.
    2026-12-30: usable, 2027-06-28 suspended
  both: bill_day=27 next_bill_on=2026-11-27 last_used_on=2026-07-01
    2026-11-21: usable, 2026-11-27 bill
    2026-11-27 bill
    2026-11-27: usable, 2026-12-27 bill
    2026-12-27 bill
    2026-12-27: usable, 2026-12-28 suspended
    # Neither used nor paid: the line may be stopped from 29 December, whatever the bill.
    2027-02-01: suspended, 2026-12-28 suspended
  card_and_use: last_used_on=2026-07-01 payment_card_expires=2026-12
    # The use ends three days before the card's month.
    2026-11-21: usable, 2026-12-28 suspended
"""
