"""A second wall: what looks like personal data is struck out of every log line, even if somebody logs it by mistake."""

import logging
import re

STRUCK = "[struck]"
# What a terminal or a reader of logs takes for the end of a line, or for more than text.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
PATTERNS = re.compile(
    r"[^\s@<>\"'=,;:()]+@[^\s@<>\"',;()]+\.[^\s@<>\"',;()]+"  # e-mail addresses
    r"|(?<![\w.-])\+\d[\d\s().-]{6,18}\d"  # phone numbers with a country code
    r"|(?<![\w.-])(?:\d[ -]?){13,19}(?![\w-])",  # card numbers
)


class StrikeOut(logging.Filter):
    """Rewrites the finished message as one line; of a traceback it keeps the places and the exception's type alone."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _on_one_line(PATTERNS.sub(STRUCK, _without_address(record))), None
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = _where(record.exc_info)
        return True


def _on_one_line(message: str) -> str:
    """With `\\n` for a newline: no text can begin a line of the log that we did not write."""
    return CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), message)


def _without_address(record: logging.LogRecord) -> str:
    """The message, with the pattern of the address in place of the one asked for: that may be a word or a key."""
    message, request = record.getMessage(), getattr(record, "request", None)
    for path in {getattr(request, "path", ""), getattr(request, "path_info", "")} - {"", "/"}:
        match = getattr(request, "resolver_match", None)
        message = message.replace(path, f"/{match.route}" if match else STRUCK)
    return message


def _where(exc_info: "tuple[type[BaseException], BaseException, object] | tuple[None, None, None]") -> str:
    """Type and place of an exception. Its text may quote a value, so it stays out."""
    kind, error = exc_info[0], exc_info[1]
    lines = []
    trace = error.__traceback__ if error else None
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"  {code.co_filename}:{trace.tb_lineno} in {code.co_name}")
        trace = trace.tb_next
    return "\n".join([*lines, kind.__name__ if kind else ""])
