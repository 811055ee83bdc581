"""Write the wheel of one system: the package with its binary inside.

usage: wheel.py VERSION OS ARCH BINARY FOLDER

The bytes depend on the package and the binary alone; nothing is downloaded.
"""
import base64
import hashlib
import os
import sys
import zipfile

TAGS = {
    ("linux", "amd64"): "manylinux2014_x86_64.manylinux_2_17_x86_64.musllinux_1_1_x86_64",
    ("linux", "arm64"): "manylinux2014_aarch64.manylinux_2_17_aarch64.musllinux_1_1_aarch64",
    ("darwin", "amd64"): "macosx_11_0_x86_64",
    ("darwin", "arm64"): "macosx_11_0_arm64",
    ("windows", "amd64"): "win_amd64",
    ("windows", "arm64"): "win_arm64",
}
version, system, arch, binary, folder = sys.argv[1:]
here = os.path.dirname(os.path.abspath(__file__))
info = f"readout-{version}.dist-info"
readme = open(os.path.join(here, "README.md"), encoding="utf-8").read()
package = open(os.path.join(here, "readout", "__init__.py"), encoding="utf-8").read().replace("@VERSION@", version)
files = [
    ("readout/__init__.py", package.encode(), 0o644),
    ("readout/py.typed", b"", 0o644),
    ("readout/bin/readout" + (".exe" if system == "windows" else ""), open(binary, "rb").read(), 0o755),
    (f"{info}/METADATA", f"""Metadata-Version: 2.1
Name: readout
Version: {version}
Summary: Find who said what in news articles, score it, and compare the sides
Requires-Python: >=3.9
Provides-Extra: arrow
Requires-Dist: pyarrow; extra == 'arrow'
Provides-Extra: pandas
Requires-Dist: pandas>=2.0; extra == 'pandas'
Requires-Dist: pyarrow; extra == 'pandas'
Provides-Extra: polars
Requires-Dist: polars; extra == 'polars'
Description-Content-Type: text/markdown

{readme}""".encode(), 0o644),
    (f"{info}/WHEEL", ("Wheel-Version: 1.0\nGenerator: readout\nRoot-Is-Purelib: false\n" + "".join(f"Tag: py3-none-{t}\n" for t in TAGS[system, arch].split("."))).encode(), 0o644),
    (f"{info}/entry_points.txt", b"[console_scripts]\nreadout = readout:_main\n", 0o644),
    (f"{info}/licenses/LICENSE", open(os.path.join(here, "..", "..", "LICENSE"), "rb").read(), 0o644),
]
record = "".join(f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip('=')},{len(data)}\n" for name, data, _ in files)
files.append((f"{info}/RECORD", (record + f"{info}/RECORD,,\n").encode(), 0o644))
with zipfile.ZipFile(os.path.join(folder, f"readout-{version}-py3-none-{TAGS[system, arch]}.whl"), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
    for name, data, mode in files:
        entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
        entry.external_attr = (0o100000 | mode) << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        z.writestr(entry, data)
