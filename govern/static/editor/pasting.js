/* What was copied elsewhere, as the few blocks that an answer can hold. It is read sign by sign:
   the browser is given no HTML to parse, so nothing pasted can load, style or run anything. */
import { Fragment, Slice } from "../vendor/editor.min.js";
import { blocks } from "./reading.js";
import { reader, schema } from "./schema.js";

const PART = /<!--[^]*?-->|<[!?][^>]*>|<(\/?)([a-z][\w:-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|[^<]+|</gi;
const VOID = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]);
const MUTE = new Set(["script", "style", "title", "xml", "head", "template", "svg", "math", "select", "button", "del", "iframe", "object"]);
const BLOCK = /^(?:p|div|h[1-6]|section|article|header|footer|main|aside|address|figure|figcaption|dl|dd|dt|pre|center|form|html|body)$/;
const MOST = 4_000_000;
const { nodes, marks } = schema;

export function pastedHtml(html) {
  const here = new Reading();
  for (const [part, closes, name, rest] of html.slice(0, MOST).matchAll(PART)) {
    if (!name) {
      if (part === "<" || part[0] !== "<") here.words(part);
    } else if (closes) here.close(name.toLowerCase());
    else here.open(name.toLowerCase(), rest);
  }
  return slice(here.end());
}

export function pastedText(text) {
  return slice(blocks(text.replace(/\r\n?/g, "\n")));
}

function slice(found) {
  if (!found.length) return Slice.empty;
  const flat = (node) => (node.type === nodes.paragraph ? 1 : 0);
  return new Slice(Fragment.from(found), flat(found[0]), flat(found[found.length - 1]));
}

class Reading {
  constructor() {
    this.stack = [{ name: "", marks: [], made: [], holds: true }];
    this.line = [];
  }

  get top() { return this.stack[this.stack.length - 1]; }

  holder(name = null) {
    return [...this.stack].reverse().find((each) => each.holds && (!name || each.name === name));
  }

  open(name, rest) {
    if (name === "br") return this.row() ? this.words(" ") : this.line.push(nodes.hard_break.create());
    if (VOID.has(name)) return;
    const attribute = (wanted) => attributeOf(rest, wanted);
    const style = (attribute("style") + ";").toLowerCase();
    if (name === "p" || name === "li") this.closeOpen(name);
    if (BLOCK.test(name) || ["ul", "ol", "li", "blockquote", "table", "tr"].includes(name)) this.flush();
    if ((name === "td" || name === "th") && this.row()?.filled) this.line = [...ended(this.line), schema.text("; ")];
    const muted = this.top.mute || MUTE.has(name) || /mso-element:\s*comment|display:\s*none/.test(style) || /\bMsoComment/i.test(attribute("class"));
    const frame = { name, mute: muted, marks: this.marked(name, style, attribute("href")), sign: this.top.sign || /mso-list:\s*ignore/.test(style) };
    const level = /mso-list:[^;]*level(\d+)/.exec(style);
    if (name === "p" && level) frame.word = { level: Math.min(Number(level[1]), 8), sign: "" };
    if (["ul", "ol", "li", "blockquote", "table", "tr"].includes(name)) Object.assign(frame, { made: [], holds: true });
    if (name === "ol") frame.order = Number(attribute("start")) || 1;
    this.stack.push(frame);
  }

  marked(name, style, href) {
    let found = this.top.marks;
    const bold = /(?<![\w-])font-weight:\s*(bold|[6-9]00)/.test(style) || (/^(?:b|strong|th|h[1-6])$/.test(name) && !/(?<![\w-])font-weight:\s*(normal|[1-5]00)/.test(style));
    const slanted = /(?<![\w-])font-style:\s*italic/.test(style) || (/^(?:i|em|cite|dfn)$/.test(name) && !/(?<![\w-])font-style:\s*normal/.test(style));
    if (bold) found = marks.strong.create().addToSet(found);
    if (slanted) found = marks.em.create().addToSet(found);
    if (name === "code") found = marks.code.create().addToSet(found);
    if (name === "a" && /^(?:https?:\/\/|mailto:)\S+$/i.test(href)) found = marks.link.create({ href }).addToSet(found);
    return found;
  }

  close(name) {
    const at = this.stack.findLastIndex((each) => each.name === name);
    if (at < 1) return;
    while (this.stack.length > at) this.pop();
  }

  closeOpen(name) {
    const at = this.stack.findLastIndex((each) => each.name === name);
    const holds = this.stack.findLastIndex((each) => ["ul", "ol", "td", "th", "blockquote"].includes(each.name));
    if (at > 0 && at > holds) this.close(name);
  }

