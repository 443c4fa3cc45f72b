"""Cards of Hong Kong: the arithmetic stands above each expectation."""

CASES = """
clubsim-pack
# Notes and a thread of July 2026: any pack within 365 days of the end of the last one; no grace is known.
  early: counted_from=2026-02-01
    2026-11-21: usable, 2027-02-01 lost, lost 2027-02-02
    2026-12-01 buy sms-30d
    # Pack to 31 Dec 2026; 365 days: 31 Dec 2027. It gives texts and no data.
    2026-12-01: usable, 2027-12-31 lost, lost 2028-01-01
  last_day: counted_from=2026-02-01
    2027-02-01: usable, 2027-02-01 lost, lost 2027-02-02
    2027-02-01 buy local-data
    # 90 days from 1 Feb (day 32): day 122, 2 May. 365 days cross 29 Feb 2028: 1 May.
    2027-02-01: usable, 2028-05-01 lost, lost 2028-05-02, data 2027-05-02
  after: counted_from=2026-02-01
    2027-02-02: lost, no deadline, lost 2027-02-02
  data: counted_from=2026-02-01
    2026-12-01 buy local-data
    2026-12-20 buy sms-30d
    # Packs to 1 Mar and to 19 Jan 2027: the later counts. 1 Mar 2027 + 365 crosses 29 Feb 2028.
    2026-12-20: usable, 2028-02-29 lost, lost 2028-03-01, data 2027-03-01
  month_pack: counted_from=2026-02-01
    2026-12-31 buy 86-easy
    # A month from 31 Dec: 31 Jan 2027.
    2026-12-31: usable, 2028-01-31 lost, lost 2028-02-01

sosim-ladder
# One set of notes: 100 HKD 180 days, 200 HKD 365, 500 HKD 730, from the day of payment. sosimhk.com: travel
# data makes the card valid for 180 days; a new card is to be started within 60 days of buying it.
  early: counted_from=2026-06-30
    # Day 181 + 180 = 361.
    2026-11-21: usable, 2026-12-27 lost, lost 2026-12-28
    2026-11-25 buy top-up-200
    2026-11-25: usable, 2027-11-25 lost, lost 2027-11-26
  last_day: counted_from=2026-06-30
    2026-12-27: usable, 2026-12-27 lost, lost 2026-12-28
    2026-12-27 buy top-up-100
    # 361 + 180 = 541 = 176 of 2027.
    2026-12-27: usable, 2027-06-25 lost, lost 2027-06-26
  after: counted_from=2026-06-30
    2026-12-28: lost, no deadline, lost 2026-12-28
  two_years: counted_from=2026-06-30
    2026-12-01 buy top-up-500
    # 365 to 1 Dec 2027; the year after has 366.
    2026-12-01: usable, 2028-11-30 lost, lost 2028-12-01
  data: counted_from=2026-06-30
    2026-11-25 buy travel-data
    # 329 + 180 = 509 = 144 of 2027, for card and data.
    2026-11-25: usable, 2027-05-24 lost, lost 2027-05-25, data 2027-05-24
  not_started: install_by=2027-01-10
    # Bought on 11 Nov: 60 days are 19 of Nov, 31 of Dec, 10.
    2026-11-21: not_active, 2027-01-10 lost, lost 2027-01-11

hahasim-365
# Users' notes: 365 days from the top-up; no grace is known.
  early: counted_from=2025-12-10
    2026-11-25 buy top-up
    2026-11-25: usable, 2027-11-25 lost, lost 2027-11-26
  last_day: counted_from=2025-12-10
    2026-12-10: usable, 2026-12-10 lost, lost 2026-12-11
    2026-12-10 buy top-up
    2026-12-10: usable, 2027-12-10 lost, lost 2027-12-11
  after: counted_from=2025-12-10
    2026-12-11: lost, no deadline, lost 2026-12-11
"""
