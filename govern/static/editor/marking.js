/* References to sections, questions and defined terms stand out where they are typed. */
import { Decoration, DecorationSet, Plugin } from "../vendor/editor.min.js";
import { REFERENCE } from "./schema.js";

const EVERY = new RegExp(`\\\\.|(${REFERENCE.source})`, "g");

export function references() {
  return new Plugin({
    state: {
      init: (_, state) => DecorationSet.create(state.doc, found(state.doc, 0, state.doc.content.size)),
      apply: (change, set) => (change.docChanged ? moved(change, set) : set),
    },
    props: { decorations(state) { return this.getState(state); } },
  });
}

function moved(change, before) {
  let set = before.map(change.mapping, change.doc);
  change.mapping.maps.forEach((map, at) => map.forEach((_from, _to, newFrom, newTo) => {
    const rest = change.mapping.slice(at + 1);
    const from = change.doc.resolve(rest.map(newFrom, -1)), to = change.doc.resolve(rest.map(newTo, 1));
    const [start, end] = [from.start(from.depth), to.end(to.depth)];
    set = set.remove(set.find(start, end)).add(change.doc, found(change.doc, start, end));
  }));
  return set;
}

function found(doc, from, to) {
  const made = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, undefined, (leaf) => (leaf.isText ? leaf.text : "\n"));
    for (const each of text.matchAll(EVERY)) {
      if (!each[1]) continue;
      const start = pos + 1 + each.index;
      if (start >= from - 1) made.push(Decoration.inline(start, start + each[1].length, { class: "app-editor__reference" }));
    }
    return false;
  });
  return made;
}
