"""An SMSC of the Rust wheel smpp34, told and telling in lines of JSON; run as a process of its own."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from typing import Any

import smpp34


def _tell(**what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _deliver(esme: smpp34.Esme, event: smpp34.SubmitSmEvent, message_id: str) -> None:
    text = f"id:{message_id} sub:001 dlvrd:001 submit date:2603020800 done date:2603020801 stat:DELIVRD err:000 text:"
    answer = await esme.deliver_sm(
        event.source_addr,
        text.encode(),
        source_addr=event.destination_addr,
        source_addr_ton=event.dest_addr_ton,
        source_addr_npi=event.dest_addr_npi,
        esm_class=4,
    )
    _tell(stored=answer.command_status)


async def main(does: dict[str, Any]) -> None:
    """Serve until the input ends."""
    port = _free_port()
    server = smpp34.Server(host="127.0.0.1", port=port, system_id="rust")
    await server.start()
    _tell(port=port)
    sessions: dict[str, smpp34.Esme] = {}
    count = 0
    while True:
        event = await server.next()
        if isinstance(event, smpp34.Esme):
            sessions[event.session_id] = event
            _tell(bound=event.system_id)
        elif isinstance(event, smpp34.SubmitSmEvent):
            count += 1
            if does.get("report"):
                tlvs = {str(one.tag): one.value.hex() for one in event.tlvs}
                _tell(submit={"hex": event.short_message.hex(), "coding": event.data_coding, "tlvs": tlvs})
            if status := does["answers"].pop(0) if does.get("answers") else 0:
                event.reject(status)
                continue
            event.accept(f"rust-{count}")
            if does.get("receipts") == "each":
                task = asyncio.ensure_future(_deliver(sessions[event.session_id], event, f"rust-{count}"))
                task.add_done_callback(lambda done: done.exception())
        else:
            _tell(closed=True)


asyncio.run(main(json.loads(sys.argv[1])))
