"""Monthly bills of the resellers: by hand before, on and after the bill day, by card, and other clocks."""

CASES = """
nts-290
# nihontsushin.com/support/line_suspended.html: a failed charge suspends the line; not put right by the day
# before the next charge date, the contract is cancelled on that date.
  before: bill_day=10 next_bill_on=2026-12-10
    2026-12-08 bill
    2026-12-08: usable, 2027-01-10 bill, lost 2027-02-10
  on: bill_day=10 next_bill_on=2026-12-10
    2026-12-10: usable, 2026-12-10 bill, lost 2027-01-10
    2026-12-10 bill
    2026-12-10: usable, 2027-01-10 bill, lost 2027-02-10
  after: bill_day=10 next_bill_on=2026-12-10
    2026-12-11: suspended, 2027-01-09 lost, lost 2027-01-10
    2027-01-09: suspended, 2027-01-09 lost, lost 2027-01-10
    2027-01-09 bill
    2027-01-09: usable, 2027-01-10 bill, lost 2027-02-10
  too_late: bill_day=10 next_bill_on=2026-12-10
    2027-01-10: lost, no deadline, lost 2027-01-10
  card: bill_day=10 payment_card_expires=2027-02
    2027-02-28: usable, 2027-02-28 payment_card
    2027-03-01: usable, 2027-02-28 payment_card
  failed_charge: bill_day=31 next_bill_on=2026-11-30 payment_card_expires=2026-10 auto_renew=no
    # Charged on the last day of the month: 30 November, then 31 December.
    2026-12-01: suspended, 2026-12-30 lost, lost 2026-12-31
    2026-12-05 bill
    # 31 December, then 31 January.
    2026-12-05: usable, 2026-12-31 bill, lost 2027-01-31
    # And after that of 31 January that of 28 February, of which 31 March comes.
    2026-12-31 bill
    2026-12-31: usable, 2027-01-31 bill, lost 2027-02-28
    2027-01-31 bill
    2027-01-31: usable, 2027-02-28 bill, lost 2027-03-31

iijmio-voice
# Asked for about the 7th; after a failed charge a slip comes, to be paid by its day.
  before: bill_day=7 next_bill_on=2026-12-07
    2026-12-01 bill
    2026-12-01: usable, 2027-01-07 bill
  on: bill_day=7 next_bill_on=2026-12-07
    2026-12-07: usable, 2026-12-07 bill
    2026-12-07 bill
    2026-12-07: usable, 2027-01-07 bill
  after: bill_day=7 next_bill_on=2026-12-07
    2026-12-08: overdue, 2026-12-07 bill
    2027-01-06 bill
    2027-01-06: usable, 2027-01-07 bill
  card: bill_day=7 payment_card_expires=2028-02
    2028-02-29: usable, 2028-02-29 payment_card
    2028-03-01: usable, 2028-02-29 payment_card

mineo-voice
# By card as a rule; no slip.
  before: bill_day=21 next_bill_on=2026-12-21
    2026-12-20 bill
    2026-12-20: usable, 2027-01-21 bill
  on: bill_day=21 next_bill_on=2026-11-21
    2026-11-21: usable, 2026-11-21 bill
    2026-11-21 bill
    2026-11-21: usable, 2026-12-21 bill
  after: bill_day=21 next_bill_on=2026-11-21
    2026-11-22: overdue, 2026-11-21 bill
    2026-11-22 bill
    2026-11-22: usable, 2026-12-21 bill
  card: bill_day=21 payment_card_expires=2026-11
    2026-11-30: usable, 2026-11-30 payment_card
    2026-12-01: usable, 2026-11-30 payment_card

his-jiyujizai
# From 280 yen; nothing is known of arrears.
  before: bill_day=15 next_bill_on=2026-12-15
    2026-12-14 bill
    2026-12-14: usable, 2027-01-15 bill
  on: bill_day=15 next_bill_on=2026-12-15
    2026-12-15: usable, 2026-12-15 bill
    2026-12-15 bill
    2026-12-15: usable, 2027-01-15 bill
  after: bill_day=15 next_bill_on=2026-12-15
    2026-12-16: overdue, 2026-12-15 bill
    2027-01-16: overdue, 2026-12-15 bill
    2027-01-16 bill
    2027-01-16: overdue, 2027-01-15 bill
  card: bill_day=15 payment_card_expires=2027-08
    2027-08-31: usable, 2027-08-31 payment_card
    2027-09-01: usable, 2027-08-31 payment_card

linksmate-lp
# linksmate.jp: next month's fee must be there in advance, or the line stops. How long it is kept
# was not read.
  before: bill_day=1 next_bill_on=2026-12-01
    2026-11-28 bill
    2026-11-28: usable, 2027-01-01 bill
  on: bill_day=1 next_bill_on=2026-12-01
    2026-12-01: usable, 2026-12-01 bill
    2026-12-01 bill
    2026-12-01: usable, 2027-01-01 bill
  after: bill_day=1 next_bill_on=2026-12-01
    2026-12-02: overdue, 2026-12-01 bill
    2026-12-03 bill
    2026-12-03: usable, 2027-01-01 bill
  card: bill_day=1 payment_card_expires=2027-01
    2027-01-31: usable, 2027-01-31 payment_card
    2027-02-01: usable, 2027-01-31 payment_card
  balance: counted_from=2026-11-01 balance=1600 currency=JPY balance_on=2026-11-21
    # November's fee is taken. 3 x 517 = 1,551: December, January and February are covered, a fourth is not.
    2026-11-21: usable, 2027-02-28 suspended
    2027-02-28: usable, 2027-02-28 suspended
    2027-03-01: suspended, 2027-02-28 suspended
    2027-03-02 buy lp balance=483
    # 1,000 LP bought, March's 517 taken as the line comes back, 483 left: not enough for April.
    2027-03-02: usable, 2027-03-31 suspended
  too_little: counted_from=2026-11-01 balance=516 currency=JPY balance_on=2026-11-21
    2026-11-30: usable, 2026-11-30 suspended
    2026-12-01: suspended, 2026-11-30 suspended
  just_enough: counted_from=2026-11-01 balance=517 currency=JPY balance_on=2026-11-21
    2026-11-21: usable, 2026-12-31 suspended
  dearer_plan: expires_on=2026-12-31
    2026-12-31: usable, 2026-12-31 suspended
    2027-01-01: suspended, 2026-12-31 suspended

mobal-voice-only
# Billed until one cancels; what an unpaid bill leads to was not read.
  before: bill_day=3 next_bill_on=2026-12-03
    2026-11-30 bill
    2026-11-30: usable, 2027-01-03 bill
  on: bill_day=3 next_bill_on=2026-12-03
    2026-12-03: usable, 2026-12-03 bill
    2026-12-03 bill
    2026-12-03: usable, 2027-01-03 bill
  after: bill_day=3 next_bill_on=2026-12-03
    2026-12-04: overdue, 2026-12-03 bill
    2026-12-20 bill
    2026-12-20: usable, 2027-01-03 bill
  card: bill_day=3 payment_card_expires=2027-10
    2027-10-31: usable, 2027-10-31 payment_card
    2027-11-01: usable, 2027-10-31 payment_card

mobal-voice-data
# The same, with the Vacation Plan beside it, whose terms were not read.
  before: bill_day=28 next_bill_on=2026-11-28
    2026-11-27 bill
    2026-11-27: usable, 2026-12-28 bill
  on: bill_day=28 next_bill_on=2026-11-28
    2026-11-28: usable, 2026-11-28 bill
    2026-11-28 bill
    2026-11-28: usable, 2026-12-28 bill
  after: bill_day=28 next_bill_on=2026-11-28
    2026-11-29: overdue, 2026-11-28 bill
    2026-12-01 bill
    2026-12-01: usable, 2026-12-28 bill
  card: bill_day=28 payment_card_expires=2027-03
    2027-03-31: usable, 2027-03-31 payment_card
    2027-04-01: usable, 2027-03-31 payment_card

sakura-voice-data
# sakuramobile.jp: Smart Pit is paid from the 1st to the 10th.
  before: bill_day=10 next_bill_on=2026-12-10
    2026-12-01 bill
    2026-12-01: usable, 2027-01-10 bill
  on: bill_day=10 next_bill_on=2026-12-10
    2026-12-10: usable, 2026-12-10 bill
    2026-12-10 bill
    2026-12-10: usable, 2027-01-10 bill
  after: bill_day=10 next_bill_on=2026-12-10
    2026-12-11: overdue, 2026-12-10 bill
    2026-12-12 bill
    2026-12-12: usable, 2027-01-10 bill
  card: bill_day=10 payment_card_expires=2027-07
    2027-07-31: usable, 2027-07-31 payment_card
    2027-08-01: usable, 2027-07-31 payment_card

gtn-voice
# gtn-mobile.com: told between the 8th and the 10th, to be paid by 23:59 on the 25th.
  before: bill_day=25 next_bill_on=2026-12-25
    2026-12-10 bill
    2026-12-10: usable, 2027-01-25 bill
  on: bill_day=25 next_bill_on=2026-12-25
    2026-12-25: usable, 2026-12-25 bill
    2026-12-25 bill
    2026-12-25: usable, 2027-01-25 bill
  after: bill_day=25 next_bill_on=2026-12-25
    2026-12-26: overdue, 2026-12-25 bill
    2027-01-08 bill
    2027-01-08: usable, 2027-01-25 bill
  card: bill_day=25 payment_card_expires=2027-12
    2027-12-31: usable, 2027-12-31 payment_card
    2028-01-01: usable, 2027-12-31 payment_card

jpsmart-monthly
# An old page: by the 10th working day, never before the 12th.
  before: bill_day=12 next_bill_on=2026-12-12
    2026-12-04 bill
    2026-12-04: usable, 2027-01-12 bill
  on: bill_day=12 next_bill_on=2026-12-12
    2026-12-12: usable, 2026-12-12 bill
    2026-12-12 bill
    2026-12-12: usable, 2027-01-12 bill
  after: bill_day=12 next_bill_on=2026-12-12
    2026-12-13: overdue, 2026-12-12 bill
    2026-12-14 bill
    2026-12-14: usable, 2027-01-12 bill
  card: bill_day=12 payment_card_expires=2027-01
    2027-01-31: usable, 2027-01-31 payment_card
    2027-02-01: usable, 2027-01-31 payment_card

hanacell-japan
# Billed in dollars. The terms have a clause on lines long unused, whose length was not read: no date of its
# own, but one where the owner read the length and entered it.
  before: bill_day=5 next_bill_on=2026-12-05
    2026-12-02 bill
    2026-12-02: usable, 2027-01-05 bill
  on: bill_day=5 next_bill_on=2026-12-05
    2026-12-05: usable, 2026-12-05 bill
    2026-12-05 bill
    2026-12-05: usable, 2027-01-05 bill
  after: bill_day=5 next_bill_on=2026-12-05
    2026-12-06: overdue, 2026-12-05 bill
    2026-12-07 bill
    2026-12-07: usable, 2027-01-05 bill
  card: bill_day=5 payment_card_expires=2027-02
    2027-02-28: usable, 2027-02-28 payment_card
    2027-03-01: usable, 2027-02-28 payment_card
  unused: auto_renew=yes last_used_on=2024-01-01
    2026-11-21: usable, no deadline
  use: auto_renew=yes use_within=P6M last_used_on=2026-08-31
    # 6 months from 31 August: the last of February.
    2027-02-28: usable, 2027-02-28 suspended
    2027-03-01: suspended, 2027-02-28 suspended
    2027-03-02 use
    2027-03-02: usable, 2027-09-02 suspended
"""
