/* From a block of the editor to Markdown, with as few signs as read back the same. */
import { REFERENCE } from "./schema.js";
import { blocks } from "./reading.js";

const SIGNS = [
  /(?!)/g,
  /\\(?=[!-/:-@[-`|}~])|`|\*(?! |$)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|\](?=\()|<(?=[\w/!?])|&(?=#?\w+;)/gu,
  /\\(?!\{)|[`*_[\]<>&]/g,
];
const OPENING = /^(\s*)(>|(?:[-+]|\d{1,9}[.)])(?=\s|$))/;
const NAMED = new RegExp(`(${REFERENCE.source})`);
const EDGES = /^[ \n\u0003]+|[ \n\u0003]+$/g;
const WAYS = [[nested, 0], [nested, 1], [nested, 2], [apart, 0], [apart, 1], [apart, 2]];

/* {text, whole}: `whole` is false when bold, italic or a link cannot be told in Markdown here.
   `sign` is that of a list, where the one it has would join it to its neighbour. */
export function written(block, sign = block.attrs.sign) {
  let whole = true;
  const say = (paragraph) => {
    const made = line(paragraph);
    whole &&= made.whole;
    return made.text;
  };
  const text = lines(block, say, sign).join("\n");
  if (block.isTextblock || !text) return { text, whole };
  const again = blocks(text);
  return { text, whole: whole && again.length === 1 && said(again[0]) === said(block) };
}

/* What a block means, without what only its source has: signs, line ends, blank lines. */
export function said(node) {
  if (node.isTextblock) {
    const words = runs(node).map((run) => [run.text.replace(/\u0003/g, " "), look(run.marks)].join("\u0001")).join("\u0002");
    return words ? `p(${words})` : "";
  }
  const inner = node.content.content.map(said);
  if (node.type.name === "list_item") return `i(${inner.filter(Boolean).join("")})`;
  const all = inner.join("");
  if (!all) return "";
  const order = node.attrs.order ?? "";
  return `${node.type.name[0]}${node.type.name === "ordered_list" ? `o${order}` : ""}(${all})`;
}

function lines(node, say, sign = null) {
  if (node.type.name === "paragraph") return node.content.size ? say(node).split("\n") : [];
  if (node.type.name === "blockquote") {
    return piled(node.content.content, say, true).map((each) => (each ? `> ${each}` : ">"));
  }
  return listed(node, say, sign);
}

function piled(children, say, loose) {
  const made = [];
  let before = null;
  for (const child of children) {
    const sign = before && clash(before.node, child) ? other(before.sign) : child.attrs.sign;
    const next = lines(child, say, sign);
    if (!next.length) continue;
    if (before && (loose || !tightly(before.node, child))) made.push("");
    made.push(...next);
    before = { node: child, sign };
  }
  return made;
}

/* Whether a list may follow its paragraph without an empty line between them. */
function tightly(before, after) {
  if (before.type.name !== "paragraph" || !after.type.name.endsWith("_list")) return false;
  const filled = after.firstChild.firstChild.content.size > 0;
  return filled && (after.attrs.order ?? 1) === 1;
}

function listed(list, say, sign) {
  const made = [];
  let number = list.attrs.order ?? 1;
  list.forEach((item, _, at) => {
    const marker = list.type.name === "bullet_list" ? `${sign} ` : `${number}${sign} `;
    number += list.attrs.step ?? 0;
    const inner = piled(item.content.content, say, !list.attrs.tight);
    if (at > 0 && !list.attrs.tight) made.push("");
    const bare = !item.firstChild.content.size && item.childCount > 1;
    if (!inner.length || bare) made.push(marker.trimEnd());
    else made.push(marker + inner.shift());
    const margin = " ".repeat(marker.length);
    made.push(...inner.map((each) => (each ? margin + each : each)));
  });
  return made;
}

function clash(one, two) {
  return one.type === two.type && Boolean(one.attrs.sign) && one.attrs.sign === two.attrs.sign;
}

export function other(sign) {
  return { "-": "*", "*": "-", "+": "-", ".": ")", ")": "." }[sign];
}

function line(paragraph) {
  const wanted = said(paragraph);
  const found = pieces(paragraph);
  for (const [way, escape] of WAYS) {
    const made = guarded(way(found, escape));
    if (!made.trim()) return { text: "", whole: !wanted };
    const again = blocks(made);
    if (again.length === 1 && said(again[0]) === wanted) return { text: made, whole: true };
  }
  const plain = found.map((run) => escaped(run.text, 2)).join("");
  return { text: guarded(plain.replace(/\n/g, "\\\n").replace(/\u0003/g, "\n")), whole: false };
}

function guarded(text) {
  return text.split("\n").map((each) => each.trimStart().replace(OPENING, (_, space, opening) =>
    space + (/[-+>]/.test(opening[0]) ? `\\${opening}` : `${opening.slice(0, -1)}\\${opening.slice(-1)}`),
  )).join("\n");
}

/* Runs of words that look alike. White space at their edges has no look: Markdown gives it none.
   "\n" stands for a break that is shown, "\u0003" for the end of a line in the source. */
function runs(paragraph) {
  const found = [];
  for (const { text, marks } of pieces(paragraph)) {
    const inner = marks.length && !coded(marks) ? text.replace(EDGES, "") : text;
    const at = text.indexOf(inner);
    add(found, text.slice(0, at), []);
    add(found, inner, marks);
    add(found, text.slice(at + inner.length), []);
  }
  return found;
}

function pieces(paragraph) {
  const found = [];
  paragraph.forEach((node) => {
    const soft = node.marks.some((mark) => mark.type.name === "soft");
    const text = node.isText ? node.text.replace(/\p{Zs}/gu, " ") : "\n";
    add(found, soft && text === " " ? "\u0003" : text, node.marks.filter((mark) => mark.type.name !== "soft"));
  });
  return trimmed(found);
}

function add(found, text, marks) {
  const last = found[found.length - 1];
  if (last && look(last.marks) === look(marks)) last.text += text;
  else if (text) found.push({ text, marks });
}

function trimmed(found) {
  for (const run of found) run.text = run.text.replace(/ *([\n\u0003]) */g, "$1");
  if (found.length) {
    const last = found[found.length - 1];
    found[0].text = found[0].text.replace(/^[ \n\u0003\t]+/, "");
    last.text = last.text.replace(/[ \n\u0003\t]+$/, "");
  }
  const left = found.filter((run) => run.text);
  return left.length === found.length ? left : trimmed(left);
}

function coded(marks) {
  return marks.some((mark) => mark.type.name === "code");
}

function look(marks) {
  return marks.map(({ type, attrs }) => (type.name === "link" ? `link ${attrs.href} ${attrs.title ?? ""}` : type.name)).sort().join("\u0004");
}

function breaks(text) {
  return text.replace(/\n/g, "\\\n").replace(/\u0003/g, "\n");
}

function escaped(text, escape) {
  return text.split(NAMED).map((part, at) => (at % 2 ? part : part.replace(SIGNS[escape], "\\$&"))).join("");
}

function words(run, escape) {
  if (!coded(run.marks)) return breaks(escaped(run.text, escape));
  const longest = Math.max(0, ...[...run.text.matchAll(/`+/g)].map((found) => found[0].length));
  const fence = "`".repeat(longest + 1);
  const pad = /^[ `]|[ `]$/.test(run.text) ? " " : "";
  return fence + pad + run.text.replace(/[\n\u0003]/g, " ") + pad + fence;
}

function opening(mark) {
  return mark.type.name === "link" ? "[" : mark.attrs.sign ?? "";
}

function closing(mark) {
  if (mark.type.name !== "link") return mark.attrs.sign ?? "";
  const address = /[\s()<>]/.test(mark.attrs.href) ? `<${mark.attrs.href.replace(/[<>]/g, encodeURIComponent)}>` : mark.attrs.href;
  const title = mark.attrs.title ? ` "${mark.attrs.title.replace(/["\\]/g, "\\$&")}"` : "";
  return `](${address}${title})`;
}

/* Marks stay open from run to run, so that bold words with an italic one among them read so.
   White space at an edge goes outside, where a sign beside it would not count. */
function nested(found, escape) {
  let open = [];
  let made = "";
  const close = (keep) => {
    const gap = /(?:\\\n|[ \n])*$/.exec(made)[0];
    const signs = open.slice(keep).reverse().map(closing).join("");
    if (signs) made = made.slice(0, made.length - gap.length) + signs + gap;
    open = open.slice(0, keep);
  };
  found.forEach((run, at) => {
    const wanted = run.marks.filter((mark) => mark.type.name !== "code");
    let keep = 0;
    while (keep < open.length && open[keep].isInSet(wanted)) keep += 1;
    close(keep);
    const text = words(run, escape);
    const lead = /^(?:\\\n|[ \n])*/.exec(text)[0];
    const ends = (mark) => found.findIndex((each, place) => place > at && !mark.isInSet(each.marks));
    const length = (mark) => (ends(mark) < 0 ? found.length : ends(mark));
    const fresh = lead === text ? [] : wanted.filter((mark) => !mark.isInSet(open));
    fresh.sort((one, two) => length(two) - length(one) || rank(one) - rank(two));
    open = [...open, ...fresh];
    made += lead + fresh.map(opening).join("") + text.slice(lead.length);
  });
  close(0);
  return made;
}

function rank(mark) {
  return ["link", "strong", "em"].indexOf(mark.type.name);
}

function apart(found, escape) {
  return found.map((run) => nested([run], escape)).join("");
}
