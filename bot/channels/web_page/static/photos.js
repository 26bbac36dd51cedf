// Photos made small enough for a phone's connection; the server checks and cleans them again.
const LONGEST_SIDE = 2560;
const SMALL_ENOUGH = 1_500_000;
const KNOWN = ["image/jpeg", "image/png", "image/webp"];

export async function shrink(file) {
  if (file.size <= SMALL_ENOUGH && KNOWN.includes(file.type)) return { name: file.name, blob: file };
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.86));
    return blob ? { name: file.name, blob } : { name: file.name, blob: file };
  } catch {
    return { name: file.name, blob: file }; // the server says what is wrong with it
  }
}
