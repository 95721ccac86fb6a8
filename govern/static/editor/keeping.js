/* The text of one answer, kept as it was written wherever nobody changed it. */
import { read } from "./reading.js";
import { clash, other, said, written } from "./written.js";

const APART = /\n[ \t]*\n/;

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
    for (let at = head; at <= head + fresh.length; at += 1) this.part(at);
  }

  write(at) {
    const node = this.nodes[at];
    const before = this.beside(at, -1), after = this.beside(at, 1);
    let sign = node.attrs.sign;
    for (let turn = 0; turn < 3 && (same(before, node, sign) || same(after, node, sign)); turn += 1) {
      sign = sign === "*" ? "+" : other(sign);
    }
    const made = written(node, sign);
    this.sources[at] = made.text;
    this.lost ||= !made.whole;
  }

  /* The nearest block with words on one side, if any. */
  beside(at, step) {
    let place = at + step;
    while (this.sources[place] === "") place += step;
    const source = this.sources[place];
    return source && { node: this.nodes[place], sign: /^\s*(?:\d+)?(\S)/.exec(source)[1] };
  }

  /* Where a line that begins right below another would be read as part of it, an empty one parts them. */
  part(at) {
    const [one, two] = [this.sources[at - 1], this.sources[at]];
    if (!one || !two || APART.test(this.seps[at])) return;
    const again = read(one + this.seps[at] + two).nodes;
    const apart = again.length === 2 && said(again[0]) === said(this.nodes[at - 1]) && said(again[1]) === said(this.nodes[at]);
    if (!apart) this.seps[at] = "\n\n";
  }
}

function same(beside, node, sign) {
  return Boolean(beside) && beside.node.type === node.type && beside.sign === sign;
}

/* Whether every block would be written again with the meaning that it has. */
export function faithful(nodes) {
  return nodes.every((node) => {
    const made = written(node);
    return made.whole && made.text !== "" && said(read(made.text).nodes[0]) === said(node);
  });
}
