"use strict";
const names = ["signature", "class", "file"];
const form = document.querySelector(".filters");
const articles = [...document.querySelectorAll("article")];
const count = document.querySelector("#count");

function apply() {
  const wanted = names.map((name) => [name, form.elements[name].value]).filter(([, value]) => value);
  let seen = 0;
  for (const article of articles) {
    article.hidden = wanted.some(([name, value]) => article.dataset[name] !== value);
    seen += !article.hidden;
  }
  count.textContent = `${seen} of ${articles.length} shown`;
}

form.hidden = articles.length === 0;
form.addEventListener("change", apply);
form.addEventListener("reset", () => setTimeout(apply));
form.addEventListener("submit", (event) => event.preventDefault());
for (const button of document.querySelectorAll("td button")) {
  button.addEventListener("click", () => {
    form.reset();
    form.elements[button.dataset.filter].value = button.dataset.value;
    apply();
    form.scrollIntoView();
  });
}
apply();
