#!/usr/bin/env python3
"""Cuts the fonts of this folder out of Debian's packages fonts-inter, fonts-noto-core and fonts-noto-cjk.

    pip install fonttools==4.68.0 && python make.py
"""

import pathlib
from fontTools import subset

HERE = pathlib.Path(__file__).parent
SHARE = pathlib.Path("/usr/share/fonts")


def characters(codec):
    """The Han characters of an old two-byte character set."""
    found = set()
    for first in range(0x81, 0xFF):
        for second in range(0x40, 0xFF):
            try:
                text = bytes([first, second]).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(text) == 1 and ("\u3400" <= text <= "\u9fff" or "\uf900" <= text <= "\ufaff"):
                found.add(ord(text))
    return found


def block(first, last):
    return set(range(first, last + 1))


LATIN = block(0x20, 0x7E) | block(0xA0, 0x24F) | block(0x2B0, 0x36F) | block(0x370, 0x52F) | block(0x1E00, 0x1EFF)
LATIN |= block(0x2010, 0x203A) | block(0x2070, 0x209F) | block(0x20A0, 0x20BF) | {0x2116, 0x2122, 0x2190, 0x2192, 0x2212, 0x25A1, 0x25CC}
HAN = set().union(*map(characters, ["shift_jis", "cp932", "shift_jis_2004", "gb2312", "big5", "euc_kr"]))
HAN |= block(0x3000, 0x30FF) | block(0x3105, 0x312F) | block(0x3131, 0x318E) | block(0x31F0, 0x31FF)
HAN |= block(0xAC00, 0xD7A3) | block(0xFF01, 0xFFEE)

FONTS = [
    ("Inter-Regular.otf", "opentype/inter/Inter-Regular.otf", 0, LATIN),
    ("Inter-SemiBold.otf", "opentype/inter/Inter-SemiBold.otf", 0, LATIN),
    ("NotoSansCJKjp-Regular.otf", "opentype/noto/NotoSansCJK-Regular.ttc", 0, HAN),
    ("NotoSansArabic-Regular.ttf", "truetype/noto/NotoSansArabic-Regular.ttf", 0, block(0x600, 0x6FF) | block(0x750, 0x77F) | block(0x8A0, 0x8B4)),
    ("NotoSansHebrew-Regular.ttf", "truetype/noto/NotoSansHebrew-Regular.ttf", 0, block(0x591, 0x5F4)),
    ("NotoSansDevanagari-Regular.ttf", "truetype/noto/NotoSansDevanagari-Regular.ttf", 0, block(0x900, 0x97F)),
    ("NotoSansThai-Regular.ttf", "truetype/noto/NotoSansThai-Regular.ttf", 0, block(0xE00, 0xE7F)),
    ("NotoSansArmenian-Regular.ttf", "truetype/noto/NotoSansArmenian-Regular.ttf", 0, block(0x530, 0x58F)),
    ("NotoSansGeorgian-Regular.ttf", "truetype/noto/NotoSansGeorgian-Regular.ttf", 0, block(0x10A0, 0x10FF)),
]

for name, source, number, wanted in FONTS:
    options = subset.Options()
    options.hinting = False
    options.font_number = number
    options.drop_tables += ["DSIG", "vmtx", "vhea", "VORG", "BASE"]
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    if "CJK" in name:
        options.layout_features = []
        options.drop_tables += ["GSUB", "GPOS", "GDEF"]
    elif "Inter" in name:
        options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "case"]
    font = subset.load_font(SHARE / source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted | {0x20})
    cutter.subset(font)
    # The same input makes the same bytes: no date of today.
    font.recalcTimestamp = False
    subset.save_font(font, HERE / name, options)
    print(name, (HERE / name).stat().st_size)
