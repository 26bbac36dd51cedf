// Before anything is drawn: "auto" follows the device, now and when it changes.
const html = document.documentElement;
if (html.dataset.theme === "auto") {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => html.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
  dark.addEventListener("change", follow);
  follow();
}
