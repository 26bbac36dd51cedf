// A button for what the browser's menu does too.
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
