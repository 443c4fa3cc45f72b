"""Japanese plans that live on what is bought: the arithmetic stands above each expectation."""

CASES = """
sb-simple-style
# softbank.jp, gameni.net (2014), mvno.xsrv.jp (2019): 60 days on top of what is left, at most 360 from the
# day of payment; then about 360 days in which it only receives, and a recharge counts from its day.
  early: expires_on=2026-12-01
    2026-11-25 buy recharge-3000
    # 1 Dec + 60: 30 left of Dec, 30 of Jan. + 360: 335 days to 31 Dec 2027, 25 more.
    2026-11-25: usable, 2027-01-30 receive_only, lost 2028-01-26
  last_day: expires_on=2026-12-01
    # 1 Dec + 360: 330 days before 26 Nov 2027 is 1 Dec less 5: 365 - 5.
    2026-12-01: usable, 2026-12-01 receive_only, lost 2027-11-27
    2026-12-01 buy recharge-5000
    2026-12-01: usable, 2027-01-30 receive_only, lost 2028-01-26
  after: expires_on=2026-12-01
    2026-12-02: receive_only, 2027-11-26 lost, lost 2027-11-27
    2026-12-11 buy recharge-3000
    # 11 Dec + 60: 20 of Dec, 31 of Jan, 9. + 360: 325 to 31 Dec 2027 (day 40 of the year), 35 more.
    2026-12-11: usable, 2027-02-09 receive_only, lost 2028-02-05
  too_late: expires_on=2026-12-01
    2027-11-26: receive_only, 2027-11-26 lost, lost 2027-11-27
    2027-11-27: lost, no deadline, lost 2027-11-27
  capped: expires_on=2027-11-01
    2026-11-21 buy recharge-3000
    # Stacked it would be 31 Dec 2027; 360 days from 21 Nov 2026 are 5 less than a year: 16 Nov 2027.
    # + 360: 45 to 31 Dec 2027, day 315 of the leap year 2028 is 10 Nov.
    2026-11-21: usable, 2027-11-16 receive_only, lost 2028-11-11

povo2-base
# The clause as quoted by users and media (itmedia 2021, fanblogs 2024), povo.jp: 180 days from the end of the
# paid pack that ends last, or from activation; then lines are cut in batches, about 30 days more.
  early: counted_from=2026-06-30
    # 30 Jun is day 181; 361 is 27 Dec; 30 more: 26 Jan.
    2026-11-21: usable, 2026-12-27 suspended, lost about 2027-01-27
    2026-11-25 buy data-24h
    # 24 hours from 25 Nov: to 26 Nov (day 330); + 180 = 510 = 145 of 2027, 25 May; + 30: 24 Jun.
    2026-11-25: usable, 2027-05-25 suspended, lost about 2027-06-25, data 2026-11-26
  last_day: counted_from=2026-06-30
    2026-12-27: usable, 2026-12-27 suspended, lost about 2027-01-27
    2026-12-27 buy data-3gb-30d
    # Pack to 26 Jan 2027; day 26 + 180 = 206, 25 Jul; + 30: 24 Aug.
    2026-12-27: usable, 2027-07-25 suspended, lost about 2027-08-25, data 2027-01-26
  after: counted_from=2026-06-30
    2026-12-28: suspended, 2027-01-26 lost, lost about 2027-01-27
    2027-01-10 buy data-24h
    # Reopened by support; pack to 11 Jan, + 180 = day 191, 10 Jul; + 30: 9 Aug.
    2027-01-10: usable, 2027-07-10 suspended, lost about 2027-08-10, data 2027-01-11
  too_late: counted_from=2026-06-30
    2027-01-26: suspended, 2027-01-26 lost, lost about 2027-01-27
    2027-01-27: lost, no deadline, lost about 2027-01-27
  never_bought: opened_on=2026-06-01
    # Day 152 + 180 = 332, 28 Nov; + 30: 28 Dec.
    2026-11-21: usable, 2026-11-28 suspended, lost about 2026-12-29
  data: counted_from=2026-06-30
    2026-11-25 buy data-3gb-30d
    2026-12-01 buy data-24h
    # Two packs at once, to 25 Dec and to 2 Dec: the later one counts.
    # Day 359 + 180 = 539 = 174 of 2027, 23 Jun; + 30: 23 Jul.
    2026-12-01: usable, 2027-06-23 suspended, lost about 2027-07-24, data 2026-12-25
  free_data: counted_from=2026-06-30
    2026-11-25 buy promo-code
    # povo.jp's list of codes: a promo code does not count.
    2026-11-25: usable, 2026-12-27 suspended, lost about 2027-01-27
    2026-12-01 buy gift-card
    # The PIN of a gift card does. The end of its pack not entered: from the day itself,
    # 335 + 180 = 515 = 150 of 2027, 30 May.
    2026-12-01: usable, 2027-05-30 suspended, lost about 2027-06-30
  exempt: counted_from=2026-06-30 expires_on=2027-03-31
    # Calls and texts above 660 yen: the owner states the date. 31 Mar + 30 = 30 Apr.
    2026-12-28: usable, 2027-03-31 suspended, lost about 2027-05-01

mobal-short
# support.mobal.com: ends for good with its end date; 30, 60 or 90 days can be added before that, not after
# (helpdesk.mobal.com asks for 48 hours: whether the last day is early enough is not known).
  early: expires_on=2026-12-10
    2026-11-25 buy extend-30
    # 10 Dec + 30: 21 of Dec, 9.
    2026-11-25: usable, 2027-01-09 lost, lost 2027-01-10
  last_day: expires_on=2026-12-10
    2026-12-10: usable, 2026-12-10 lost, lost 2026-12-11
    2026-12-10 buy extend-60
    # 10 Dec + 60: 21 of Dec, 31 of Jan, 8.
    2026-12-10: usable, 2027-02-08 lost, lost 2027-02-09
  after: expires_on=2026-12-10
    2026-12-11: lost, no deadline, lost 2026-12-11
    2026-12-12 buy extend-90
    2026-12-12: lost, no deadline, lost 2026-12-11
  three_months: expires_on=2026-12-10
    2026-11-30 buy extend-90
    # 10 Dec + 90: 21 of Dec, 31, 28, 10 of Mar.
    2026-11-30: usable, 2027-03-10 lost, lost 2027-03-11

calendar-365
# Notes of September 2026 only: 365 days, and an extension with the same number; no grace is known.
  early: expires_on=2026-12-15
    2026-12-01 buy
    2026-12-01: usable, 2027-12-15 lost, lost 2027-12-16
  last_day: expires_on=2026-12-15
    2026-12-15: usable, 2026-12-15 lost, lost 2026-12-16
    2026-12-15 buy
    2026-12-15: usable, 2027-12-15 lost, lost 2027-12-16
  after: expires_on=2026-12-15
    2026-12-16: lost, no deadline, lost 2026-12-16
  from_the_start: counted_from=2026-03-01
    2026-11-21: usable, 2027-03-01 lost, lost 2027-03-02

iijmio-prepaid
# Users' pages to 2019: to the end of the third month after the recharge (1 Apr: 31 Jul), a recharge is still
# possible to the end of the next one; s.iijmio.jp names the same four months (June: end of October).
  early: counted_from=2026-09-10
    2026-11-21: usable, 2026-12-31 suspended, lost 2027-02-01
    2026-11-25 buy coupon-500mb
    # November, then three months: end of February; the month after: March.
    2026-11-25: usable, 2027-02-28 suspended, lost 2027-04-01, data 2027-02-28
  last_day: counted_from=2026-09-10
    2026-12-31: usable, 2026-12-31 suspended, lost 2027-02-01
    2026-12-31 buy coupon-2gb
    2026-12-31: usable, 2027-03-31 suspended, lost 2027-05-01, data 2027-03-31
  after: counted_from=2026-09-10
    2027-01-01: suspended, 2027-01-31 lost, lost 2027-02-01
    2027-01-15 buy coupon-2gb
    2027-01-15: usable, 2027-04-30 suspended, lost 2027-06-01, data 2027-04-30
  too_late: counted_from=2026-09-10
    2027-02-01: lost, no deadline, lost 2027-02-01
  published_example: counted_from=2027-04-01
    2027-04-01: usable, 2027-07-31 suspended, lost 2027-09-01

bmobile-visitor
# bmobile.ne.jp: 21 days; while it runs a recharge adds a day, up to 2 days after it only the day of payment.
# The first day is counted in, to be safe: 1 Dec is day 1, 21 Dec day 21.
  early: counted_from=2026-12-01
    2026-12-10 buy charge-1gb
    2026-12-10: usable, 2026-12-22 suspended, lost 2026-12-25
  last_day: counted_from=2026-12-01
    2026-12-21: usable, 2026-12-21 suspended, lost 2026-12-24
    2026-12-21 buy charge-1gb
    2026-12-21: usable, 2026-12-22 suspended, lost 2026-12-25
  after: counted_from=2026-12-01
    2026-12-22: suspended, 2026-12-23 lost, lost 2026-12-24
    2026-12-23 buy charge-1gb
    # Until 23:59 of the day of payment. The two days after it are the rule taken anew: not published.
    2026-12-23: usable, 2026-12-23 suspended, lost 2026-12-26
  too_late: counted_from=2026-12-01
    2026-12-24: lost, no deadline, lost 2026-12-24
"""
