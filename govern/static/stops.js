/* Keeps the page after a stop up to date while somebody looks at it; it works without, by a link. */
const LONGEST = 10 * 60 * 1000;

function show(page, reached) {
  const sentence = page.querySelector("[data-sentence]");
  if (sentence.textContent !== reached.sentence) sentence.textContent = reached.sentence;
  page.querySelector("[data-advice]").textContent = reached.advice;
  const lines = reached.waiting.map((each) => {
    const line = document.createElement("li");
    const name = document.createElement("strong");
    const said = document.createElement("span");
    name.textContent = each.name;
    said.textContent = each.said;
    line.append(name, " ", said);
    return line;
  });
  page.querySelector("[data-waiting]").replaceChildren(...lines);
}

const page = document.querySelector("[data-news]");
if (page) {
  const news = new EventSource(page.dataset.news);
  news.addEventListener("reached", (event) => {
    const reached = JSON.parse(event.data);
    show(page, reached);
    if (reached.done) news.close();
  });
  // Looking on for ever would keep a sign-in alive that nobody uses.
  window.setTimeout(() => news.close(), LONGEST);
}
