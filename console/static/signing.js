// A signature with finger, pen or mouse; what was drawn goes along with the form.
for (const form of document.querySelectorAll("[data-signing]")) {
  const pad = form.querySelector("canvas"), pen = pad.getContext("2d"), drawn = form.elements.drawn;
  const place = (event) => {
    const box = pad.getBoundingClientRect();
    return [(event.clientX - box.left) * (pad.width / box.width), (event.clientY - box.top) * (pad.height / box.height)];
  };
  const wipe = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, pad.width, pad.height);
    drawn.value = "";
  };
  form.querySelector(".signing").hidden = false;
  wipe();
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    Object.assign(pen, { lineWidth: 4, lineCap: "round", lineJoin: "round", strokeStyle: "#111" });
    pen.beginPath();
    pen.moveTo(...place(event));
    event.preventDefault();
  });
  pad.addEventListener("pointermove", (event) => {
    if (!pad.hasPointerCapture(event.pointerId)) return;
    pen.lineTo(...place(event));
    pen.stroke();
  });
  pad.addEventListener("pointerup", () => { drawn.value = pad.toDataURL("image/png"); });
  form.querySelector("[data-wipe]").addEventListener("click", wipe);
}
