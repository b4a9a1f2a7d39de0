"""Files of object stores and of the web, by their address: `s3://bucket/news.jsonl.gz`. Through fsspec, read as a stream.

Nothing here is imported, and no connection opened, unless an address was given. Credentials are found as the library of
the store finds them: environment, profiles, the machine's own.
"""

from __future__ import annotations

import io

from newslint.readers.packed import Refused
from newslint.text import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# What an address begins with, and the extra of pyproject.toml that reads it.
SCHEMES = {
    **dict.fromkeys(("s3", "s3a"), "s3"),
    **dict.fromkeys(("gs", "gcs"), "gs"),
    **dict.fromkeys(("az", "abfs", "abfss"), "az"),
    **dict.fromkeys(("http", "https"), "http"),
    "memory": "parquet",  # fsspec's own, for tests and notebooks
}
WEB = ("http", "https")
BLOCK = 4 << 20  # bytes fetched at a time: a request costs some 50 ms, and such a block 100 ms at 40 MB/s
SAID = 200  # characters of what a library says
# What the libraries of the stores raise where nobody has said who asks: by name, since none of them is imported here.
NAMELESS = (
    *("NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError", "TokenRetrievalError"),
    *("ProfileNotFound", "DefaultCredentialsError", "RefreshError", "ClientAuthenticationError"),
)


class Unreachable(Refused):
    """An address cannot be read or listed; the text says why, and what to do."""


def scheme(address: str) -> str:
    """What comes before the `://` of an address, in lower case."""
    return address.partition("://")[0].lower()


def split(address: str) -> tuple[Any, str]:
    """(fsspec's file system, the path in it) of an address. Raises Unreachable."""
    kind = scheme(address)
    if kind not in SCHEMES:
        known = ", ".join(f"{name}://" for name in SCHEMES if name != "memory")
        raise Unreachable(f"is an address of a kind that is not read: expected {known}")
    try:
        import fsspec

        made = fsspec.get_filesystem_class(kind)
        system = fsspec.filesystem(kind, **made._get_kwargs_from_urls(address))
        return system, str(made._strip_protocol(address))
    except ImportError:
        raise Unreachable(f"is at {kind}://: to read it, pip install 'newslint[{SCHEMES[kind]}]'") from None
    except Exception as error:  # noqa: BLE001 - each library has errors of its own
        raise Unreachable(why(error)) from None


def opened(address: str) -> io.BufferedReader:
    """The file at an address, open for reading. Raises Unreachable."""
    system, path = split(address)
    try:
        file = system.open(path, "rb", block_size=BLOCK)
    except Exception as error:  # noqa: BLE001
        raise Unreachable(why(error, address)) from None
    return io.BufferedReader(Remote(file, address), 1 << 18)


def version(address: str) -> str:
    """What tells the file at an address from what it was before or will be, as its store has it. Raises Unreachable."""
    if scheme(address) in WEB:
        raise Unreachable("is of the web, which does not say when a file changes")
    system, path = split(address)
    try:
        return str(system.ukey(path))
    except Exception as error:  # noqa: BLE001
        raise Unreachable(why(error, address)) from None


def why(error: BaseException, address: str = "") -> str:
    """The sentence on what a library has raised."""
    if isinstance(error, Unreachable):
        return str(error)
    if scheme(address) in WEB and isinstance(error.__cause__, Exception):
        error = error.__cause__  # there, every failure is said to be a file that was not found
    name = type(error).__name__
    if isinstance(error, FileNotFoundError) or getattr(error, "status", None) == 404:
        return "is not there: no such bucket, container or file"
    if isinstance(error, PermissionError):
        return "may not be read: the store refuses these credentials, or asks for some"
    if name in NAMELESS:
        return "cannot be read: no credentials were found; set them as the store's own tools expect them"
    said = clip(" ".join(str(error).split()), SAID)
    return f"cannot be fetched: {name}: {said}" if said else f"cannot be fetched: {name}"


class Remote(io.RawIOBase):
    """A file of fsspec that raises Unreachable, whatever its library raises."""

    def __init__(self, file: Any, address: str) -> None:
        self.file, self.address = file, address

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self.file.seekable())

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            piece = self.file.read(len(view))
        except Exception as error:  # noqa: BLE001
            raise Unreachable(why(error, self.address)) from None
        view[: len(piece)] = piece
        return len(piece)

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self.file.seek(offset, whence))

    def tell(self) -> int:
        return int(self.file.tell())

    def close(self) -> None:
        if not self.closed:
            self.file.close()
        super().close()
