"""Numbers in storage, cards with a fixed end, plans without a rule and plans that have ended."""

CASES = """
docomo-number-storage
# Reports of September 2022: 6 years from the application (since 1 Oct 2022), then cancelled by itself.
  fixed: counted_from=2022-10-01
    2026-11-21: stored, 2028-10-01 lost, lost 2028-10-02
    2028-10-01: stored, 2028-10-01 lost, lost 2028-10-02
    2028-10-02: lost, no deadline, lost 2028-10-02
  leap_day: counted_from=2024-02-29
    # Six years on there is no 29 February.
    2026-11-21: stored, 2030-02-28 lost, lost 2030-03-01
  three_years: expires_on=2025-09-30
    # Applied for on 15 Sep 2022: 3 years from 1 Oct 2022.
    2026-11-21: lost, no deadline, lost 2025-10-01
  nothing_extends_it: counted_from=2022-10-01
    2026-12-01 buy month
    2026-12-01: stored, 2028-10-01 lost, lost 2028-10-02
  bill: counted_from=2022-10-01 bill_day=31 next_bill_on=2026-11-30
    2026-11-30: stored, 2026-11-30 bill, lost 2028-10-02
    2026-12-01: overdue, 2026-11-30 bill, lost 2028-10-02
    2026-12-05 bill
    2026-12-05: stored, 2026-12-31 bill, lost 2028-10-02
  card: counted_from=2022-10-01 auto_renew=yes payment_card_expires=2027-03
    2026-12-05: stored, 2027-03-31 payment_card, lost 2028-10-02
    2027-04-01: stored, 2027-03-31 payment_card, lost 2028-10-02

au-suspend
# my.au.com, older guides: at most 5 years, then the contract ends by itself.
  fixed: counted_from=2024-04-10
    2026-11-21: stored, 2029-04-10 lost, lost 2029-04-11
    2029-04-10: stored, 2029-04-10 lost, lost 2029-04-11
    2029-04-11: lost, no deadline, lost 2029-04-11
  leap_day: counted_from=2024-02-29
    2026-11-21: stored, 2029-02-28 lost, lost 2029-03-01
  bill: counted_from=2024-04-10 bill_day=25 next_bill_on=2026-11-25
    2026-11-25: stored, 2026-11-25 bill, lost 2029-04-11
    2026-11-26: overdue, 2026-11-25 bill, lost 2029-04-11
    2026-11-28 bill
    2026-11-28: stored, 2026-12-25 bill, lost 2029-04-11
  card: counted_from=2024-04-10 auto_renew=yes payment_card_expires=2029-04
    # The number goes before the card's month is over.
    2026-11-21: stored, 2029-04-10 lost, lost 2029-04-11

japan-welcome-sim
# wow-j.com's old terms: a fixed stay, data can be added, nothing lengthens it. The days were not read.
  fixed: expires_on=2026-12-20
    2026-12-20: usable, 2026-12-20 lost, lost 2026-12-21
    2026-12-21: lost, no deadline, lost 2026-12-21
  data: expires_on=2026-12-20 data_expires_on=2026-12-10
    2026-12-01 buy data-500mb
    2026-12-01: usable, 2026-12-20 lost, lost 2026-12-21, data 2026-12-10
  nothing_stated: label=Drawer
    2026-11-21: usable, no deadline

tourist-data-generic
# Most cannot be extended: the end date of the package is the end.
  fixed: expires_on=2026-12-05
    2026-12-05: usable, 2026-12-05 lost, lost 2026-12-06
    2026-12-05 buy new-sim
    2026-12-06: lost, no deadline, lost 2026-12-06
  not_installed: install_by=2027-01-10
    2027-01-10: not_active, 2027-01-10 lost, lost 2027-01-11
    2027-01-11: lost, no deadline, lost 2027-01-11
  nothing_stated: label=Drawer
    2026-11-21: usable, no deadline

povo2-data-only
# Whether the 180 days hold for it could not be read: no date.
  none: opened_on=2026-01-10
    2026-11-21: usable, no deadline
    2027-11-21: usable, no deadline
  stated: expires_on=2026-12-31
    2026-11-21: usable, 2026-12-31 lost, lost 2027-01-01

povo-japan-sim
# povo.jp/japan-sim: how long the line lives could not be read.
  none: opened_on=2026-11-01
    2026-11-21: usable, no deadline
  stated: expires_on=2026-12-20
    2026-12-20: usable, 2026-12-20 lost, lost 2026-12-21

povo-jcb-sim
# povo.jp/jcb-sim: packs of 3 to 30 days; the life of the line could not be read.
  none: opened_on=2026-11-01
    2026-11-21: usable, no deadline
  data: opened_on=2026-11-01
    2026-11-25 buy jcb-3gb-3d
    2026-11-25: usable, no deadline, data 2026-11-28
    2026-11-29 buy jcb-20gb-30d
    # 29 Nov + 30: 1 left of Nov, 29 of Dec.
    2026-12-30: usable, no deadline, data 2026-12-29

docomo-prepaid
# Encyclopedia pages: the service ended on 31 March 2012. Nothing is counted.
  none: opened_on=2004-05-01
    2026-11-21: usable, no deadline

au-prepaid
# The end was announced for December 2021. Nothing is counted.
  none: opened_on=2017-05-01
    2026-11-21: usable, no deadline
"""
