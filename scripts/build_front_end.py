"""Build what the pages load (the theme, copies out of the npm packages) and copy the fonts of the letters.

Run by scripts/setup after `npm ci`. The results, src/varsel/kit/static/built/ and the fonts beside the letters, are not
committed. Nothing that pages load may point to another host: a limited line reaches our pages and nothing else.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
BUILT = ROOT / "src/varsel/kit/static/built"
CONFIGURATION = ROOT / "src/varsel/kit/theme/designsystemet.config.json"
THEME = "varsel"  # as named in the configuration
INTER = PACKAGES / "@fontsource-variable/inter"
LETTERS = ROOT / "src/varsel/outlets/notices/letters/fonts"  # a typesetter reads no woff2
LETTER_FONTS = (
    "arimo/400Regular/Arimo_400Regular",
    "inter/400Regular/Inter_400Regular",
    "inter/600SemiBold/Inter_600SemiBold",
)
ALPHABETS = ("latin", "latin-ext")  # å, ä, ö, æ, ø are latin; the names of Sápmi and the Baltics need latin-ext


def main() -> None:
    """Build into a temporary folder and put it in place as a whole."""
    with tempfile.TemporaryDirectory(dir=ROOT / "node_modules") as folder:
        work = Path(folder)
        new = work / "built"
        new.mkdir()
        build_theme(work=work, new=new)
        shutil.copyfile(PACKAGES / "@digdir/designsystemet-css/dist/src/index.css", new / "designsystemet.css")
        copy_font(new=new)
        for sheet in new.glob("*.css"):
            refuse_foreign(sheet=sheet)
        copy_letter_fonts()
        shutil.rmtree(BUILT, ignore_errors=True)
        BUILT.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(new, BUILT)


def build_theme(*, work: Path, new: Path) -> None:
    """Make theme.css from the configuration; end with the tool's own words if it refuses."""
    configuration = work / "designsystemet.config.json"
    shutil.copyfile(CONFIGURATION, configuration)
    designsystemet(work, "create")
    designsystemet(work, "build", "--tokens", "tokens", "--out-dir", "css")
    theme = (work / "css" / f"{THEME}.css").read_text(encoding="utf-8")
    for scheme in ("light", "dark", "auto"):
        if f'[data-color-scheme="{scheme}"]' not in theme:
            sys.exit(f"The built theme has no colour scheme '{scheme}': see {CONFIGURATION.relative_to(ROOT)}.")
    (new / "theme.css").write_text(theme, encoding="utf-8")


def designsystemet(work: Path, *arguments: str) -> None:
    """Run Designsystemet's token tool in `work`, with the node that the environment carries."""
    node = Path(sys.executable).with_name("node")
    program = PACKAGES / "@digdir/designsystemet/dist/bin/designsystemet.js"
    done = subprocess.run([node, program, "tokens", *arguments], cwd=work, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"Designsystemet refuses {CONFIGURATION.relative_to(ROOT)}:\n{done.stdout}{done.stderr}")


def copy_font(*, new: Path) -> None:
    """Copy Inter for our alphabets, with a sheet that calls it what the theme calls it."""
    faces = re.findall(r"@font-face \{.*?\}", (INTER / "wght.css").read_text(encoding="utf-8"), re.DOTALL)
    wanted = []
    for alphabet in ALPHABETS:
        name = f"inter-{alphabet}-wght-normal.woff2"
        shutil.copyfile(INTER / "files" / name, new / name)
        wanted += [face for face in faces if f"/{name})" in face]
    if len(wanted) != len(ALPHABETS):
        sys.exit(f"The package of Inter is not laid out as expected: {INTER / 'wght.css'}.")
    sheet = "\n".join(wanted).replace("'Inter Variable'", '"Inter"').replace("url(./files/", "url(./")
    (new / "inter.css").write_text(sheet + "\n", encoding="utf-8")


def copy_letter_fonts() -> None:
    """Copy the fonts of letters: Inter for the words, Arimo (as wide as Arial) for the address in the window."""
    LETTERS.mkdir(exist_ok=True)
    for font in LETTER_FONTS:
        source = PACKAGES / f"@expo-google-fonts/{font}.ttf"
        shutil.copyfile(source, LETTERS / source.name)


def refuse_foreign(*, sheet: Path) -> None:
    """End if a style sheet loads anything that is neither in it nor beside it."""
    text = sheet.read_text(encoding="utf-8")
    foreign = re.findall(r"""@import[^;]*|url\(\s*+["']?+(?!data:|\./)[^)]{1,80}""", text)
    if foreign:
        sys.exit(f"{sheet.name} loads from elsewhere: {foreign[0]}")


if __name__ == "__main__":
    main()
