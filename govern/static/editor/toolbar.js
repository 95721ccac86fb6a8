/* The buttons above an answer: one stop of the Tab key, arrows between them, state told in words. */
import {
  chainCommands, lift, liftListItem, sinkListItem, toggleMark, wrapIn, wrapInList,
} from "../vendor/editor.min.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const deeper = sinkListItem(nodes.list_item);
const outwards = chainCommands(liftListItem(nodes.list_item), lift);

export const COMMANDS = {
  bold: toggleMark(marks.strong), italic: toggleMark(marks.em),
  bullets: relisted(nodes.bullet_list), numbers: relisted(nodes.ordered_list),
  quote: (state, go) => (within(state, nodes.blockquote) >= 0 ? lift(state, go) : wrapIn(nodes.blockquote)(state, go)),
  deeper, outwards,
};

const BUTTONS = [
  ["bold", "Bold", (state) => marked(state, marks.strong)],
  ["italic", "Italic", (state) => marked(state, marks.em)],
  ["bullets", "Bulleted list", (state) => listAt(state)?.type === nodes.bullet_list],
  ["numbers", "Numbered list", (state) => listAt(state)?.type === nodes.ordered_list],
  ["quote", "Quotation", (state) => within(state, nodes.blockquote) >= 0],
  ["link", "Link", (state) => marked(state, marks.link)],
  ["deeper", "Deeper", null],
  ["outwards", "Outwards", null],
];
const HINTS = { deeper: "Put the item one level deeper", outwards: "Take the item or quotation one level out" };

export function marked(state, type) {
  const { from, $from, to, empty } = state.selection;
  if (empty) return Boolean(type.isInSet(state.storedMarks ?? $from.marks()));
  return state.doc.rangeHasMark(from, to, type);
}

function within(state, type) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type === type) return depth;
  return -1;
}

function listAt(state) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name.endsWith("_list")) return { type: $from.node(depth).type, pos: $from.before(depth), node: $from.node(depth) };
  }
  return null;
}

/* Makes a list; in a list of the other kind turns it; in one of this kind takes the item out. */
function relisted(type) {
  return (state, go) => {
    const here = listAt(state);
    if (!here) return wrapInList(type)(state, go);
    if (here.type === type) return outwards(state, go);
    go?.(state.tr.setNodeMarkup(here.pos, type, { tight: here.node.attrs.tight }));
    return true;
  };
}

export class Toolbar {
  constructor(label, controls, press) {
    this.dom = document.createElement("div");
    this.dom.className = "app-editor__bar";
    this.dom.setAttribute("role", "toolbar");
    this.dom.setAttribute("aria-label", `Formatting: ${label}`);
    this.dom.setAttribute("aria-controls", controls);
    this.buttons = BUTTONS.map(([name, text]) => this.button(name, text, press));
    this.dom.append(...this.buttons);
    this.stop(0);
    this.dom.addEventListener("keydown", (event) => this.move(event));
    this.dom.addEventListener("focusin", (event) => this.stop(this.buttons.indexOf(event.target)));
  }

  button(name, text, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `app-editor__button app-editor__button--${name}`;
    made.textContent = text;
    if (HINTS[name]) made.title = HINTS[name];
    made.addEventListener("mousedown", (event) => event.preventDefault());
    made.addEventListener("click", () => { if (made.getAttribute("aria-disabled") !== "true") press(name); });
    return made;
  }

  stop(at) {
    this.buttons.forEach((each, place) => { each.tabIndex = place === Math.max(at, 0) ? 0 : -1; });
  }

  move(event) {
    const last = this.buttons.length - 1;
    const at = this.buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    this.buttons[to].focus();
  }

  focus() { this.buttons.find((each) => each.tabIndex === 0).focus(); }

  show(state) {
    BUTTONS.forEach(([name, , pressed], at) => {
      const button = this.buttons[at];
      if (pressed) put(button, "aria-pressed", String(pressed(state)));
      const may = name === "link" ? !state.selection.empty || marked(state, marks.link) : COMMANDS[name](state);
      put(button, "aria-disabled", String(!may));
    });
  }
}

function put(button, name, value) {
  if (button.getAttribute(name) !== value) button.setAttribute(name, value);
}
