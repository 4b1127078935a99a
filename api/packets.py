"""What a clerk and the porter say to each other: packets of a letter and what belongs to it.

The other way there are connections alone, each with its number and the client's address; any other packet only wakes.
"""

from __future__ import annotations

import struct

__all__ = ["BACK", "CLOSED", "ENDED", "LINES", "NUMBER", "PACKET", "PIECE", "RELAY", "REPORT", "REST", "RETIRES"]

#: Bytes that a packet may have.
PACKET = 131_072
#: Bytes of what is sent in several packets that go with one.
PIECE = 60_000
#: A connection's number, in packets.
NUMBER = struct.Struct("!Q")
#: Lines for the log of requests; a report for the log of the server.
LINES, REPORT = b"L", b"!"
#: A connection: more to send on it; to be carried to the server proper, after what was read already; to be closed;
#: ended by the client.
REST, RELAY, CLOSED, ENDED = b"S", b"R", b"X", b"E"
#: All connections are given back, since the slate is closed; it will close, since the process has grown large.
BACK, RETIRES = b"B", b"Q"
