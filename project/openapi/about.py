"""What the document says of the API as a whole: the conventions that hold for every operation."""

ABOUT = """\
Everything that Rialto's pages do, for programs. News of what changes comes over a socket: see `/api/asyncapi.json`.

**Version.** `/api/` is version 1. Within it things are only added: new operations, new optional fields of input, new
fields of answers (read what you know, ignore the rest), new `code`s of refusals. What must go is marked `deprecated`,
says so in its answers (`Deprecation`, `Sunset`, `Link: rel="successor-version"`), and answers for 180 days more.
A change that cannot be made so would come as `/api/2/`, beside this one.

**Refusals** are `application/problem+json` (RFC 9457), every one: `code` is the name to test for, `title` is for
people, `fields` says which input, `request_id` is also in `X-Request-ID`. An address that has other methods answers
405 with `Allow`.

**Bodies** are I-JSON (RFC 7493) as `application/json`: UTF-8, no name twice, no number beyond 2⁵³; at most 64 levels
and 1 MiB, not packed.

**Doing it once.** Any unsafe request may carry an `Idempotency-Key`: a day long the same request under the same key is
answered as it was the first time (`Idempotency-Replayed: true`).

**Lists** come in pages: `page` and `limit` where there is a `total`, or `cursor` and `limit`, where the answer's `next`
is the next page's cursor and null at the end. `Link` has the other pages' addresses (`next`, `prev`, `first`, `last`).
`sort=-created_at,title` sorts, where an operation lists what it can be sorted by; `-` turns it round.

**Versions of things.** Answers to GET have an `ETag`; `If-None-Match` saves reading them again. Operations that list
`If-Match` refuse with 412 what would overwrite another's change; the others refuse such a condition, rather than
ignore it.

**From pages of other sites** a browser may read what is open to everybody and needs no scope (boards and their plays,
`/api/rt/poll`, these documents): `Access-Control-Allow-Origin: *`, to GET and HEAD as nobody. No origin is ever allowed
to send credentials: whatever comes with a cookie or an `Authorization`, changes something, or is about one person has
no such header. Programs that hold a key are not pages.

**Limits** count the last minute, for each person, and for each address where nobody has signed in: `RateLimit` and
`RateLimit-Policy` say where you stand, a 429 says in `Retry-After` when to come back.
"""
