"""Settings of attached files."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from api.kit.setting_group import Group
from api.kit.setting_values import WebUrl


class FileSettings(Group):
    directory: Path | None = Field(
        None,
        validation_alias="DATAOS_FILES_DIRECTORY",
        description="Folder of attached files. When not set, `files` in the home. Several API processes and workers"
        " must share it.",
        examples=["/srv/dataos/files"],
    )
    bucket: str | None = Field(
        None,
        min_length=3,
        validation_alias="S3_BUCKET",
        description="Bucket of an S3-compatible store: with it, files go there and not into a folder. It needs a"
        " lifecycle rule with AbortIncompleteMultipartUpload (a day or more), for what a process that dies has half"
        " sent.",
        examples=["dataos-files"],
    )
    endpoint: WebUrl | None = Field(
        None,
        validation_alias="S3_ENDPOINT",
        description="Address of the S3-compatible store. When not set, that of AWS in the region.",
        examples=["https://s3.example.org"],
    )
    region: str = Field("us-east-1", validation_alias="S3_REGION", description="Region of the bucket.")
    access_key: str | None = Field(
        None,
        validation_alias="S3_ACCESS_KEY_ID",
        description="Name of the key to the bucket. When not set, the credentials that the machine has are used.",
        examples=["AKIAEXAMPLE"],
    )
    secret_key: SecretStr | None = Field(
        None,
        validation_alias="S3_SECRET_ACCESS_KEY",
        description="Secret of the key to the bucket.",
        examples=["(the secret of that key)"],
    )
    allow_http: bool = Field(
        False, validation_alias="S3_ALLOW_HTTP", description="Whether the store may be spoken to without TLS."
    )
    redirect: bool = Field(
        False,
        validation_alias="DATAOS_FILES_REDIRECT",
        description="Whether browsers load files from the S3-compatible store itself, by a redirect to an address that"
        " is signed. Otherwise they come through the API. Browsers must reach S3_ENDPOINT under this very name; pages"
        " then allow pictures, sound and video from there (Content-Security-Policy).",
    )
    link_minutes: int = Field(
        60,
        ge=1,
        le=10_080,
        validation_alias="DATAOS_FILE_LINK_MINUTES",
        description="How long the address of a file in an answer is good, at least; at most twice as long.",
    )
    max_bytes: int = Field(
        1_073_741_824,
        ge=1_000,
        le=68_719_476_736,
        validation_alias="DATAOS_MAX_FILE_BYTES",
        description="Largest attached file.",
    )
    workspace_bytes: int = Field(
        0,
        ge=0,
        le=1_125_899_906_842_624,
        validation_alias="DATAOS_WORKSPACE_FILE_BYTES",
        description="What the files of a workspace may have together, all versions counted. 0 for no limit.",
    )
    max_small_bytes: int = Field(
        8_388_608,
        ge=1_000,
        le=1_073_741_824,
        validation_alias="DATAOS_MAX_SMALL_FILE_BYTES",
        description="Largest file that is uploaded in one request; larger ones go in parts, and can be continued.",
    )
    thumbnail_processes: int = Field(
        2,
        ge=0,
        le=32,
        validation_alias="DATAOS_THUMBNAIL_PROCESSES",
        description="Thumbnails that each API process makes at a time, each by a process of its own with at most 1 GB."
        " 0 for none.",
    )


def shown_from(files: FileSettings) -> str | None:
    """The origin that browsers are redirected to for files; None where files come from ours."""
    if files.bucket is None or not files.redirect:
        return None
    if files.endpoint is None:
        return f"https://{files.bucket}.s3.{files.region}.amazonaws.com"
    parts = urlsplit(files.endpoint)
    # Without the credentials that an address may carry; letters as they are on the way.
    host = parts.netloc.rpartition("@")[2].encode("idna").decode()
    return f"{parts.scheme}://{host.lower()}"
