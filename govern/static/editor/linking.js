/* The address of a link, asked for between the buttons and the text; it is no field of the form. */
import { marked } from "./toolbar.js";
import { schema } from "./schema.js";

const { link } = schema.marks;
let count = 0;

export class LinkBox {
  constructor(after, view) {
    this.view = view;
    const id = `app-link-${(count += 1)}`;
    this.input = element("input", { type: "text", id, class: "govuk-input app-editor__address", inputmode: "url", autocomplete: "off", "aria-describedby": `${id}-fault` });
    this.fault = element("p", { id: `${id}-fault`, class: "govuk-error-message app-editor__fault", role: "alert" });
    this.remove = button("Take the link away", () => this.put(""));
    const label = element("label", { for: id, class: "govuk-label app-label--small" }, "Web or e-mail address");
    this.dom = element("div", { class: "app-editor__link-box", role: "group", "aria-label": "Link" });
    this.dom.append(label, this.fault, this.input, button("Put in the link", () => this.done()), this.remove, button("Cancel", () => this.close()));
    this.dom.hidden = true;
    this.dom.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      if (event.key !== "Enter" || event.target !== this.input) return;
      event.preventDefault();
      this.done();
    });
    after.after(this.dom);
  }

  open() {
    const { state } = this.view();
    const here = marked(state, link);
    this.range = here && state.selection.empty ? around(state) : { from: state.selection.from, to: state.selection.to };
    this.input.value = here ? address(state, this.range) : "";
    this.remove.hidden = !here;
    this.fault.textContent = "";
    this.dom.hidden = false;
    this.input.focus();
  }

  close() {
    this.dom.hidden = true;
    this.view().focus();
  }

  done() {
    const typed = this.input.value.trim();
    const bare = /^[\w-]+(\.[\w-]+)+([/?#]\S*)?$/.test(typed);
    const mail = /^[^\s@:/]+@[^\s@:/]+$/.test(typed);
    const href = mail ? `mailto:${typed}` : bare ? `https://${typed}` : typed;
    if (/^(https?:\/\/|mailto:)[^\s<>]+$/i.test(href)) this.put(href);
    else this.fault.textContent = "Enter an address that begins with https://, or an e-mail address";
  }

  put(href) {
    const { state, dispatch } = this.view();
    const { from, to } = this.range;
    const change = state.tr.removeMark(from, to, link);
    dispatch(href ? change.addMark(from, to, link.create({ href })) : change);
    this.close();
  }
}

function around(state) {
  const { $from } = state.selection;
  const mark = link.isInSet($from.marks());
  let [from, to] = [$from.pos, $from.pos];
  $from.parent.forEach((node, offset) => {
    const start = $from.start() + offset, end = start + node.nodeSize;
    if (mark.isInSet(node.marks) && end >= from && start <= to) [from, to] = [Math.min(from, start), Math.max(to, end)];
  });
  return { from, to };
}

function address(state, { from, to }) {
  let found = "";
  state.doc.nodesBetween(from, to, (node) => { found ||= link.isInSet(node.marks)?.attrs.href ?? ""; });
  return found;
}

function button(text, press) {
  const made = element("button", { type: "button", class: "app-button-link" }, text);
  made.addEventListener("click", press);
  return made;
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}
