"""Files to upload, and how."""

import base64
import io
import zipfile
from typing import Any

import httpx2
from PIL import Image

from tests.support.app import BASE_URL, Person

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def picture(format: str = "PNG", size: tuple[int, int] = (300, 200), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 60)).save(out, format, **options)
    return out.getvalue()


def pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    images = [Image.new("RGB", (200, 400), (30, 60 * page % 255, 200)) for page in range(pages)]
    images[0].save(out, "PDF", save_all=True, append_images=images[1:])
    return out.getvalue()


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return out.getvalue()


async def upload(person: Person, base: str, name: str, content: bytes, status: int = 201) -> Any:
    answer = await person.http.post(f"/bases/{base}/attachments", files={"file": (name, content)})
    assert answer.status_code == status, answer.text
    return answer.json()


async def load(http: httpx2.AsyncClient, url: str, **headers: str) -> httpx2.Response:
    """From an address as answers give it, without a session."""
    return await http.get(BASE_URL + url, headers=headers)


def metadata(**said: str) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in said.items())


async def begin(person: Person, base: str, length: int, status: int = 201, **said: str) -> httpx2.Response:
    headers = {"Upload-Length": str(length), "Upload-Metadata": metadata(**said), "Tus-Resumable": "1.0.0"}
    answer = await person.http.post(f"/bases/{base}/uploads", headers=headers)
    assert answer.status_code == status, answer.text
    return answer


async def send(person: Person, upload: str, offset: int, content: Any) -> httpx2.Response:
    headers = {
        "Upload-Offset": str(offset),
        "Content-Type": "application/offset+octet-stream",
        "Tus-Resumable": "1.0.0",
    }
    return await person.http.patch(f"/uploads/{upload}", content=content, headers=headers)
