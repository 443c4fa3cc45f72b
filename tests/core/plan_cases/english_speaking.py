"""Cards of Britain, the United States and New Zealand."""

CASES = """
giffgaff-payg
# community.giffgaff.com: one act that counts in 6 months. The 30 days for a PAC are for leaving, no grace.
  early: counted_from=2026-08-31
    # 31 Aug + 6 months: the last of February.
    2026-11-21: usable, 2027-02-28 lost, lost 2027-03-01
    2026-11-30 use
    2026-11-30: usable, 2027-05-30 lost, lost 2027-05-31
    2026-12-05 buy credit
    2026-12-05: usable, 2027-06-05 lost, lost 2027-06-06
  last_day: counted_from=2026-08-31
    2027-02-28: usable, 2027-02-28 lost, lost 2027-03-01
    2027-02-28 use
    2027-02-28: usable, 2027-08-28 lost, lost 2027-08-29
  after: counted_from=2026-08-31
    2027-03-01: lost, no deadline, lost 2027-03-01

ee-payg
# EE's staff in its community: on day 60 a reminder, on day 179 hibernation, recoverable to day 269, gone on
# about day 273.
  early: counted_from=2026-07-01
    # Day 182 of the year is day 0. Day 178: 360, 26 Dec. Day 269: 451 = 86 of 2027. Day 273: 90, 31 Mar.
    2026-11-21: usable, 2026-12-26 suspended, lost about 2027-03-31
    2026-11-25 use
    # 329 + 178 = 507 = 142, 22 May; + 273: 602 - 365 = 237, 25 Aug.
    2026-11-25: usable, 2027-05-22 suspended, lost about 2027-08-25
  last_day: counted_from=2026-07-01
    2026-12-26: usable, 2026-12-26 suspended, lost about 2027-03-31
    2026-12-26 use
    # 360 + 178 = 538 = 173, 22 Jun; 360 + 273 = 633 = 268, 25 Sep.
    2026-12-26: usable, 2027-06-22 suspended, lost about 2027-09-25
  after: counted_from=2026-07-01
    2026-12-27: suspended, 2027-03-27 suspended, lost about 2027-03-31
    2027-01-10 buy top-up
    # Brought back by customer care: 10 + 178 = 188, 7 Jul; 10 + 273 = 283, 10 Oct.
    2027-01-10: usable, 2027-07-07 suspended, lost about 2027-10-10
  too_late: counted_from=2026-07-01
    2027-03-27: suspended, 2027-03-27 suspended, lost about 2027-03-31
    2027-03-28: suspended, 2027-03-30 lost, lost about 2027-03-31
    2027-03-31: lost, no deadline, lost about 2027-03-31

voxi-payg
# nodeseek 2026-01: suspended after 180 days without chargeable use, lost about 90 later (9 months in all).
  early: counted_from=2026-07-01
    2026-11-25 use
    # 329 + 180 = 509 = 144, 24 May; + 90 = 234, 22 Aug.
    2026-11-25: usable, 2027-05-24 suspended, lost about 2027-08-23
  last_day: counted_from=2026-07-01
    # 182 + 180 = 362; + 90 = 452 = 87 of 2027, 28 Mar.
    2026-12-28: usable, 2026-12-28 suspended, lost about 2027-03-29
    2026-12-28 use
    # 362 + 180 = 542 = 177, 26 Jun; + 90 = 267, 24 Sep.
    2026-12-28: usable, 2027-06-26 suspended, lost about 2027-09-25
  after: counted_from=2026-07-01
    2026-12-29: suspended, 2027-03-28 lost, lost about 2027-03-29
    2027-01-10 use
    # 10 + 180 = 190, 9 Jul; + 90 = 280, 7 Oct.
    2027-01-10: usable, 2027-07-09 suspended, lost about 2027-10-08
  too_late: counted_from=2026-07-01
    2027-03-29: lost, no deadline, lost about 2027-03-29

vodafone-uk-payg
# A report of 2012: 180 days without a chargeable act; no warning, no grace.
  early: counted_from=2026-07-01
    2026-11-25 use
    2026-11-25: usable, 2027-05-24 lost, lost 2027-05-25
  last_day: counted_from=2026-07-01
    2026-12-28: usable, 2026-12-28 lost, lost 2026-12-29
    2026-12-28 use
    2026-12-28: usable, 2027-06-26 lost, lost 2027-06-27
  after: counted_from=2026-07-01
    2026-12-29: lost, no deadline, lost 2026-12-29

lebara-payg
# A consumer group: cut off after 3 months without use; no grace is known.
  early: counted_from=2026-09-30
    2026-11-30 use
    # 30 Nov + 3 months: the last of February.
    2026-11-30: usable, 2027-02-28 lost, lost 2027-03-01
  last_day: counted_from=2026-09-30
    2026-12-30: usable, 2026-12-30 lost, lost 2026-12-31
    2026-12-30 use
    2026-12-30: usable, 2027-03-30 lost, lost 2027-03-31
  after: counted_from=2026-09-30
    2026-12-31: lost, no deadline, lost 2026-12-31

lyca-uk-payg
# lycamobile.co.uk's terms: 90 days from the last use; whether a top-up alone is a use is not clear.
  early: counted_from=2026-10-01
    # 274 + 90 = 364.
    2026-11-21: usable, 2026-12-30 lost, lost 2026-12-31
    2026-11-25 buy top-up
    2026-11-25: usable, 2026-12-30 lost, lost 2026-12-31
    2026-12-01 use
    # 335 + 90 = 425 = 60 of 2027.
    2026-12-01: usable, 2027-03-01 lost, lost 2027-03-02
  last_day: counted_from=2026-10-01
    2026-12-30: usable, 2026-12-30 lost, lost 2026-12-31
    2026-12-30 use
    # 364 + 90 = 454 = 89.
    2026-12-30: usable, 2027-03-30 lost, lost 2027-03-31
  after: counted_from=2026-10-01
    2026-12-31: lost, no deadline, lost 2026-12-31

ctexcel-uk
# Notes say 90 days, newer ones 180: the earlier counts.
  early: counted_from=2026-10-01
    2026-11-25 use
    # 329 + 90 = 419 = 54.
    2026-11-25: usable, 2027-02-23 lost, lost 2027-02-24
  last_day: counted_from=2026-10-01
    2026-12-30: usable, 2026-12-30 lost, lost 2026-12-31
    2026-12-30 use
    2026-12-30: usable, 2027-03-30 lost, lost 2027-03-31
  after: counted_from=2026-10-01
    2026-12-31: lost, no deadline, lost 2026-12-31

onep-payg
# A consumer group: cut off after 3 months without use; no grace is known. A letter of 2021 that asks for
# more is not confirmed: it is told in words.
  early: counted_from=2026-09-30
    2026-11-30 use
    2026-11-30: usable, 2027-02-28 lost, lost 2027-03-01
  last_day: counted_from=2026-09-30
    2026-12-30: usable, 2026-12-30 lost, lost 2026-12-31
    2026-12-30 buy top-up
    2026-12-30: usable, 2027-03-30 lost, lost 2027-03-31
  after: counted_from=2026-09-30
    2026-12-31: lost, no deadline, lost 2026-12-31

google-voice-free
# Guides that quote the policy: 3 months without activity.
  early: counted_from=2026-10-31
    2026-11-30 use
    2026-11-30: usable, 2027-02-28 lost, lost 2027-03-01
  last_day: counted_from=2026-10-31
    2027-01-31: usable, 2027-01-31 lost, lost 2027-02-01
    2027-01-31 use
    2027-01-31: usable, 2027-04-30 lost, lost 2027-05-01
  after: counted_from=2026-10-31
    2027-02-01: lost, no deadline, lost 2027-02-01

tello-payg
# tello.com: credit lasts 3 months from the purchase, then the number is deleted, no grace.
  early: counted_from=2026-09-30
    2026-11-30 buy payg-10
    2026-11-30: usable, 2027-02-28 lost, lost 2027-03-01
  last_day: counted_from=2026-09-30
    2026-12-30: usable, 2026-12-30 lost, lost 2026-12-31
    2026-12-30 buy payg-20
    2026-12-30: usable, 2027-03-30 lost, lost 2027-03-31
  after: counted_from=2026-09-30
    2026-12-31: lost, no deadline, lost 2026-12-31

ultra-paygo
# Ultra's help pages: 3 USD every 30 days; suspended the next day, 30 days to pay, then deleted. The 60 days
# that guides name are these 30 and 30.
  early: counted_from=2026-11-10
    2026-12-01 buy fee-30d
    2026-12-01: usable, 2026-12-31 suspended, lost 2027-01-31
  last_day: counted_from=2026-11-10
    # 10 Nov + 30 = 10 Dec; + 30: 21 of Dec, 9.
    2026-12-10: usable, 2026-12-10 suspended, lost 2027-01-10
    2026-12-10 buy fee-30d
    # 9 Jan; + 30: 22 of Jan, 8.
    2026-12-10: usable, 2027-01-09 suspended, lost 2027-02-09
  after: counted_from=2026-11-10
    2026-12-11: suspended, 2027-01-09 lost, lost 2027-01-10
    2026-12-20 buy fee-30d
    # 20 Dec + 30: 11, 19 of Jan; + 30: 12, 18.
    2026-12-20: usable, 2027-01-19 suspended, lost 2027-02-19
  too_late: counted_from=2026-11-10
    2027-01-10: lost, no deadline, lost 2027-01-10
  balance: counted_from=2026-11-10 balance=10 currency=USD balance_on=2026-11-21
    # November's 3 USD are taken; 10 cover three more: 10 Dec + 90 = 434 = 69 of 2027; + 30 = 99.
    2026-11-21: usable, 2027-03-10 suspended, lost 2027-04-10
    2026-12-01 buy wallet-10 balance=20
    # Six: 344 + 180 = 524 = 159, 8 Jun; + 30 = 189, 8 Jul.
    2026-12-01: usable, 2027-06-08 suspended, lost 2027-07-09
  empty_wallet: counted_from=2026-11-10 balance=2.99 currency=USD balance_on=2026-11-21
    2026-11-21: usable, 2026-12-10 suspended, lost 2027-01-10

skinny-prepaid
# Skinny's help page of 2016, a note of July 2026: 5 NZD once in 12 months; one month more to bring it back.
  early: counted_from=2025-12-31
    2026-11-30 buy top-up-5
    2026-11-30: usable, 2027-11-30 suspended, lost 2027-12-31
  last_day: counted_from=2025-12-31
    2026-12-31: usable, 2026-12-31 suspended, lost 2027-02-01
    2026-12-31 buy top-up-5
    2026-12-31: usable, 2027-12-31 suspended, lost 2028-02-01
  after: counted_from=2025-12-31
    2027-01-01: suspended, 2027-01-31 lost, lost 2027-02-01
    2027-01-15 buy top-up-5
    2027-01-15: usable, 2028-01-15 suspended, lost 2028-02-16
  too_late: counted_from=2025-12-31
    2027-02-01: lost, no deadline, lost 2027-02-01
"""
