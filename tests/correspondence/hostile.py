"""Mails that were written to break whoever reads them, by name."""

import base64
import io
import zipfile

HEAD = b"From: Mei <mei@example.org>\r\nTo: hello@localhost\r\nSubject: Hello\r\n"


def _text(content_type: bytes, body: bytes, encoding: bytes = b"8bit") -> bytes:
    return HEAD + b"Content-Type: %b\r\nContent-Transfer-Encoding: %b\r\n\r\n%b" % (content_type, encoding, body)


def _headers(lines: bytes, body: bytes = b"Hello") -> bytes:
    return lines + b"\r\n\r\n" + body


def _parts(*parts: bytes, kind: bytes = b"mixed") -> bytes:
    inside = b"".join(b"--x\r\n" + part + b"\r\n" for part in parts)
    return HEAD + b"Content-Type: multipart/" + kind + b"; boundary=x\r\n\r\n" + inside + b"--x--\r\n"


def _file(disposition: bytes, content: bytes = b"abc", kind: bytes = b"application/octet-stream") -> bytes:
    return b"Content-Type: %b\r\nContent-Disposition: %b\r\n\r\n%b" % (kind, disposition, content)


def _nested(depth: int) -> bytes:
    opens = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (one, one) for one in range(depth)
    )
    return HEAD + opens + b"Content-Type: text/plain\r\n\r\nat the bottom"


def _mails_in_mails(depth: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" * depth + b"Subject: inside\r\n\r\nHello"


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 20_000_000)
    coded = base64.encodebytes(packed.getvalue())
    head = b"Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n"
    return _parts(head + b"Content-Disposition: attachment; filename=bomb.zip\r\n\r\n" + coded)


