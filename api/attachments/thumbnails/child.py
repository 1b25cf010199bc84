"""Makes thumbnails of one file, in a process that lives for nothing else.

Run as a script, with only the standard library and the two libraries that read images and PDFs. It limits itself before
it imports them: a file that makes them use too much memory or time ends this process and nothing more. What comes out
is made of pixels alone, so no metadata of the file is in it.

    child.py FILE TYPE FOLDER MEGABYTES SECONDS

writes FOLDER/<size>.webp and tells about them in JSON. When the file is why it cannot, it ends with REFUSED and the
reason; when the machine is, with anything else.
"""

import errno
import json
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from PIL.Image import Image as PictureType

REFUSED = 3
"""Not 1, which is what Python ends with before anything here has looked at the file."""
_OF_THE_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES}
SIZES = {"small": 80, "large": 1024}
_MOST_PIXELS = 100_000_000
_LONGEST_PAGE = 1e6
_FORMATS = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
    "image/avif": "AVIF",
}


def limit(megabytes: int, seconds: int) -> None:
    bytes_ = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (bytes_, bytes_))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (32 * 1024 * 1024, 32 * 1024 * 1024))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def main(file: str, type: str, folder: str) -> dict[str, dict[str, int]]:
    from PIL import Image  # noqa: PLC0415 - only under the limits

    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    picture = _of_pdf(file) if type == "application/pdf" else _of_image(file, type)
    made: dict[str, dict[str, int]] = {}
    for name, longest in sorted(SIZES.items(), key=lambda item: -item[1]):
        picture.thumbnail((longest, longest))
        # A copy without what the opened image carried along: colour profile, EXIF, comments.
        plain = Image.new(picture.mode, picture.size)
        plain.paste(picture)
        plain.save(Path(folder) / f"{name}.webp", "WEBP", quality=82, method=4)
        made[name] = {"width": plain.width, "height": plain.height}
    return made


def _of_pdf(file: str) -> "PictureType":
    import pypdfium2  # noqa: PLC0415 - only under the limits

    document = pypdfium2.PdfDocument(file)
    if not len(document):
        raise ValueError("the PDF has no pages")
    page = document[0]
    width, height = page.get_size()
    longest = max(width, height)
    if not 0 < longest < _LONGEST_PAGE or min(width, height) <= 0:
        raise ValueError("the page has no size that can be shown")
    drawn = cast("Any", page).render(scale=SIZES["large"] / longest)
    return cast("PictureType", drawn.to_pil().convert("RGB"))


def _of_image(file: str, type: str) -> "PictureType":
    from PIL import Image, ImageOps  # noqa: PLC0415 - only under the limits

    with Image.open(file, formats=(_FORMATS[type],)) as opened:
        width, height = opened.size
        if width * height > _MOST_PIXELS:
            raise ValueError(f"the image has more than {_MOST_PIXELS:,} pixels")
        opened.draft("RGB", (SIZES["large"], SIZES["large"]))
        opened.load()
        picture = ImageOps.exif_transpose(opened)
        alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
        return picture.convert("RGBA" if alpha else "RGB")


def of_the_machine(error: Exception) -> bool:
    """Whether the same file may be drawn another time: no room for the picture, or a library that is not there."""
    return isinstance(error, ImportError) or (isinstance(error, OSError) and error.errno in _OF_THE_MACHINE)


if __name__ == "__main__":
    limit(int(sys.argv[4]), int(sys.argv[5]))
    try:
        sys.stdout.write(json.dumps(main(*sys.argv[1:4])))
    except MemoryError:
        sys.stdout.write("it takes too much memory")
        sys.exit(REFUSED)
    except Exception as error:  # whatever a hostile file makes the libraries say is the reason
        if of_the_machine(error):
            raise
        sys.stdout.write(f"{type(error).__name__}: {error}"[:300])
        sys.exit(REFUSED)
