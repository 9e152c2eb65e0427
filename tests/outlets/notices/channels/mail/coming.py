"""E-mail as it comes in: answers, and reports of mail servers."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

from outlets.notices.channels.mail.mailing import AT, OURS, message
from varsel.outlets.notices.channels.mail.composing import POLICY, compose

WORD = message()
TAG = WORD.ref.replace("-", "")
LATER = AT + timedelta(hours=2)


def written(*, body: str = "Tack!", html: str = "", **headers: str) -> bytes:
    """Return an answer to WORD, with other headers where they are given."""
    mail = EmailMessage(policy=POLICY)
    given = {"From": "Anna <Anna@Example.test>", "To": f"svar+{TAG}@fjord.example", "Subject": "SV: Din tjänst"}
    given |= {"Message-ID": "<1@example.test>", "Date": "Mon, 02 Mar 2026 09:30:00 +0100"}
    for name, value in (given | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        if value:
            mail[name] = value
    if body:
        mail.set_content(body)
    if html:
        mail.add_alternative(html, "html") if body else mail.set_content(html, "html")
    return mail.as_bytes()


def report(*, action: str = "failed", status: str = "5.1.1", to: str = f"studs+{TAG}@fjord.example") -> bytes:
    """Return a delivery status notification about WORD."""
    sent = compose(message=WORD, ours=OURS).as_bytes(policy=POLICY).decode()
    return (
        f"From: MAILER-DAEMON@mx.example.test\r\nTo: {to}\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        'Auto-Submitted: auto-replied\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n'
        "\r\n--b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.test\r\n\r\n"
        f"Final-Recipient: rfc822; anna@example.test\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; 550 {status} said the server\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\n{sent}\r\n--b--\r\n"
    ).encode()
