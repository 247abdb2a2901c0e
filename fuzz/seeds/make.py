#!/usr/bin/env python3
"""Makes the files that the fuzzer begins with: `python3 make.py`, with the package `pillow` (PyPI)."""

import base64
import pathlib
import re

from PIL import Image

HERE = pathlib.Path(__file__).parent
FIXTURES = HERE.parent.parent / "tests" / "fixtures" / "certificates"
# Between the parts of a case; see fuzz_targets/certificates.rs.
BETWEEN = b"\xfe\xed\xfa\xce"


def parts(text):
    return [base64.b64decode(part) for part in re.findall(r"-----BEGIN [^-]+-----(.*?)-----END", text, re.S)]


for name in ("chain", "rsa", "p384", "ed25519", "wildcard", "self-signed", "sha1", "dsa", "p521", "only-addresses",
             "loop", "same-name-with-ids", "cross-expired", "two-ways-longer"):
    ders = parts((FIXTURES / f"{name}.pem").read_text())
    (HERE / "certificates" / f"{name}.chain").write_bytes(b"\x01" + BETWEEN.join(ders))
for name, kind in (
    ("chain.key", 2), ("no-public.key", 2), ("explicit.key", 8), ("rsa.key", 2), ("p384.key", 2), ("ed25519.key", 2), ("rsa.pkcs1.key", 5), ("chain.sec1.key", 8),
):
    (HERE / "certificates" / name).write_bytes(bytes([kind]) + parts((FIXTURES / name).read_text())[0])
text = (FIXTURES / "direct.pem").read_text() + "\0" + (FIXTURES / "chain.key").read_text()
(HERE / "certificates" / "text").write_bytes(b"\x00" + text.encode())
written_out = text.replace("-----\n-----BEGIN", "----------BEGIN").replace("\n", "\\n")
(HERE / "certificates" / "written-out").write_bytes(b"\x00" + b'"' + written_out.encode() + b'"')
encoded = "\0".join(base64.b64encode(half.encode()).decode() for half in text.split("\0"))
(HERE / "certificates" / "encoded").write_bytes(b"\x00" + encoded.encode())

image = Image.new("RGB", (9, 7), (20, 90, 200))
image.putpixel((3, 3), (250, 10, 10))
folder = HERE / "pictures"
image.save(folder / "plain.png")
image.convert("P").save(folder / "palette.png")
image.convert("RGBA").save(folder / "alpha.png")
image.convert("L").save(folder / "grey.png")
image.save(folder / "plain.jpg")
image.save(folder / "progressive.jpg", progressive=True)
exif = Image.Exif()
exif[0x0112] = 6
image.save(folder / "turned.jpg", exif=exif)
image.convert("CMYK").save(folder / "cmyk.jpg")
image.save(folder / "lossy.webp")
image.save(folder / "lossless.webp", lossless=True)
image.convert("RGBA").save(folder / "alpha.webp")
image.save(folder / "moving.webp", save_all=True, append_images=[image.rotate(90)], duration=100)
