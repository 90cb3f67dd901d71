"""The output of a job as text, up to a limit; what goes beyond is counted only."""

import codecs
from typing import Dict

_new_decoder = codecs.getincrementaldecoder("utf-8")


class OutputText:
    """Decodes the streams of one child."""

    def __init__(self, limit: int) -> None:
        self._room = limit
        self._decoders = {}  # type: Dict[str, codecs.IncrementalDecoder]
        # Bytes beyond the limit.
        self.dropped = 0

    def take(self, stream: str, data: bytes) -> str:
        """The text of a piece of output; empty when it is beyond the limit or ends within a character."""
        kept = data
        if len(data) > self._room:
            kept = data[: self._room]
            self.dropped += len(data) - len(kept)
        if not kept:
            return ""
        self._room -= len(kept)
        decoder = self._decoders.get(stream)
        if decoder is None:
            decoder = self._decoders[stream] = _new_decoder("replace")
        return decoder.decode(kept)

    def rest(self, stream: str) -> str:
        """At the end of a stream: a replacement for the character it broke off in, unless the limit did."""
        decoder = self._decoders.pop(stream, None)
        return decoder.decode(b"", True) if decoder is not None and not self.dropped else ""
