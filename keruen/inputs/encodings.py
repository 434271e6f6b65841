"""Bytes of unknown encoding to text: UTF-8, UTF-16, or one of the old Cyrillic code pages where the text proves it."""

import codecs

LEGACY = ("cp1251", "kz1048")  # the second is the first with the letters of Kazakh
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_VOWELS = frozenset("аәеёиіоөуұүыэюя")
_LETTERS = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһіўҳ")
_SIGNS = frozenset(" \n\r\t«»„“”‘’–—…№§°©®\u00a0") | frozenset(map(chr, range(0x20, 0x7F)))
_LEAST_VOWELS = 0.3  # of the letters; Kazakh and Karakalpak text has 0.38 to 0.45, a wrong code page far less or many more
_MOST_VOWELS = 0.6
_LEAST_SMALL = 0.5
_MOST_STRAY = 0.02  # characters that no article holds
_LEAST_WHOLE = 0.2  # of the bytes beyond ASCII in damaged UTF-8


class EncodingError(ValueError):
    """Bytes that are no text, or text of an encoding that can't be told; the message says what was found."""


def decode(raw: bytes) -> str:
    """Decode text whose encoding nobody told.

    RAISES (EncodingError): with a sentence.
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError as error:
                name = "UTF-8" if encoding == "utf-8-sig" else "UTF-16"
                raise EncodingError(f"begins as {name} but is damaged at byte {error.start}; save the file anew") from None
    if b"\0" in raw:
        return _utf16(raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        damaged = error
    if _is_damaged_utf8(raw):
        raise EncodingError(f"not UTF-8: byte {raw[damaged.start]:#04x} at position {damaged.start}; save the file as UTF-8")
    return _legacy(raw, damaged)


def is_utf16(head: bytes) -> bool:
    """Whether a file begins as UTF-16, so that its bytes can't be cut at line ends."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return b"\0" in head[:4]


def _utf16(raw: bytes) -> str:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        known = sum(char in _SIGNS or char.isalpha() and ord(char) < 0x700 for char in text)
        if known > 0.95 * len(text):
            return text
    raise EncodingError("holds zero bytes and is no UTF-16 text; a binary file can't be read")


def _is_damaged_utf8(raw: bytes) -> bool:
    """Whether many of the bytes beyond ASCII make UTF-8 letters, as those of a code page hardly ever do."""
    high = sum(byte > 0x7F for byte in raw)
    whole = sum(len(char.encode()) for char in raw.decode("utf-8", "ignore") if char > "\x7f")
    return whole >= _LEAST_WHOLE * high


def _legacy(raw: bytes, damaged: UnicodeDecodeError) -> str:
    best, text_of_best = 0.0, None
    for encoding in LEGACY:
        text = raw.decode(encoding, "replace")
        score = _plausibility(text)
        if score > best:
            best, text_of_best = score, text
    if text_of_best is None:
        raise EncodingError(
            f"not UTF-8: byte {raw[damaged.start]:#04x} at position {damaged.start}, and no text in windows-1251 "
            "or KZ-1048; save the file as UTF-8"
        )
    return text_of_best


def _plausibility(text: str) -> float:
    """How many letters of Kazakh or Russian a text has, less what is none; 0 where it can't be an article."""
    letters = [char for char in text if char.lower() in _LETTERS]
    stray = sum(not (char in _SIGNS or char.lower() in _LETTERS) for char in text)
    if len(letters) < 3 or stray > _MOST_STRAY * len(text) + 1:
        return 0.0
    vowels = sum(char.lower() in _VOWELS for char in letters) / len(letters)
    small = sum(char.islower() for char in letters) / len(letters)
    if not _LEAST_VOWELS <= vowels <= _MOST_VOWELS or small < _LEAST_SMALL and small > 0.0:
        return 0.0
    return len(letters) - 3.0 * stray
