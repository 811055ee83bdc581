"""Write a folder as a ZIP whose bytes depend on its files alone.

usage: archive.py PARENT FOLDER FILE.zip
"""
import os
import sys
import zipfile

parent, folder, target = sys.argv[1:]
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
    for at, folders, files in os.walk(os.path.join(parent, folder)):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(at, name)
            entry = zipfile.ZipInfo(os.path.relpath(path, parent).replace(os.sep, "/"), (2000, 1, 1, 0, 0, 0))
            entry.external_attr = (os.stat(path).st_mode & 0xFFFF) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            with open(path, "rb") as f:
                z.writestr(entry, f.read())
