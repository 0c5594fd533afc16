"""An S3-compatible bucket in constant memory: parts of 5 MiB going up, the response's stream coming down.

django-storages would hold ten parts of 8 MiB per upload and a whole object per download; the rest is its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import Any

from botocore.exceptions import ClientError  # type: ignore[import-untyped]
from django.core.files import File
from storages.backends.s3 import S3Storage

PART = 5 * 1024 * 1024  # the smallest part that S3 accepts; 10,000 parts make 48 GiB


class BlobBucket(S3Storage):  # type: ignore[misc]
    """Will keep blobs in a bucket; every name is random, so nothing is ever overwritten."""

    @property
    def bucket(self) -> Any:
        """Will return this thread's bucket: boto3 resources must not be shared between threads."""
        return self.connection.Bucket(self.bucket_name)

    def _save(self, name: str, content: "File[bytes]") -> str:
        target = self.bucket.Object(self._normalize_name(name))
        parts = _in_parts(content)
        first = next(parts, bytearray())
        if len(first) < PART:
            target.put(Body=first, ContentType=self.default_content_type)
            return name
        upload = target.initiate_multipart_upload(ContentType=self.default_content_type)
        try:
            done = [_sent(upload, number, part) for number, part in enumerate(chain([first], parts), start=1)]
            upload.complete(MultipartUpload={"Parts": done})
        except BaseException:
            upload.abort()
            raise
        return name

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        with _absence_named(name):
            return File(self.bucket.Object(self._normalize_name(name)).get()["Body"], name)

    def read_part(self, name: str, *, start: int, length: int) -> bytes:
        """Will return a part of a blob, the only one that travels.

        :raises FileNotFoundError: no such blob.
        """
        with _absence_named(name):
            wanted = f"bytes={start}-{start + length - 1}"
            answer = self.bucket.Object(self._normalize_name(name)).get(Range=wanted)
            return bytes(answer["Body"].read())

    def get_modified_time(self, name: str) -> datetime:
        """Will return when the blob was written.

        :raises FileNotFoundError: no such blob.
        """
        with _absence_named(name):
            written: datetime = super().get_modified_time(name)
        return written


@contextmanager
def _absence_named(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            raise FileNotFoundError(name) from error
        raise


def _sent(upload: Any, number: int, part: bytearray) -> dict[str, Any]:
    answer = upload.Part(number).upload(Body=part)
    return {"PartNumber": number, "ETag": answer["ETag"]}


def _in_parts(content: "File[bytes]") -> Iterator[bytearray]:
    """Will regroup the chunks, each shorter than a part, into parts of equal size, the last one shorter."""
    part = bytearray()
    for chunk in content.chunks():
        room = PART - len(part)
        part += chunk[:room]
        if len(part) == PART:
            yield part
            part = bytearray(chunk[room:])
    if part:
        yield part
