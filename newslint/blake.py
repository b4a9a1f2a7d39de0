"""BLAKE2b, the hash of everything that needs a short name: `hashlib` has it too, but loads OpenSSL, 2 ms of each start."""

try:
    from _blake2 import blake2b
except ImportError:  # a Python that keeps it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]
