"""A video made by a real browser, kept by the house, and played back by it: by parts, from the middle too.

The browser that records is closed before the document is added: its event loop must not meet the ORM.
"""

import base64

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.platform.accounts.acting import acting_as
from tests import browsers
from tests.cast import NOW, seed_office
from tests.database import Pair
from tests.interfaces.staff.conftest import client_of, opened

# Fifty pictures of a square that moves, two seconds at least, recorded with what the browser has; then its bytes in
# base 64. Each picture is given to the recorder by hand: a busy machine draws late, and loses none.
RECORD = """async () => {
  const canvas = document.createElement('canvas');
  canvas.width = 160; canvas.height = 90;
  const pen = canvas.getContext('2d');
  const stream = canvas.captureStream(0);
  const recorder = new MediaRecorder(stream, {mimeType: 'video/webm;codecs=vp8'});
  const parts = [];
  recorder.ondataavailable = event => parts.push(event.data);
  const done = new Promise(resolve => recorder.onstop = resolve);
  recorder.start(200);
  for (let at = 0; at < 50; at++) {
    pen.fillStyle = '#fff'; pen.fillRect(0, 0, 160, 90);
    pen.fillStyle = '#095797'; pen.fillRect(at * 2, 30, 20, 20);
    stream.getVideoTracks()[0].requestFrame();
    await new Promise(resolve => setTimeout(resolve, 40));
  }
  recorder.stop(); await done;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}"""
PLAYED = """async () => {
  const video = document.querySelector('video.player');
  const told = name => new Promise(resolve => video.addEventListener(name, resolve, {once: true}));
  video.muted = true;
  await video.play();
  while (!video.currentTime) await told('timeupdate');
  const said = {width: video.videoWidth, at: video.currentTime, error: video.error && video.error.message};
  video.pause();
  const sought = told('seeked');
  video.currentTime = 1;
  await sought;
  return {...said, sought: video.currentTime};
}"""


def test_a_video_plays_and_goes_to_a_moment(fresh: Pair, live_site: str) -> None:
    cast = seed_office()
    dossier = opened(cast)
    with browsers.launched() as browser:
        content = base64.b64decode(browsers.ended(browser.new_page(), RECORD))
    nadia = cast.actor("nadia")
    with acting_as(nadia):
        version = add_document(
            dossier=dossier,
            title="Visite filmée",
            origin=Origin.INTERNAL,
            stream=[content],
            file_name="visite.webm",
            actor_code=nadia.code,
            now=NOW,
        )
    session = client_of(cast.user("nadia")).cookies["egide_session"].value
    url = f"{live_site}/dossiers/{dossier.number}/documents/{version.document.rank}/v1/"

    found: list[object] = []
    with browsers.launched() as browser:
        page = browsers.page_as(browser, live_site, session, width=360, complaints=found)
        found += browsers.visited(page, url, "document-video")
        said = browsers.ended(page, PLAYED)

    assert version.media_type == "video/webm"
    assert (said["error"], said["width"]) == (None, 160)
    assert said["at"] > 0
    assert said["sought"] == 1
    assert found == []
