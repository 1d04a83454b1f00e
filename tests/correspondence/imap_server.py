"""A small real IMAP4 server over TLS, as much of RFC 3501 as a client needs to empty a folder."""

import datetime as dt
import ipaddress
import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PASSWORD = "sixty coats"


@dataclass
class Folder:
    """What lies in it: mails by number, in an epoch; and what clients did."""

    mails: dict[int, bytes] = field(default_factory=dict)
    epoch: int = 7
    deleted: set[int] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    port: int = 0
    authorities: str = ""

    def put(self, raw: bytes) -> int:
        """A mail comes in."""
        number = max([*self.mails, *self.deleted, 0]) + 1
        self.mails[number] = raw
        return number


class Talk(socketserver.StreamRequestHandler):
    """One client's line."""

    folder: Folder

    def handle(self) -> None:
        self.say(b"* OK ready")
        while line := self.rfile.readline():
            tag, _, command = line.decode("ascii", "replace").strip().partition(" ")
            self.folder.asked.append(command.split(" ")[0] if "LOGIN" in command else command)
            if not self.obey(tag.encode(), command):
                return

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def obey(self, tag: bytes, command: str) -> bool:
        word, folder = command.upper(), self.folder
        if word.startswith("LOGIN") and PASSWORD not in command:
            self.say(tag + b" NO wrong")
            return True
        self.tell(word.split(" ")[0])
        if word.startswith("UID SEARCH"):
            first = re.search(r"UID (\d+):\*", word)
            self.search(int(first[1]) if first else 1)
        elif word.startswith("UID FETCH"):
            self.fetch(int(word.split()[2]), "BODY" in word)
        elif word.startswith("UID STORE") and "DELETED" in word:
            folder.deleted |= {int(one) for one in word.split()[2].split(",")}
        elif word.startswith("EXPUNGE"):
            for number in folder.deleted & set(folder.mails):
                del folder.mails[number]
        self.say(tag + b" OK done")
        return not word.startswith("LOGOUT")

    def tell(self, word: str) -> None:
        """What a command is answered with, whatever it names."""
        folder = self.folder
        answers = {
            "CAPABILITY": b"* CAPABILITY IMAP4rev1",
            "SELECT": b"* %d EXISTS\r\n* OK [UIDVALIDITY %d] epoch" % (len(folder.mails), folder.epoch),
            "STATUS": b'* STATUS "INBOX" (UIDVALIDITY %d)' % folder.epoch,
            "LOGOUT": b"* BYE",
        }
        if word in answers:
            self.say(answers[word])

    def search(self, first: int) -> None:
        """`n:*` names the newest mail even when it is older than n: the standard wants it so."""
        known = sorted(self.folder.mails)
        found = [one for one in known if one >= first] or known[-1:]
        self.say(b"* SEARCH " + " ".join(map(str, found)).encode())

    def fetch(self, number: int, whole: bool) -> None:
        raw = self.folder.mails.get(number)
        if raw is None:
            return
        if whole:
            self.wfile.write(b"* 1 FETCH (UID %d BODY[] {%d}\r\n" % (number, len(raw)) + raw + b")\r\n")
        else:
            self.say(b"* 1 FETCH (UID %d RFC822.SIZE %d)" % (number, len(raw)))


class Server(socketserver.ThreadingTCPServer):
    """Speaks TLS from the first byte; a client that hangs up at the handshake is no matter."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, folder: Folder, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), type("Own", (Talk,), {"folder": folder}))
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing."""


@contextmanager
def mail_server(folder: Path) -> Iterator[Folder]:
    """A running server with an empty INBOX, its certificate signed by itself."""
    inbox = Folder(authorities=str(certificate(folder)))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(inbox.authorities, folder / "key.pem")
    with Server(inbox, context) as server:
        inbox.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield inbox
        server.shutdown()


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 signed by itself, beside its `key.pem`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    begun = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    alternatives = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begun)
        .not_valid_after(begun + dt.timedelta(days=9))
        .add_extension(alternatives, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    path = folder / "certificate.pem"
    path.write_bytes(made.public_bytes(pem))
    return path
