/* What the editor can hold: exactly the marks that are printed, in `govern.records.prose`. */
import { MarkdownIt, Schema } from "../vendor/editor.min.js";

const list = { group: "block", content: "list_item+" };
const start = (node) => ["ol", node.attrs.order === 1 ? {} : { start: node.attrs.order }, 0];
const number = (dom) => ({ order: Number(dom.getAttribute("start") ?? 1) || 1 });
const sign = (otherwise) => ({ sign: { default: otherwise } });

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { group: "block", content: "inline*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    blockquote: {
      group: "block", content: "block+", defining: true,
      parseDOM: [{ tag: "blockquote" }], toDOM: () => ["blockquote", 0],
    },
    bullet_list: {
      ...list, attrs: { tight: { default: true }, sign: { default: "-" } },
      parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0],
    },
    ordered_list: {
      ...list,
      attrs: { tight: { default: true }, sign: { default: "." }, order: { default: 1 }, step: { default: 1 } },
      parseDOM: [{ tag: "ol", getAttrs: number }], toDOM: start,
    },
    list_item: { content: "block+", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    text: { group: "inline" },
    hard_break: {
      group: "inline", inline: true, selectable: false,
      parseDOM: [{ tag: "br" }], toDOM: () => ["br"], leafText: () => "\n",
    },
  },
  marks: {
    link: {
      attrs: { href: {}, title: { default: null } }, inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (dom) => ({ href: dom.getAttribute("href") }) }],
      toDOM: (mark) => ["a", { href: mark.attrs.href, class: "app-editor__link" }, 0],
    },
    em: { attrs: sign("*"), parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
    strong: { attrs: sign("**"), parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
    code: { parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
    // A space that stands for the end of a line in the text as it is kept.
    soft: { inclusive: false, parseDOM: [{ tag: "span.app-editor__line" }], toDOM: () => ["span", { class: "app-editor__line" }, 0] },
  },
});

const OFF = ["heading", "lheading", "hr", "code", "fence", "reference", "html_block", "html_inline", "image"];
export const REFERENCE = /\{(?:section|question|term) +[^{}\n]{1,80}? *\}/;
const HERE = new RegExp(REFERENCE.source, "y");

/* A reference is told in words before anything else is read; a backslash keeps its brace. */
function reference(state, silent) {
  const kept = state.src.startsWith("\\{", state.pos);
  HERE.lastIndex = state.pos;
  const found = kept ? ["\\{"] : HERE.exec(state.src);
  if (!found) return false;
  if (!silent) state.pending += found[0];
  state.pos += found[0].length;
  return true;
}

export const reader = new MarkdownIt("commonmark", { html: false, maxNesting: 16 }).disable(OFF);
reader.inline.ruler.before("escape", "reference", reference);
