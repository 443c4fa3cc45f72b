"""What the catalog must hold, by id: whoever adds a carrier or a plan adds it here too."""

PLANS = {
    # Japan
    "povo": "povo2-base povo2-data-only povo-japan-sim povo-jcb-sim",
    "softbank": "sb-simple-style sb-postpaid",
    "docomo": "docomo-prepaid docomo-postpaid docomo-number-storage ahamo irumo japan-welcome-sim",
    "au": "au-prepaid au-postpaid au-suspend",
    "rakuten": "rakuten-saikyo",
    "linemo": "linemo-best",
    "uq": "uq-postpaid",
    "ymobile": "ymobile-postpaid",
    "iijmio": "iijmio-voice iijmio-prepaid",
    "nihontsushin": "nts-290 bmobile-visitor",
    "mineo": "mineo-voice",
    "hismobile": "his-jiyujizai",
    "linksmate": "linksmate-lp",
    "calendar-sim": "calendar-365",
    "tourist-data": "tourist-data-generic",
    "mobal": "mobal-voice-only mobal-voice-data mobal-short",
    "sakura": "sakura-voice-data",
    "gtn": "gtn-voice",
    "hanacell": "hanacell-japan",
    "jpsmart": "jpsmart-monthly",
    # elsewhere
    "giffgaff": "giffgaff-payg",
    "ultra": "ultra-paygo",
    "tello": "tello-payg",
    "clubsim": "clubsim-pack",
    "sosim": "sosim-ladder",
    "hahasim": "hahasim-365",
    "ctexcel-uk": "ctexcel-uk",
    "lycamobile-uk": "lyca-uk-payg",
    "vodafone-uk": "vodafone-uk-payg",
    "google-voice": "google-voice-free",
    "ee": "ee-payg",
    "voxi": "voxi-payg",
    "lebara": "lebara-payg",
    "onep": "onep-payg",
    "skinny": "skinny-prepaid",
}

CHANNELS = """
    official_site official_app chat
    paypal line_pay paypay wechat_pay alipay paidy bank_transfer payeasy
    amazon_jp rakuten_ichiba travel_app reseller
    konbini_711 konbini_lawson konbini_familymart konbini_ministop konbini_other prepaid_sheet carrier_shop
    kiosk vending_machine atm post_office drugstore supermarket
    telephone email friend
    call_out text_out mobile_data
    auto_renewal direct_debit card_on_file
"""

# The ways that are known to be asked about; a plan may have more. Where a way is not one that works, it
# says so itself.
WAYS = {
    "povo2-base": "official_app official_site paidy chat konbini_lawson friend",
    "povo2-data-only": "official_app",
    "povo-japan-sim": "official_site",
    "povo-jcb-sim": "official_site",
    "sb-simple-style": "official_site prepaid_sheet carrier_shop",
    "sb-postpaid": "official_app paypay card_on_file",
    "docomo-postpaid": "official_site official_app konbini_other carrier_shop post_office atm payeasy",
    "docomo-number-storage": "official_site telephone",
    "ahamo": "official_app",
    "irumo": "card_on_file",
    "japan-welcome-sim": "official_site",
    "au-postpaid": "official_site carrier_shop kiosk telephone",
    "au-suspend": "carrier_shop",
    "rakuten-saikyo": "official_app direct_debit konbini_other call_out text_out mobile_data",
    "linemo-best": "card_on_file direct_debit paypay",
    "uq-postpaid": "official_site direct_debit",
    "ymobile-postpaid": "official_site konbini_other",
    "iijmio-voice": "official_site card_on_file",
    "iijmio-prepaid": "konbini_lawson amazon_jp",
    "nts-290": "official_site card_on_file",
    "bmobile-visitor": "official_site",
    "mineo-voice": "official_site card_on_file",
    "his-jiyujizai": "official_site",
    "linksmate-lp": "konbini_other official_site atm",
    "tourist-data-generic": "vending_machine amazon_jp",
    "mobal-voice-only": "official_site alipay paypal konbini_other",
    "mobal-voice-data": "official_site",
    "mobal-short": "official_site",
    "sakura-voice-data": "card_on_file konbini_lawson konbini_ministop konbini_familymart email",
    "gtn-voice": (
        "official_app card_on_file direct_debit"
        " konbini_711 konbini_familymart konbini_lawson konbini_ministop"
    ),
    "hanacell-japan": "official_site",
    "jpsmart-monthly": "konbini_lawson konbini_ministop konbini_familymart",
    "giffgaff-payg": "official_app telephone call_out text_out mobile_data",
    "ultra-paygo": "official_site telephone",
    "tello-payg": "official_site text_out",
    "clubsim-pack": "official_app",
    "sosim-ladder": "official_site",
    "hahasim-365": "official_app",
    "ctexcel-uk": "text_out call_out",
    "lyca-uk-payg": "text_out call_out official_site",
    "vodafone-uk-payg": "text_out call_out",
    "google-voice-free": "official_app",
    "ee-payg": "text_out call_out",
    "voxi-payg": "text_out call_out",
    "lebara-payg": "text_out call_out",
    "onep-payg": "official_site",
    "skinny-prepaid": "official_site",
}

NO_WAYS = "docomo-prepaid au-prepaid calendar-365"

# Pages that are no carrier's and that a step may name.
SHOPS = ("amazon.co.jp", "paypal.com")
