// Reads labels with the phone's camera where the browser knows how (BarcodeDetector); elsewhere, a hand scanner or
// the keyboard fills the same field. A label is noted once; the picture never leaves the phone.

const PAUSE = 250; // milliseconds between two looks
const box = document.querySelector("[data-camera]");
let stream = null, timer = 0, last = "";

function note(code) {
  const form = document.getElementById("etiquette");
  if (!form || code === last) return;
  last = code;
  form.elements.code.value = code;
  form.requestSubmit();
  navigator.vibrate?.(60);
}

async function look(detector, video) {
  try {
    const [found] = await detector.detect(video);
    if (found) note(found.rawValue);
  } catch { /* a frame that cannot be read is followed by another */ }
  if (stream) timer = setTimeout(look, PAUSE, detector, video);
}

function stop() {
  clearTimeout(timer);
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  const video = box.querySelector("video");
  delete video.dataset.on;
  box.querySelector("[data-camera-go]").hidden = false;
  box.querySelector("[data-camera-stop]").hidden = true;
}

async function start() {
  const said = box.querySelector("[data-camera-said]"), video = box.querySelector("video");
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    said.textContent = "L’appareil photo n’est pas permis ou n’existe pas : tapez le numéro de l’étiquette.";
    return;
  }
  said.textContent = "";
  video.srcObject = stream;
  video.dataset.on = "";
  await video.play();
  box.querySelector("[data-camera-go]").hidden = true;
  box.querySelector("[data-camera-stop]").hidden = false;
  look(new BarcodeDetector({ formats: ["qr_code"] }), video);
}

if (box && "BarcodeDetector" in window && navigator.mediaDevices) {
  box.hidden = false;
  box.querySelector("[data-camera-go]").addEventListener("click", start);
  box.querySelector("[data-camera-stop]").addEventListener("click", stop);
  addEventListener("pagehide", stop);
}
