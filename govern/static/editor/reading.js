/* From the text as it is kept to what the editor shows, block by block with the words of each. */
import { schema, reader } from "./schema.js";

const BLOCKS = {
  paragraph: "paragraph", blockquote: "blockquote", list_item: "list_item",
  bullet_list: "bullet_list", ordered_list: "ordered_list",
};
const UNSHOWN = /[^\P{C}\n\t\u00ad]/u;

export function unshowable(text) {
  if (UNSHOWN.test(text)) return "it holds characters that no page shows";
  if (text.includes("\\\\{")) return "it has a backslash before the backslash of a brace";
  return "";
}

/* Returns {nodes, sources, seps}: what stands between two blocks is in `seps`, ends included, so
   that joining them all gives the text byte for byte. */
export function read(text) {
  const tokens = reader.parse(text, {});
  const starts = lineStarts(text);
  const nodes = [], sources = [], seps = [];
  let held = [], depth = 0, done = 0;
  for (const token of tokens) {
    held.push(token);
    depth += token.nesting;
    if (depth > 0 || token.nesting > 0) continue;
    const [first, end] = held[0].map;
    const from = starts[first];
    const source = text.slice(from, starts[Math.min(end, starts.length - 1)]).replace(/[ \t\n]+$/, "");
    seps.push(text.slice(done, from));
    sources.push(source);
    nodes.push(built(held));
    done = from + source.length;
    held = [];
  }
  seps.push(text.slice(done));
  return { nodes, sources, seps };
}

export function blocks(text) {
  return read(text).nodes;
}

function lineStarts(text) {
  const found = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) found.push(at + 1);
  found.push(text.length);
  return found;
}

function built(tokens) {
  const stack = [{ content: [] }];
  for (const token of tokens) {
    const top = stack[stack.length - 1];
    if (token.type === "inline") top.content.push(...inline(token.children));
    else if (token.nesting === 1) stack.push({ ...opened(token), content: [] });
    else if (token.nesting === -1) {
      const { type, attrs, content } = stack.pop();
      stack[stack.length - 1].content.push(schema.nodes[type].createAndFill(attrs, content));
    }
    if (token.type === "paragraph_open" && !token.hidden) loosen(stack);
    if (token.type === "list_item_open") numbered(stack, token);
  }
  return stack[0].content[0];
}

function opened(token) {
  const type = BLOCKS[token.type.replace("_open", "")];
  if (type === "bullet_list") return { type, attrs: { tight: true, sign: token.markup } };
  if (type !== "ordered_list") return { type, attrs: null };
  const order = Number(token.attrGet("start") ?? 1);
  return { type, attrs: { tight: true, sign: token.markup, order, step: 1 }, items: 0 };
}

function loosen(stack) {
  const [list, item] = stack.slice(-3);
  if (item?.type === "list_item") list.attrs.tight = false;
}

function numbered(stack, token) {
  const list = stack[stack.length - 2];
  if (list.type !== "ordered_list") return;
  list.items += 1;
  if (list.items === 2) list.attrs.step = Number(token.info) === list.attrs.order ? 0 : 1;
}

function inline(tokens) {
  let marks = [];
  const made = [];
  const text = (words, more = []) => {
    if (words) made.push(schema.text(words, more.reduce((set, mark) => mark.addToSet(set), marks)));
  };
  const put = (mark) => { marks = mark.addToSet(marks); };
  const drop = (name) => { marks = schema.marks[name].removeFromSet(marks); };
  for (const token of tokens) {
    if (token.type === "em_open") put(schema.marks.em.create({ sign: token.markup }));
    else if (token.type === "strong_open") put(schema.marks.strong.create({ sign: token.markup }));
    else if (token.type === "link_open") {
      put(schema.marks.link.create({ href: token.attrGet("href"), title: token.attrGet("title") }));
    } else if (token.nesting === -1) drop(token.type.replace("_close", ""));
    else if (token.type === "softbreak") text(" ", [schema.marks.soft.create()]);
    else if (token.type === "hardbreak") made.push(schema.nodes.hard_break.create(null, null, marks));
    else if (token.type === "code_inline") text(token.content, [schema.marks.code.create()]);
    else text(token.content);
  }
  return made;
}
