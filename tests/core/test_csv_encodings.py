"""Which encoding the bytes of a table are in: by their mark, by strict UTF-8, then by how they look."""

import codecs

import pytest

from simdesk.exchange.encodings import Encoding, decoded, guessed

HEADER = "id,label,number,carrier,note\r\n"
SHORT = {
    Encoding.GB18030: "日本保号卡 微信 银行用的卡 张三 工行验证码 备用 支付宝；淘宝 在东京 楽天モバイル",
    Encoding.BIG5: "保號卡 日本門號 銀行驗證碼 樂天 備用手機 爸爸的門號 王小明 台新 中華電信 遠傳 國泰 網銀",
    Encoding.SHIFT_JIS: "楽天モバイル ドコモ 予備 ｱｶｳﾝﾄ 銀行用 ソフトバンク 母の携帯 電話 通帳 スマホ 東京",
    Encoding.WESTERN: "Café Zürich Größe Señor Müller naïve Crème",
}
NOTES = {
    Encoding.GB18030: "在日本的便利店买的，每半年充值一次",
    Encoding.BIG5: "在日本的超商買的，每半年儲值一次",
    Encoding.SHIFT_JIS: "コンビニで購入。半年ごとにチャージする",
    Encoding.WESTERN: "acheté à l’aéroport, très cher",
}
CASES = [(encoding, word) for encoding, words in SHORT.items() for word in words.split(" ")]
SPOKEN = {
    "en": Encoding.WESTERN,
    "zh_CN": Encoding.GB18030,
    "zh_TW": Encoding.BIG5,
    "ja": Encoding.SHIFT_JIS,
}


@pytest.mark.parametrize(("encoding", "word"), CASES, ids=[word for _encoding, word in CASES])
def test_d13_a_word_and_a_note_tell_an_encoding_in_a_program_of_any_language(
    encoding: Encoding, word: str
) -> None:
    data = f"{HEADER}a,{word},,povo,{NOTES[encoding]}\r\n".encode(encoding)

    assert {language: guessed(data, language) for language in SPOKEN} == dict.fromkeys(SPOKEN, encoding)


@pytest.mark.parametrize(("encoding", "word"), CASES, ids=[word for _encoding, word in CASES])
def test_d13_one_word_is_enough_in_a_program_of_its_language(encoding: Encoding, word: str) -> None:
    data = f"{HEADER}a,{word},,povo,\r\n".encode(encoding)
    language = next(language for language, own in SPOKEN.items() if own is encoding)

    assert guessed(data, language) is encoding


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", SPOKEN)
def test_d13_unicode_goes_before_every_older_encoding(encoding: str, language: str) -> None:
    text = f"{HEADER}a,楽天モバイル,,povo,Café\r\n"
    found = guessed(text.encode(encoding), language)

    assert found is (Encoding.UTF_16 if "16" in encoding else Encoding.UTF_8)
    assert decoded(text.encode(encoding), found) == text


@pytest.mark.parametrize("language", SPOKEN)
def test_d13_a_euro_of_windows_does_not_make_chinese_western(language: str) -> None:
    text = f"{HEADER}a,银行验证码,,giffgaff,欧洲卡 5€ 充值一次\r\n"
    data = b"\x80".join(part.encode("gbk") for part in text.split("€"))

    assert guessed(data, language) is Encoding.GB18030
    assert decoded(data, Encoding.GB18030) == text
    with pytest.raises(UnicodeDecodeError):
        decoded(data + b"\xff\xff", Encoding.GB18030)


@pytest.mark.parametrize("spoilt", [b"\xed\xa0\x80", b"\xff\xff", b"a \xc3", b"\xa4\xa6\xac", b"\xe9\xa0"])
def test_d13_damaged_text_is_not_taken_for_western(spoilt: bytes) -> None:
    data = HEADER.encode() + b"a," + spoilt + b",,,\r\n"

    assert guessed(data, "en") is not Encoding.WESTERN


def test_what_a_mark_promises_is_kept() -> None:
    assert guessed(codecs.BOM_UTF8 + "号".encode("gbk"), "zh_CN") is None
    assert guessed(codecs.BOM_UTF16_LE + b"\x00", "en") is Encoding.UTF_16
    assert guessed(b"", "en") is Encoding.UTF_8
    assert guessed(b"\x81\xff\xff\x80\xff", "en") is None


def test_one_word_that_two_encodings_fit_goes_by_the_language_of_the_program() -> None:
    data = "label\r\n媽媽\r\n".encode(Encoding.BIG5)

    assert guessed(data, "zh_TW") is Encoding.BIG5
    assert guessed(data, "zh_CN") is Encoding.GB18030
