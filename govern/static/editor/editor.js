/* Puts the editor over long answers. The text field under it stays the truth: it is sent, saved by
   itself and put back as ever, and nothing in it changes until somebody changes something here. */
import {
  baseKeymap, chainCommands, EditorState, EditorView, history, InputRule, inputRules, keymap, redo,
  splitListItem, TextSelection, undo, wrappingInputRule,
} from "../vendor/editor.min.js";
import { faithful, Kept } from "./keeping.js";
import { LinkBox } from "./linking.js";
import { references } from "./marking.js";
import { pastedHtml, pastedText } from "./pasting.js";
import { unshowable } from "./reading.js";
import { schema } from "./schema.js";
import { COMMANDS, Toolbar } from "./toolbar.js";

const KEY = `govern-plain-text:${document.querySelector("[data-who]")?.dataset.who ?? ""}`;
const { nodes, marks } = schema;
const made = (name, className, parts = []) => {
  const element = document.createElement(name);
  element.className = className;
  element.append(...parts);
  return element;
};

class Answer {
  constructor(area) {
    this.area = area;
    this.name = area.id;
    this.label = document.querySelector(`label[for="${CSS.escape(this.name)}"]`);
    this.label.id ||= `${this.name}-label`;
    this.label.addEventListener("click", (event) => { if (this.view) { event.preventDefault(); this.view.focus(); } });
    this.why = made("span", "app-editor__why");
    this.why.setAttribute("role", "status");
    this.turn = made("button", "app-button-link app-editor__turn");
    this.turn.type = "button";
    this.turn.addEventListener("click", () => prefer(!this.view, this));
    this.below = made("p", "govuk-body-s app-editor__below", [this.turn, this.why]);
    area.after(this.below);
    area.addEventListener("govern:given", () => this.take());
  }

  /* Shows the answer in the editor or plainly, whichever was chosen and can be. */
  show(plainly) {
    if (this.view && plainly) this.close();
    let why = "";
    if (!this.view && !plainly) {
      const kept = new Kept(this.area.value);
      why = unshowable(this.area.value) || (faithful(kept.nodes) ? "" : "it has marks that the editor would write differently");
      if (!why) this.open(kept);
    }
    this.say(why && `This answer is shown as plain text, because ${why}.`);
    this.turn.hidden = Boolean(why);
    const about = made("span", "govuk-visually-hidden", [` for ${this.label.textContent}`]);
    this.turn.replaceChildren(this.view ? "Write in plain text" : "Write with formatting buttons", about);
  }

  say(words) {
    if (this.why.textContent !== words) this.why.textContent = words;
  }

  open(kept) {
    this.kept = kept;
    const page = made("div", "app-editor__page app-read");
    const label = this.label.textContent;
    this.toolbar = new Toolbar(label, this.name, (name) => this.press(name));
    this.box = made("div", "app-editor", [this.toolbar.dom, page]);
    this.link = new LinkBox(this.toolbar.dom, () => this.view);
    this.box.addEventListener("input", (event) => event.stopPropagation());
    this.area.before(this.box);
    this.area.id = `${this.name}-plain-text`;
    this.area.hidden = true;
    const view = new EditorView({ mount: page }, {
      state: this.state(),
      attributes: this.attributes(),
      dispatchTransaction: (change) => this.changed(change),
      handleDOMEvents: { paste: pasted, drop: dropped },
      handleKeyDown: (_, event) => {
        if (event.key !== "F10" || !event.altKey) return false;
        this.toolbar.focus();
        return true;
      },
    });
    this.view = view;
    this.toolbar.show(view.state);
  }

  attributes() {
    const wrong = this.area.classList.contains("govuk-textarea--error");
    return {
      id: this.name, role: "textbox", "aria-multiline": "true", "aria-labelledby": this.label.id,
      "aria-describedby": this.area.getAttribute("aria-describedby") ?? "", spellcheck: "true",
      class: `app-editor__page app-read${wrong ? " app-editor__page--wrong" : ""}`,
      ...(wrong ? { "aria-invalid": "true" } : {}),
    };
  }

