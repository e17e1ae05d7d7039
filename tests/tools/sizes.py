#!/usr/bin/env python3
"""What `sam build` made: each function's size, as it is and zipped. `make deploy-check` runs it.

More than 8 MiB is told and fails nothing: it is an aim, and Lambda's own limits are 250 MB unzipped and 50 MB zipped.
"""

import io
import pathlib
import sys
import zipfile

MIB = 1 << 20
AIM = 8 * MIB


def sizes(folder):
    """The bytes of the files of a folder, and of a zip archive of them."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        for file in files:
            packed.write(file, file.relative_to(folder))
    return sum(file.stat().st_size for file in files), archive.tell()


def main():
    build = pathlib.Path(sys.argv[1])
    functions = sorted(path for path in build.iterdir() if (path / "bootstrap").is_file())
    if not functions:
        sys.exit(f"{build}: no function was built")
    print(f"{build.name:<20} {'MiB':>6} {'zipped':>7}")
    for function in functions:
        whole, zipped = sizes(function)
        told = f"  more than {AIM // MIB} MiB" if whole > AIM else ""
        print(f"{function.name:<20} {whole / MIB:>6.2f} {zipped / MIB:>7.2f}{told}")


if __name__ == "__main__":
    main()
