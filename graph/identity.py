"""Ids from content: the same thing read twice has the same id, on every machine."""

import hashlib
import json


def content_id(prefix: str, *parts: object) -> str:
    """Return `prefix` and sixteen hex digits of the SHA-256 of `parts`, which must be JSON-able."""
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return prefix + hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:16]