  state() {
    const content = this.kept.nodes.length ? this.kept.nodes : [nodes.paragraph.create()];
    return EditorState.create({ doc: nodes.doc.create(null, content), plugins: this.plugins() });
  }

  plugins() {
    const link = () => { this.press("link"); return true; };
    const next = (state, go) => {
      go?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
      return true;
    };
    const keys = {
      "Mod-b": COMMANDS.bold, "Mod-i": COMMANDS.italic, "Mod-k": link, "Mod-z": undo, "Mod-y": redo,
      "Shift-Mod-z": redo, "Mod-]": COMMANDS.deeper, "Mod-[": COMMANDS.outwards, "Shift-Enter": next,
      Enter: chainCommands(splitListItem(nodes.list_item), baseKeymap.Enter),
    };
    return [typed(), keymap(keys), keymap(baseKeymap), history(), references()];
  }

  press(name) {
    if (name === "link") this.link.open();
    else {
      COMMANDS[name](this.view.state, this.view.dispatch, this.view);
      this.view.focus();
    }
  }

  changed(change) {
    this.view.updateState(this.view.state.apply(change));
    if (change.docChanged) this.keep();
    window.clearTimeout(this.looking);
    this.looking = window.setTimeout(() => { if (this.view) this.toolbar.show(this.view.state); }, 60);
  }

  keep() {
    this.kept.change(this.view.state.doc.content.content);
    this.area.value = this.kept.text;
    this.say(this.kept.lost ? "Some bold, italic or linked words here cannot be kept as they look. Choose whole words." : "");
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* The field was filled from elsewhere: what was kept in this tab, or the browser's way back. */
  take() {
    if (!this.view || this.area.value === this.kept.text) return;
    this.close();
    this.show(false);
  }

  close() {
    this.view.destroy();
    this.view = null;
    this.box.remove();
    this.area.id = this.name;
    this.area.hidden = false;
  }

  focus() {
    if (this.view) this.view.focus();
    else this.area.focus();
  }
}

/* Signs that people type: a list, a quotation, and words between asterisks. */
function typed() {
  const words = (signs, type) => new InputRule(signs, (state, match, start, end) => {
    const mark = type.create();
    const text = schema.text(match[2], [mark]);
    return state.tr.replaceWith(start + match[1].length, end, text).removeStoredMark(mark);
  });
  return inputRules({ rules: [
    wrappingInputRule(/^\s*[-*+]\s$/, nodes.bullet_list),
    wrappingInputRule(/^(\d{1,9})\.\s$/, nodes.ordered_list, (match) => ({ order: Number(match[1]) }), (match, node) => node.childCount + node.attrs.order === Number(match[1])),
    wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
    words(/(^|[^*\\])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong),
    words(/(^|[^*\\])\*([^*\s](?:[^*]*[^*\s])?)\*$/, marks.em),
  ] });
}

function put(view, data) {
  const html = data.getData("text/html");
  const slice = html ? pastedHtml(html) : pastedText(data.getData("text/plain"));
  view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView().setMeta("paste", true));
}

function pasted(view, event) {
  if (!event.clipboardData) return false;
  event.preventDefault();
  put(view, event.clipboardData);
  return true;
}

function dropped(view, event) {
  if (view.dragging || !event.dataTransfer) return false;
  event.preventDefault();
  const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (place) view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(place.pos))));
  put(view, event.dataTransfer);
  return true;
}

function preferred() {
  try { return localStorage.getItem(KEY) === "yes"; } catch { return false; }
}

function prefer(plainly, pressed) {
  const plain = !plainly;
  try { plain ? localStorage.setItem(KEY, "yes") : localStorage.removeItem(KEY); } catch { /* for this page */ }
  for (const each of answers) each.show(plain);
  pressed.focus();
}

const answers = [...document.querySelectorAll("textarea[data-prose]")].map((area) => new Answer(area));
for (const each of answers) each.show(preferred());
window.addEventListener("pageshow", () => { for (const each of answers) each.take(); });