PLAIN = b"Content-Type: text/plain\r\n\r\nHello"
CHARSETS = (
    b"utf-9", b"zip", b"base64", b"rot13", b"punycode", b"idna", b"unicode_escape", b"utf-7", b"utf-8\x00",
    b'"', b"\xff\xfe", b"a" * 5000, b"undefined", b"mbcs", b"gb2312", b"utf-16", b"iso-2022-jp", b"hz-gb-2312",
)  # fmt: skip
LIES = {
    f"charset-{place}": _text(b"text/plain; charset=" + one, b"\xff\xfe\x81\xe4\xbd\xa0")
    for place, one in enumerate(CHARSETS)
}
NAMES = (
    b'attachment; filename="../../etc/passwd"', b'attachment; filename="..\\..\\boot.ini"',
    b'attachment; filename="a\r\n\tX-Evil: yes.txt"', b'attachment; filename="a%0d%0aSet-Cookie: x=1.txt"',
    b'attachment; filename="\xe2\x80\xaegpj.exe"', b"attachment; filename*=utf-8''%0d%0aX%3A%20y.txt",
    b"attachment; filename*=zip''%ff.txt", b"attachment; filename*0*=utf-9''a; filename*1*=b", b"attachment",
    b'attachment; filename="' + b"n" * 3000 + b'.html"', b'attachment; filename=""', b'attachment; filename="\x00\x01"',
    b'attachment; filename="=?utf-8?b?Li4vLi4vZXZpbA==?="', b"attachment; filename*9999999999*=x",
    b'inline; filename="con"',
)  # fmt: skip
FILES = {f"name-{place}": _parts(PLAIN, _file(one)) for place, one in enumerate(NAMES)}
HEADERS = {
    "from-missing": _headers(b"To: hello@localhost"),
    "from-empty": _headers(b"From:"),
    "from-nonsense": _headers(b"From: \xff\xfe<<<>>>@@,,;;"),
    "from-group": _headers(b"From: undisclosed:;"),
    "from-many": _headers(b"From: " + b"a@example.org, " * 3000),
    "from-injected": _headers(b"From: mei@example.org\r\n Bcc: all@example.org"),
    "from-comments": _headers(b"From: " + b"(" * 5000 + b"mei@example.org"),
    "from-quotes": _headers(b'From: "' + b"\\" * 5001 + b" <mei@example.org>"),
    "from-twice": _headers(b"From: mei@example.org\r\nFrom: other@example.net"),
    "from-not-ascii": _headers("From: 梅 <梅@例子.中国>".encode()),
    "from-nul": _headers(b"From: mei\x00@example.org"),
    "subject-encoded-badly": _headers(HEAD + b"Subject: =?utf-8?b?====?= =?zip?q?x?= =?punycode?b?aaaa?="),
    "subject-line-ends": _headers(b"From: mei@example.org\r\nSubject: =?utf-8?q?a=0D=0ABcc:_all@example.org?="),
    "subject-endless": _headers(b"From: mei@example.org\r\nSubject: " + b"=?utf-8?q?a?= " * 10_000),
    "subject-bidi": _headers("From: mei@example.org\r\nSubject: \u202eevil\u2066".encode()),
    "ids-endless": _headers(b"From: mei@example.org\r\nReferences: " + b"<a@b> " * 30_000),
    "ids-nested": _headers(b"From: mei@example.org\r\nIn-Reply-To: " + b"<" * 50_000),
    "type-nonsense": _text(b"/////;;;===;boundary", b"Hello"),
    "type-endless": _text(b"text/plain; " + b"a=b; " * 20_000, b"Hello"),
    "type-multipart-without-boundary": _text(b"multipart/mixed", b"Hello"),
    "type-multipart-empty-boundary": _text(b'multipart/mixed; boundary=""', b"--\r\n\r\nHello\r\n----"),
    "date-nonsense": _headers(HEAD + b"Date: 99 Foo 99999 99:99:99 +9999"),
    "no-body": HEAD,
    "no-blank-line": b"From: mei@example.org",
    "bare-line-feeds": HEAD.replace(b"\r\n", b"\n") + b"\nHello",
    "bare-carriage-returns": HEAD + b"\r\nHello\rWorld\r\r.\r",
    "nul-bytes": HEAD + b"\r\n" + b"\x00" * 10_000,
    "ten-thousand-headers": _headers(b"From: mei@example.org\r\n" + b"X-A: b\r\n" * 10_000),
}
BODIES = {
    "base64-broken": _text(b"text/plain", b"!!!!====A", b"base64"),
    "quoted-printable-broken": _text(b"text/plain", b"=XX=\r\n==9=", b"quoted-printable"),
    "uuencode-broken": _text(b"text/plain", b"begin 644 x\n\xff\xff\nend", b"x-uuencode"),
    "encoding-unknown": _text(b"text/plain", b"Hello", b"x-made-up"),
    "one-endless-line": _text(b"text/plain", b"a" * 3_000_000),
    "empty-lines": _text(b"text/plain", b"\n" * 500_000),
    "quotes-in-quotes": _text(b"text/plain", b">" * 100_000),
    "html-opened-comments": _text(b"text/html", b"<!--" * 70_000),
    "html-opened-tags": _text(b"text/html", b"<a href='" * 30_000),
    "html-nested": _text(b"text/html", b"<div>" * 60_000 + b"Hello"),
    "html-script": _text(b"text/html", b"<p>Hello<script>fetch('//evil')</script><img src=//evil onerror=x>"),
    "html-entities": _text(b"text/html", b"&#" + b"9" * 10_000 + b";&#x110000;&#0;"),
    "html-lied-plain": _text(b"text/plain", b"<script>alert(1)</script>"),
}
SHAPES = {
    "parts-ten-thousand": _parts(*[PLAIN] * 10_000),
    "files-ten-thousand": _parts(*[_file(b"attachment; filename=a")] * 10_000),
    "parts-nested-thirty": _nested(30),
    "parts-nested-a-thousand": _nested(1_000),
    "mails-in-mails": _mails_in_mails(2_000),
    "boundary-never-closed": HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + PLAIN,
    "boundary-of-itself": HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n" * 5_000,
    "zip-bomb": _bomb(),
    "file-without-content": _parts(PLAIN, _file(b"attachment; filename=a.txt", b"")),
    "file-of-many-zeros": _parts(PLAIN, _file(b"attachment; filename=a.bin", b"\x00" * 3_000_000)),
    "report-of-nothing": _text(b"multipart/report; report-type=delivery-status; boundary=x", b"Status: 5.1.1"),
    "calendar": _parts(PLAIN, b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR"),
}
MAILS = {**LIES, **FILES, **HEADERS, **BODIES, **SHAPES}
# Refused at the door: no mail at all, or a head without end.
REFUSED = {
    "empty": b"",
    "only-a-body": b"\r\n\r\nHello",
    "only-noise": bytes(range(256)) * 40,
    "head-without-end": b"From: mei@example.org\r\nX-A: " + b"a" * 300_000,
    "first-line-no-header": b"GET / HTTP/1.1\r\nFrom: mei@example.org\r\n\r\n",
}