  pop() {
    const frame = this.top;
    if (BLOCK.test(frame.name) || frame.holds) this.flush();
    if (["td", "th"].includes(frame.name) && this.line.length) (this.row() ?? {}).filled = true;
    this.stack.pop();
    if (frame.holds) this.holder().made.push(...settled(frame));
  }

  row() { return this.holder("tr"); }

  words(raw) {
    const top = this.top;
    if (top.mute) return;
    const text = shown(raw);
    if (top.sign) {
      const word = [...this.stack].reverse().find((each) => each.word)?.word;
      if (word) word.sign += text.trim();
      return;
    }
    const begins = !this.line.length || this.line[this.line.length - 1].text?.endsWith(" ");
    const kept = begins ? text.trimStart() : text;
    if (kept) this.line.push(schema.text(kept, top.marks));
  }

  /* What stands in the line becomes a paragraph where it stands; in a row of a table it stays one line. */
  flush() {
    const row = this.row();
    if (row && this.top.name !== "tr") {
      if (this.line.length && !this.line[this.line.length - 1].text?.endsWith(" ")) this.words(" ");
      return;
    }
    const line = ended(this.line);
    this.line = [];
    if (!line.length) return;
    const word = [...this.stack].reverse().find((each) => each.word)?.word;
    this.holder().made.push({ node: nodes.paragraph.create(null, line), word });
  }

  end() {
    while (this.stack.length > 1) this.pop();
    this.flush();
    return settledBlocks(this.stack[0].made);
  }
}

function attributeOf(rest, wanted) {
  const found = new RegExp(`(?:^|\\s)${wanted}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, "i").exec(rest);
  return found ? decoded(found[1] ?? found[2] ?? found[3]) : "";
}

function decoded(text) {
  return text.replace(/&#?\w+;/g, (entity) => reader.utils.unescapeAll(entity));
}

function shown(raw) {
  return decoded(raw).replace(/[\s\p{Zs}\u2028\u2029]+/gu, " ").replace(/[^\P{C}\u00ad]/gu, "");
}

function ended(line) {
  const kept = [...line];
  for (;;) {
    const last = kept[kept.length - 1];
    if (!last) return kept;
    if (!last.isText) { kept.pop(); continue; }
    const text = last.text.trimEnd();
    if (text === last.text) return kept;
    kept.pop();
    if (text) kept.push(schema.text(text, last.marks));
  }
}

function settled(frame) {
  const made = settledBlocks(frame.made);
  if (!made.length) return [];
  if (frame.name === "blockquote") return [{ node: nodes.blockquote.create(null, made) }];
  if (frame.name === "li" || frame.name === "tr") return [{ node: nodes.list_item.create(null, made) }];
  const list = frame.name === "ol" ? nodes.ordered_list.create({ order: frame.order }, items(made)) : nodes.bullet_list.create(null, items(made));
  return [{ node: list }];
}

/* Items of a list; a list that stands in a list by itself belongs to the item before it. */
function items(made) {
  const found = [];
  for (const node of made) {
    const last = found[found.length - 1];
    if (node.type === nodes.list_item) found.push(node);
    else if (last && node.type !== nodes.paragraph) found[found.length - 1] = last.copy(last.content.addToEnd(node));
    else found.push(nodes.list_item.create(null, node));
  }
  return found;
}

/* Word says of each paragraph which level of a list it is on. */
function settledBlocks(made) {
  const found = [];
  for (let at = 0; at < made.length; at += 1) {
    if (!made[at].word) { found.push(made[at].node); continue; }
    const run = [];
    while (made[at]?.word) run.push(made[at++]);
    at -= 1;
    found.push(...listed(run));
  }
  return found;
}

function listed(run) {
  const lists = [];
  const least = Math.min(...run.map((each) => each.word.level));
  for (let at = 0; at < run.length; at += 1) {
    const { node, word } = run[at];
    const under = [];
    while (run[at + 1]?.word.level > Math.max(word.level, least)) under.push(run[++at]);
    const item = nodes.list_item.create(null, [node, ...(under.length ? listed(under) : [])]);
    const type = /^\(?(?:\d+|[a-z]{1,4})[.)]/i.test(word.sign) ? nodes.ordered_list : nodes.bullet_list;
    const last = lists[lists.length - 1];
    if (last?.type === type) lists[lists.length - 1] = last.copy(last.content.addToEnd(item));
    else lists.push(type.create(null, item));
  }
  return lists;
}
