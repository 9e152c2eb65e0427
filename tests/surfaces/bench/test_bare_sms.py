from __future__ import annotations

from varsel.outlets.notices.channels.smpp import smsc
from varsel.surfaces.bench.bare_sms import bare
from varsel.surfaces.bench.smsc import npm_server


def test_the_bare_client_counts_every_answer_and_every_receipt() -> None:
    with npm_server(receipts="each") as server:
        contract = smsc.read(url=f"smpp://varsel:secret@127.0.0.1:{server.port}?sender=FjordSund&window=50")
        run = bare(smsc=contract, count=250, batch=100)

    assert (run.answers, run.receipts) == ({"accepted": 250}, 250)
    assert run.answered_a_second >= run.proved_a_second > 0
