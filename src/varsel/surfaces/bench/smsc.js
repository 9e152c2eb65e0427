// An SMSC to speak to: the npm package `smpp`, told by lines of JSON what to do, telling in lines of JSON what it gets.
// node smsc.js '{"password": "secret", "receipts": "each", ...}'
"use strict";
const fs = require("fs");
const readline = require("readline");
const smpp = require("smpp");

const does = { password: null, answers: [], hold: false, receipts: "none", form: "text", hex: false, deaf: false,
  echo: 0, report: false, cut_after: 0, keep: false };
let count = 0, cut = 0, held = [], owed = [], seen = [], sessions = new Set();
const tell = (what) => process.stdout.write(JSON.stringify(what) + "\n");
const hexOf = (buffer) => buffer.toString("hex");

function receiptFor(pdu, id) {
  const named = does.hex ? String(parseInt(id, 16)) : id;
  const receipt = { source_addr: pdu.destination_addr, source_addr_ton: pdu.dest_addr_ton, source_addr_npi: 1,
    destination_addr: pdu.source_addr, esm_class: 4 };
  const text = `id:${named} sub:001 dlvrd:001 submit date:2603020800 done date:2603020801 stat:DELIVRD err:000 text:`;
  if (does.form === "text") receipt.short_message = Buffer.from(text);
  if (does.form === "tlv") Object.assign(receipt, { receipted_message_id: named, message_state: 2 });
  if (does.echo === 0x0204) receipt.user_message_reference = pdu.user_message_reference;
  if (does.echo === 0x1501 && pdu.ours) receipt.ours = pdu.ours;
  return receipt;
}

function submitted(session, pdu) {
  const id = (does.hex ? 0xa000 + ++count : ++count).toString(does.hex ? 16 : 10);
  if (does.report) report(session, pdu, id);
  if (does.keep) seen.push(`${pdu.ours} ${process.hrtime.bigint()}\n`); // the steady clock of the machine, as Python's
  if (does.cut_after && ++cut >= does.cut_after) { cut = 0; session.destroy(); return; }
  const status = does.answers.length ? does.answers.shift() : 0;
  if (status < 0) { if (status === -2) owe(session, pdu, id); return; } // lost: -2 taken all the same, -1 not
  const answer = () => session.send(pdu.response(status ? { command_status: status } : { message_id: id }));
  if (does.hold) held.push(answer); else answer();
  if (!status) owe(session, pdu, id);
}

function owe(session, pdu, id) {
  if (does.receipts === "each") session.deliver_sm(receiptFor(pdu, id));
  if (does.receipts === "held") owed.push(receiptFor(pdu, id));
}

function report(session, pdu, id) {
  const words = pdu.short_message || {};
  tell({ submit: { id, source: pdu.source_addr, source_ton: pdu.source_addr_ton, to: pdu.destination_addr,
    to_ton: pdu.dest_addr_ton, coding: pdu.data_coding, esm_class: pdu.esm_class, priority: pdu.priority_flag,
    validity: pdu.validity_period, registered: pdu.registered_delivery, text: words.message,
    udh: (words.udh || []).map(hexOf), reference: pdu.user_message_reference, ours: pdu.ours,
    sar: [pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum] } });
}

function bound(session, pdu) {
  const right = does.password === null || pdu.password === does.password;
  session.send(pdu.response(right ? {} : { command_status: smpp.ESME_RINVPASWD }));
  tell(right ? { bound: pdu.system_id } : { refused: pdu.system_id });
  if (right) sessions.add(session);
}

Object.assign(does, JSON.parse(process.argv[2] || "{}"));
const server = smpp.createServer(does.key ? { key: does.key, cert: does.cert } : {}, (session) => {
  session.on("error", () => {});
  session.on("close", () => { sessions.delete(session); tell({ closed: true }); });
  session.on("bind_transceiver", (pdu) => bound(session, pdu));
  session.on("submit_sm", (pdu) => submitted(session, pdu));
  session.on("enquire_link", (pdu) => { tell({ enquired: true }); if (!does.deaf) session.send(pdu.response()); });
  session.on("enquire_link_resp", () => tell({ alive: true }));
  session.on("deliver_sm_resp", (pdu) => { if (does.report) tell({ stored: pdu.command_status }); });
  session.on("generic_nack", (pdu) => tell({ nacked: pdu.command_status }));
  session.on("unbind_resp", () => tell({ unbound_by_us: true }));
  session.on("unbind", (pdu) => { tell({ unbound: true }); session.send(pdu.response()); session.close(); });
});

const orders = {
  set: (what) => Object.assign(does, what),
  release: (order) => { const some = held; held = []; (order === "reverse" ? some.reverse() : some).forEach((a) => a()); },
  deliver_owed: (indices) => indices.forEach((index) => each((session) => session.deliver_sm({ ...owed[index] }))),
  deliver: (pdu) => each((session) => session.deliver_sm({ ...pdu, short_message: Buffer.from(pdu.hex || "", "hex") })),
  enquire: () => each((session) => session.enquire_link()),
  unbind: () => each((session) => session.unbind()),
  raw: (hex) => each((session) => session.socket.write(Buffer.from(hex, "hex"))),
  cut: () => each((session) => session.destroy()),
  write_log: (path) => fs.writeFileSync(path, seen.join("")),
};
const each = (act) => sessions.forEach(act);

smpp.addTLV("ours", { id: 0x1501, type: smpp.types.tlv.cstring });
server.listen(does.port || 0, "127.0.0.1", () => tell({ port: server.address().port }));
readline.createInterface({ input: process.stdin }).on("line", (line) => {
  for (const [order, what] of Object.entries(JSON.parse(line))) { orders[order](what); tell({ done: order }); }
}).on("close", () => process.exit(0));
