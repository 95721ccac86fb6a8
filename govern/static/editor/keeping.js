/* The text of one answer, kept as it was written wherever nobody changed it. */
import { read } from "./reading.js";
import { other, said, written } from "./written.js";

const APART = /\n[ \t]*\n/;
const SIGN = /^\s*\d*(\S)/;

export class Kept {
  constructor(text) {
    Object.assign(this, read(text));
    this.lost = false;
  }

  get text() {
    let made = "";
    let before = -1;
    this.sources.forEach((source, at) => {
      if (!source) return;
      if (before >= 0) made += before === at - 1 ? this.seps[at] : "\n\n";
      made += source;
      before = at;
    });
    return this.seps[0] + made + (made ? this.seps[this.seps.length - 1] : "");
  }

  /* Takes the blocks as they stand now; those that stood before keep their very words. */
  change(now) {
    const old = this.nodes;
    let head = 0;
    while (head < Math.min(old.length, now.length) && old[head] === now[head]) head += 1;
    let tail = 0;
    const most = Math.min(old.length, now.length) - head;
    while (tail < most && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
    const even = old.length === now.length;
    const fresh = now.slice(head, now.length - tail);
    const between = fresh.map((_, at) => (even ? this.seps[head + at] : "\n\n"));
    const last = even || !head ? this.seps[old.length - tail] : "\n\n";
    const [first, end] = [this.seps[0], this.seps[this.seps.length - 1]];
    this.seps = [...this.seps.slice(0, head), ...between, last, ...this.seps.slice(old.length - tail + 1)];
    this.seps[0] = first;
    this.seps[this.seps.length - 1] = end;
    this.sources = [...this.sources.slice(0, head), ...fresh.map(() => ""), ...this.sources.slice(old.length - tail)];
    this.nodes = now;
    this.lost = false;
    fresh.forEach((_, at) => this.write(head + at));
    const rest = head + fresh.length;
    for (let at = head; at < now.length; at += 1) {
      this.part(at);
      if (at >= rest && this.sources[at]) break;
    }
  }

  write(at) {
    const node = this.nodes[at];
    const [before, after] = [this.beside(at, -1), this.beside(at, 1)];
    let sign = node.attrs.sign;
    for (let turn = 0; turn < 3 && (this.same(before, node, sign) || this.same(after, node, sign)); turn += 1) {
      sign = sign === "*" ? "+" : other(sign);
    }
    const made = written(node, sign);
    this.sources[at] = made.text;
    this.lost ||= !made.whole;
  }

  /* The place of the nearest block with words on one side; -1 when there is none. */
  beside(at, step) {
    let place = at + step;
    while (this.sources[place] === "") place += step;
    return place in this.sources ? place : -1;
  }

  same(place, node, sign) {
    return place >= 0 && this.nodes[place].type === node.type && Boolean(sign) && SIGN.exec(this.sources[place])[1] === sign;
  }

  /* Where a block would be read as part of the one above, an empty line parts them, or another sign. */
  part(at) {
    const before = this.beside(at, -1);
    if (!this.sources[at] || before < 0) return;
    const close = before === at - 1 ? this.seps[at] : "\n\n";
    if (APART.test(close) && this.nodes[before].isTextblock) return;
    if (this.parted(before, at, close)) return;
    this.seps[at] = "\n\n";
    if (this.parted(before, at, "\n\n")) return;
    this.write(at);
    this.lost ||= !this.parted(before, at, "\n\n");
  }

  parted(before, at, between) {
    const again = read(this.sources[before] + between + this.sources[at]).nodes;
    return again.length === 2 && [before, at].every((place, turn) => said(again[turn]) === said(this.nodes[place]));
  }
}

/* Whether every block would be written again with the meaning that it has. */
export function faithful(nodes) {
  return nodes.every((node) => {
    const made = written(node);
    return made.whole && made.text !== "" && said(read(made.text).nodes[0]) === said(node);
  });
}
